"""The word index: tantivy over grams, tokens and sounds."""
