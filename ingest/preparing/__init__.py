"""From a record to an article with its passages: cleaning, language, cutting, embedding."""
