"""Character grams: the overlapping pieces of words by which the word index finds inflected forms.

Word-bounded character 4-grams need no stemmer and hold for all ten languages; in Arabic they beat words and
stems (McNamee and Mayfield, "Character N-Gram Tokenization for European Language Text Retrieval", 2004).
"""

from __future__ import annotations

import re

from language.folding import fold

_WORD = re.compile(r"[^\W_]+")


def folded_words(text: str) -> list[str]:
    """The words of the folded text whose grams are its grams, in their order and with repeats."""
    return _WORD.findall(fold(text))


def character_grams(text: str, size: int = 4) -> list[str]:
    """The grams of every word of the folded text, in their order and with repeats.

    Args:
        text: any text, not folded yet.
        size: letters in a gram, at least 1.

    Returns:
        For each word its runs of `size` letters; a shorter word gives itself. No gram reaches over a word's
        end, and punctuation is in none.

    Raises:
        ValueError: if `size` is below 1.
    """
    if size < 1:
        raise ValueError(f"A gram has at least 1 letter, but {size} was asked for.")
    return [gram for word in folded_words(text) for gram in word_grams(word, size)]


def word_grams(word: str, size: int = 4) -> list[str]:
    """The grams of one word as `folded_words` gives it."""
    if len(word) <= size:
        return [word]
    return [word[start : start + size] for start in range(len(word) - size + 1)]
