"""Line breaks that only keep lines short, as in newswire and mail, told from those that part paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

_LONGEST_LINE = 100
_SHORTEST_WIDTH = 40
_ENDINGS = frozenset('.!?؟۔:…"”»)')
# How far a full line may fall short: a hyphenated word, a trailing space, a width counted in bytes.
_SLACK = 8


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How the lines of one text are wrapped.

    Attributes:
        width: characters in its longest line.
        marks_paragraphs: whether paragraphs show themselves by an indented first line or a blank line, so
            that every other break is only a wrapped line.
    """

    width: int
    marks_paragraphs: bool

    def joins(self, text: str, start: int, end: int) -> bool:
        """Whether the white space `text[start:end]`, which holds a line break, lies within a paragraph."""
        white = text[start:end]
        if white.count("\n") != 1 or not white.endswith("\n") or end >= len(text):
            return False
        if self.marks_paragraphs or text[end].islower():
            return True
        line = text[text.rfind("\n", 0, start) + 1 : start]
        return _is_full(line, text[end : end + self.width], self.width)


def find_wrapping(text: str) -> Wrapping | None:
    """How a text is wrapped, or None where each of its lines is a paragraph, a heading or an item.

    Every line must be short. Most lines without end punctuation must then break off where the next word would
    no longer have fitted, or (in scripts with capitals) before a small letter.

    Args:
        text: a whole text; a single sentence out of it shows nothing.
    """
    if "\n" not in text:
        return None
    lines = text.split("\n")
    width = max(map(len, lines))
    if not _SHORTEST_WIDTH <= width <= _LONGEST_LINE:
        return None
    breaks = unfinished = wrapped = cut = 0
    for line, following in pairwise(lines):
        if not line or line.isspace() or not following or following[0].isspace():
            continue
        breaks += 1
        if line.rstrip()[-1] in _ENDINGS:
            continue
        unfinished += 1
        cut += following[0].islower()
        wrapped += following[0].islower() or _is_full(line, following, width)
    if not (cut or unfinished >= 3) or unfinished < 0.4 * breaks or wrapped < 0.6 * unfinished:
        return None
    inner = lines[1:-1] if lines[-1].isspace() or not lines[-1] else lines[1:]
    return Wrapping(width, any(not line or line[0].isspace() for line in inner))


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line would not have fitted into this one (some slack allowed)."""
    first_word = following.split(None, 1)[:1]
    return bool(first_word) and len(line.rstrip()) + 1 + len(first_word[0]) >= width - _SLACK
