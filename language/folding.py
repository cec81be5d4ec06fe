"""Folding: one spelling for all the ways in which the same word is written.

Search compares folded text with folded text. The map works letter by letter, without looking at the
neighbours, so folding a text equals folding its pieces, and folding twice changes nothing.
"""

from __future__ import annotations

import unicodedata

import numpy as np

_LETTERS = {
    "ٱ": "ا",
    "ى": "ي",
    "ة": "ه",
    "ک": "ك",
    "ڪ": "ك",
    "ی": "ي",
    "ہ": "ه",
    "ۃ": "ه",
    "ە": "ه",
    "ھ": "ه",
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "æ": "ae",
    "œ": "oe",
    "’": "'",
    "‘": "'",
    "׳": "'",
    "״": '"',
}
_TATWEEL = "ـ"
_MARKED_SCRIPTS = ("COMBINING", "ARABIC", "HEBREW", "VARIATION SELECTOR")


class _FoldTable(dict[int, str]):
    """A `str.translate` table that works out each character when it is first met, and keeps it."""

    def __missing__(self, code: int) -> str:
        folded = chr(code)
        while (once := "".join(map(_fold_once, folded))) != folded:
            folded = once
        self[code] = folded
        return folded


def _fold_once(character: str) -> str:
    """One step of folding; applied until nothing changes, because one step may uncover another."""
    decimal = unicodedata.decimal(character, None)
    if decimal is not None:
        return str(decimal)
    decomposed = unicodedata.normalize("NFKD", character)
    kept = "".join(part for part in decomposed if not _is_dropped(part))
    if kept == decomposed:
        # Nothing to take off: stay composed (a Hangul syllable is not to fall into its letters).
        kept = unicodedata.normalize("NFKC", character)
    return "".join(_LETTERS.get(part, part) for part in kept.casefold())


def _is_dropped(character: str) -> bool:
    """Whether a character is a mark, a tatweel or an invisible control rather than a letter."""
    if character == _TATWEEL:
        return True
    category = unicodedata.category(character)
    if category == "Cf":
        return True
    return category == "Mn" and unicodedata.name(character, "").startswith(_MARKED_SCRIPTS)


_TABLE = _FoldTable()

# The same map for numpy, five times as fast: each UTF-16 unit's folded unit, filled in as units are met.
_SHORT = 40
"""Characters below which the plain map is sooner done than numpy is called."""
_GONE, _LONG, _UNMET = 0xFFFF, 0xFFFE, 0xFFFD
_UNITS = np.full(1 << 16, _UNMET, dtype=np.uint16)


def _meet(units: set[int]) -> None:
    """Fills in some units: dropped, folded to one unit, or marked as needing the slow way."""
    for unit in units:
        folded = _TABLE[unit]
        if not folded:
            _UNITS[unit] = _GONE
        elif len(folded) == 1 and not 0xD800 <= unit < 0xE000 and ord(folded) < _UNMET:
            _UNITS[unit] = ord(folded)
        else:
            _UNITS[unit] = _LONG


def fold(text: str) -> str:
    """The text in its one searchable spelling. The length may change.

    Compatibility forms become plain letters (ﻻ to لا), accents and Arabic and Hebrew vowel marks come off,
    forms of one letter are joined (أإآ to ا, ى and ی to ي, ة to ه, ک to ك), every decimal digit becomes an
    ASCII digit, capitals become small, and tatweel, bidirectional controls and other invisible signs go.
    The zero-width non-joiner goes too, so that «می‌رود» and «میرود» are one word. Line breaks and spaces
    stay where they are; lone surrogates stay what they are.

    Args:
        text: any text.

    Returns:
        The folded text; `fold(fold(text)) == fold(text)`, and `fold(a + b) == fold(a) + fold(b)`.
    """
    if text.isascii():
        return text.lower()
    if len(text) < _SHORT:
        return text.translate(_TABLE)
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    folded = _UNITS[units]
    special = folded >= _UNMET
    if special.any():
        if (folded == _UNMET).any():
            _meet(set(units[folded == _UNMET].tolist()))
            folded = _UNITS[units]
        if (folded == _LONG).any():
            return text.translate(_TABLE)
        folded = folded[folded != _GONE]
    return str(folded.astype("<u2", copy=False).tobytes(), "utf-16-le")
