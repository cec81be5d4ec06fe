"""What the patterns of all points of time share: where a word begins and ends, and how entries are folded."""

from __future__ import annotations

import re
from collections.abc import Iterable

from language.folding import fold
from language.time_words import TIME_WORDS

# Letters that Arabic and Hebrew write together with the next word ("بيناير", "למאי").
JOINED_LETTERS = {"ar": "ولب", "he": "ובלמ"}


def folded_pattern(pattern: str) -> str:
    """A pattern in the spelling of folded text; the names of its groups stay."""
    return fold(pattern).replace("(?p<", "(?P<").replace("(?p=", "(?P=")


def edge(language: str) -> str:
    """A pattern for the place where a word begins."""
    letters = JOINED_LETTERS.get(language)
    return r"(?<![^\W_])" if not letters else rf"(?:(?<![^\W_])|(?<=(?<![^\W_])[{letters}]))"


def tail(language: str) -> str:
    """A pattern for what may hang on a date, and the place where the word ends."""
    words = TIME_WORDS[language].tail
    return rf"(?:\s*(?:{folded_pattern(words)}))?(?![^\W_])" if words else r"(?![^\W_])"


def any_of(names: Iterable[str]) -> str:
    """A pattern of any of the names, folded, the longest first."""
    parts = sorted(map(folded_pattern, names), key=len, reverse=True)
    return "|".join(parts)


def number_of(patterns: Iterable[str], text: str) -> int:
    """Which of the patterns the whole text is, from 0.

    Raises:
        ValueError: it is none of them.
    """
    for number, pattern in enumerate(patterns):
        if re.fullmatch(folded_pattern(pattern), text):
            return number
    raise ValueError(f"{text!r} is none of the words it was found by.")
