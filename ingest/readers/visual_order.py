"""From the order in which a page is painted to the order in which it is read.

A PDF file places shapes, usually from left to right. Where a line holds Arabic or Hebrew, its letters go back
into the order of reading: the inverse of what the Unicode Bidirectional Algorithm (UAX #9) does for display.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_RIGHT_TO_LEFT = r"\u0590-\u05ff\u0600-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LATIN = r"A-Za-z\u00c0-\u024f\u0400-\u04ff"
_STRONG_RIGHT = re.compile(f"[{_RIGHT_TO_LEFT}]")
_STRONG_LEFT = re.compile(f"[{_LATIN}]")
_LEFT_RUN = re.compile(rf"[{_LATIN}\d]+(?:[ '’&.,/:@_+-]+[{_LATIN}\d]+)*")
_NUMBER = re.compile(r"\d+(?:[.,/:]\d+)*")
_RIGHT_RUN = re.compile(rf"[{_RIGHT_TO_LEFT}](?:[^{_LATIN}\d\n]*[{_RIGHT_TO_LEFT}])?")
_BRACKETS = "()[]{}«»<>"
_MIRRORED = str.maketrans(_BRACKETS, ")(][}{»«><")
_ALEFS = "اأإآ"
# Of the size of the letters: a wider gap between two of them is a space; wider where spaces are written too.
_SPACE = 0.2
_SPACE_BESIDE_WRITTEN = 0.6


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character where it stands on its line.

    Attributes:
        text: the character.
        left: the left edge of its shape, in any unit.
        right: its right edge.
        size: the size of its font, in the same unit.
    """

    text: str
    left: float
    right: float
    size: float


def has_right_to_left(text: str) -> bool:
    """Whether a text has letters that are read from right to left."""
    return bool(_STRONG_RIGHT.search(text))


def is_right_to_left(text: str) -> bool:
    """Whether most letters of a text are read from right to left."""
    return len(_STRONG_RIGHT.findall(text)) >= len(_STRONG_LEFT.findall(text))


def reading_order(glyphs: Sequence[Glyph], *, right_to_left: bool = True) -> str:
    """The text of one line.

    Args:
        glyphs: its characters, in any order.
        right_to_left: how the page is read.
    """
    # A space without a width stands anywhere; the gap tells where it is.
    placed = [glyph for glyph in glyphs if glyph.right > glyph.left or not glyph.text.isspace()]
    written = len(placed) == len(glyphs) and any(glyph.text.isspace() for glyph in glyphs)
    space = _SPACE_BESIDE_WRITTEN if written else _SPACE
    glyphs = placed
    letters = [glyph for glyph in glyphs if not _is_mark(glyph.text)]
    pieces: list[str] = []
    before: Glyph | None = None
    marks = _marks_of(letters, [glyph for glyph in glyphs if _is_mark(glyph.text)])
    for number in sorted(
        range(len(letters)), key=lambda number: letters[number].left + letters[number].right
    ):
        glyph = letters[number]
        wide = before is not None and glyph.left - before.right > space * glyph.size
        if wide and before is not None and not (before.text.isspace() or glyph.text.isspace()):
            pieces.append(" ")
        if before is not None and _is_lam_alef(before, glyph):
            # One shape for two letters: lam always comes first, and so stands to the right.
            pieces[-1:] = [f"{glyph.text}{pieces[-1]}"] if glyph.text in _ALEFS else [pieces[-1], glyph.text]
            before = glyph
            continue
        pieces.append(marks.get(number, "") + glyph.text)
        before = glyph
    return logical("".join(pieces), right_to_left=right_to_left)


def logical(painted: str, *, right_to_left: bool = True) -> str:
    """A line that was written down from left to right, in the order in which it is read."""
    if not right_to_left:
        return _RIGHT_RUN.sub(lambda run: run[0][::-1], painted)
    text = _LEFT_RUN.sub(_turned, painted[::-1])
    first = next((character for character in text if character in _BRACKETS), "")
    return text.translate(_MIRRORED) if first and first in ")]}»>" else text


def _turned(run: re.Match[str]) -> str:
    """Words of a left-to-right script keep their order among themselves; numbers only inside themselves."""
    if _STRONG_LEFT.search(run[0]):
        return run[0][::-1]
    return _NUMBER.sub(lambda number: number[0][::-1], run[0])


def _is_mark(text: str) -> bool:
    return unicodedata.combining(text[0]) > 0


def _marks_of(letters: Sequence[Glyph], marks: Sequence[Glyph]) -> dict[int, str]:
    """The marks of vowels by the letter under which or over which they stand, painted before it."""
    found: dict[int, str] = {}
    for mark in marks:
        middle = mark.left + mark.right
        nearest = min(
            range(len(letters)),
            key=lambda number: abs(letters[number].left + letters[number].right - middle),
            default=-1,
        )
        found[nearest] = mark.text + found.get(nearest, "")
    return found


def _is_lam_alef(one: Glyph, other: Glyph) -> bool:
    same = abs(one.left - other.left) < 0.01 and abs(one.right - other.right) < 0.01
    return same and "ل" in (one.text, other.text) and (one.text in _ALEFS or other.text in _ALEFS)
