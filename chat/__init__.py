"""The chat in the browser: conversation, source cards, article reader, filters."""
