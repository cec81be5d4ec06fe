"""What changed between two versions of a text: sentence by sentence, then word by word.

Changed sentences that share most of their words are paired, and words are compared only within such a pair.
Other sentences are removed or added whole: the words that unrelated ones happen to share tell nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from itertools import groupby, takewhile
from typing import Final

from language.sentences import sentence_spans

_SIMILAR: Final = 0.5
"""The Dice coefficient of their words from which two sentences are versions of one."""

_ANCHOR: Final = 2
"""How many words between two changes stay as they are; a lone one would tear the change to pieces."""

_MOST_PAIRS: Final = 40_000
_MOST_WORD_PAIRS: Final = 4_000_000

# Vowel signs and accents belong to their letter; the joiners of Persian stand inside words.
_IN_WORD = r"[\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]"
_WORD = re.compile(rf"(?P<core>{_IN_WORD}+(?:['’.,٫٬-]{_IN_WORD}+)*|\S)(?P<space>\s*)")

_Unit = tuple[str, str]
"""A sentence or a word, and the white space behind it."""


class Change(Enum):
    """What became of a part of a text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of characters that were kept, removed or added."""

    change: Change
    text: str


def changes(old: str, new: str) -> list[Part]:
    """How the new text came from the old one.

    Kept and removed parts together are the old text, kept and added ones the new text, to the character.
    What was removed stands before what was added in its place; no two neighbours are of one kind.

    Args:
        old: the earlier version.
        new: the later one.
    """
    return list(_joined(_sentence_changes(_sentences(old), _sentences(new))))


def changed_paragraphs(parts: Iterable[Part], around: int = 160) -> list[tuple[Part, ...]]:
    """The paragraphs in which more than white space changed, for showing.

    Args:
        parts: what `changes` returned.
        around: how many unchanged characters are left beside a change; what is cut off leaves an ellipsis.
    """
    paragraphs: list[list[Part]] = [[]]
    for part in parts:
        first, *others = re.split(r"\s*\n\s*", part.text)
        paragraphs[-1].append(Part(part.change, first))
        paragraphs.extend([Part(part.change, line)] for line in others)
    return [
        tuple(_shortened([part for part in paragraph if part.text], around))
        for paragraph in paragraphs
        if any(part.change is not Change.KEPT and part.text.strip() for part in paragraph)
    ]


def _sentences(text: str) -> list[_Unit]:
    starts = [start for start, _ in sentence_spans(text)]
    pieces = [text[start:end] for start, end in zip([0, *starts], [*starts, len(text)], strict=True)]
    return [(piece.strip(), piece[len(piece.rstrip()) :]) for piece in pieces if piece]


def _words(text: str) -> list[_Unit]:
    return [(match["core"], match["space"]) for match in _WORD.finditer(text)]


def _sentence_changes(old: Sequence[_Unit], new: Sequence[_Unit]) -> Iterator[Part]:
    matcher = SequenceMatcher(None, [core for core, _ in old], [core for core, _ in new])
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            for before, after in zip(old[a:b], new[c:d], strict=True):
                yield from _kept(before, after)
            continue
        for i, j in _pairs(old[a:b], new[c:d]):
            yield from _replaced(old[a : a + i], new[c : c + j])
            yield from _word_changes(old[a + i], new[c + j])
            a, c = a + i + 1, c + j + 1
        yield from _replaced(old[a:b], new[c:d])


def _pairs(old: Sequence[_Unit], new: Sequence[_Unit]) -> Iterator[tuple[int, int]]:
    """Which sentences are versions of each other, in order: each pair counted from behind the one before.

    Of all ways to pair them without crossing, the one of the greatest total similarity.
    """
    if not 0 < len(old) * len(new) <= _MOST_PAIRS:
        return
    bags = [[Counter(word.casefold() for word, _ in _words(core)) for core, _ in side] for side in (old, new)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[_dice(before, after) for after in bags[1]] for before in bags[0]]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= _SIMILAR else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = from_i = from_j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield i - from_i, j - from_j
            i, j = i + 1, j + 1
            from_i, from_j = i, j


def _dice(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _word_changes(before: _Unit, after: _Unit) -> Iterator[Part]:
    old, new = _words("".join(before)), _words("".join(after))
    if len(old) * len(new) > _MOST_WORD_PAIRS:
        yield from _replaced(old, new)
        return
    matcher = SequenceMatcher(None, [core for core, _ in old], [core for core, _ in new])
    opcodes = matcher.get_opcodes()
    for place, (tag, a, b, c, d) in enumerate(opcodes):
        inside = 0 < place < len(opcodes) - 1
        if tag != "equal" or (inside and sum(core[0].isalnum() for core, _ in old[a:b]) < _ANCHOR):
            yield from _replaced(old[a:b], new[c:d])
            continue
        for one, other in zip(old[a:b], new[c:d], strict=True):
            yield from _kept(one, other)


def _kept(before: _Unit, after: _Unit) -> Iterator[Part]:
    yield Part(Change.KEPT, after[0])
    if before[1] == after[1]:
        yield Part(Change.KEPT, after[1])
    else:
        yield from _replaced([("", before[1])], [("", after[1])])


def _replaced(old: Iterable[_Unit], new: Iterable[_Unit]) -> Iterator[Part]:
    yield Part(Change.REMOVED, "".join(core + space for core, space in old))
    yield Part(Change.ADDED, "".join(core + space for core, space in new))


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    """The same with neighbours of one kind made one, and the white space that both sides end in kept."""
    kept = ""
    for is_kept, run in groupby(
        (part for part in parts if part.text), lambda part: part.change is Change.KEPT
    ):
        texts = dict.fromkeys(Change, "")
        for part in run:
            texts[part.change] += part.text
        removed, added = texts[Change.REMOVED], texts[Change.ADDED]
        if is_kept or removed == added:
            kept += texts[Change.KEPT] or removed
            continue
        common = _common_space(removed, added)
        if kept:
            yield Part(Change.KEPT, kept)
        for change, text in ((Change.REMOVED, removed), (Change.ADDED, added)):
            if len(text) > len(common):
                yield Part(change, text[: len(text) - len(common)])
        kept = common
    if kept:
        yield Part(Change.KEPT, kept)


def _common_space(one: str, other: str) -> str:
    """The white space in which both end."""
    shared = takewhile(
        lambda pair: pair[0] == pair[1] and pair[0].isspace(),
        zip(reversed(one), reversed(other), strict=False),
    )
    return "".join(character for character, _ in shared)[::-1]


def _shortened(paragraph: Sequence[Part], around: int) -> Iterator[Part]:
    last = len(paragraph) - 1
    for place, part in enumerate(paragraph):
        text = part.text
        before = 0 if place == 0 else around
        after = 0 if place == last else around
        if part.change is not Change.KEPT or len(text) <= before + after + around // 2:
            yield part
            continue
        head, tail = text[:before], text[len(text) - after :]
        head = f"{head.rpartition(' ')[0] or head} " if before else ""
        tail = f" {tail.partition(' ')[2] or tail}" if after else ""
        yield Part(Change.KEPT, f"{head}…{tail}")
