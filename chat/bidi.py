"""Which side a text begins on.

Every block gets its own direction before its first character is shown, from the text itself: an Arabic
sentence that opens with a Latin name still lies right to left, which `dir="auto"` (the first strong character
decides) would miss.
"""

from __future__ import annotations

import unicodedata
from typing import Final

RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})

_SAMPLE = 400
_CLEAR_MAJORITY = 0.6


def direction_of(text: str, language: str = "und") -> str:
    """The direction of a block of text: "rtl" or "ltr", or "auto" where neither letters nor language tell.

    Args:
        text: the block; its first 400 characters are looked at.
        language: ISO 639-1 code, which decides where the letters are mixed or missing.
    """
    right, left = _strong_letters(text[:_SAMPLE])
    letters = right + left
    if letters and max(right, left) >= _CLEAR_MAJORITY * letters:
        return "rtl" if right > left else "ltr"
    if language in RIGHT_TO_LEFT:
        return "rtl"
    if language != "und":
        return "ltr"
    return "auto"


def _strong_letters(text: str) -> tuple[int, int]:
    kinds = [unicodedata.bidirectional(character) for character in text]
    right = sum(kind in ("R", "AL") for kind in kinds)
    return right, kinds.count("L")
