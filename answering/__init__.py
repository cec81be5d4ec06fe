"""Passages become an answer of cited sentences, or an honest abstention."""
