"""Sets of words, written in the source as lines of text so that a person can read and extend them."""

from __future__ import annotations


def word_set(*lines: str) -> frozenset[str]:
    """The words of some lines, parted by white space; an underscore stands for a space within a word."""
    return frozenset(word.replace("_", " ") for line in lines for word in line.split())
