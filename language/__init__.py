"""Text itself: folding, words and grams, sentences, language, dates, and embedding models."""
