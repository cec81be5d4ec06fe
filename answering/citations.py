"""Cited sentences out of the stream of a chat model.

Text comes in pieces that end anywhere, even inside a marker. The parser takes it character by character, so
that how the stream was cut never matters, and hands a sentence out when its end and its citations are sure.
It accepts [1], [2, 3], [1][2], [1-3], [[4]], 【5】, ［6］, [١، ٢] and [7](link); it skips code and what a
reasoning model thinks aloud, drops numbers that name no passage, and drops sentences that cite nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from language.sentences import sentence_spans

_NUMBERS = r"\^?\d{1,4}(?:\s*[,،;؛、–-]\s*\^?\d{1,4})*"
_MARKER = re.compile(
    rf"\s*(?:\[\[\s*(?P<a>{_NUMBERS})\s*\]\]|\[\s*(?P<b>{_NUMBERS})\s*\]|[【［]\s*(?P<c>{_NUMBERS})\s*"
    r"(?:†[^】］\n]*)?[】］])(?:\((?:https?:|#|/)[^()\s]*\))?"
)
_OPEN_MARKER = re.compile(r"(?:\[\[?|[【［])[^\]】］\w]*(?:\^?\d[\d\s,،;؛、–^-]*)?(?:†[^】］\n]*)?$")
_OPEN_LINK = re.compile(r"[\]】］]\([^)\s]*$")
_STOPS = frozenset(".!?؟۔…。！？")
_LIST_MARK = re.compile(r"\s*(?:(?:[-*•–>]|#{1,6}|\d{1,2}[.)])\s+)+")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_CODE = re.compile(r"`[^`]*`")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_THINKING = ("<think>", "<thinking>")
_THOUGHT = ("</think>", "</thinking>")
_LIST_OF_SOURCES = re.compile(
    r"\W*(?:sources?|references?|citations?|المصادر|المراجع|références|fuentes|referencias|quellen|kaynaklar|"
    r"منابع|מקורות|источники|ذرائع|حوالہ جات)\W*$",
    re.IGNORECASE,
)
LENDING: Final = 2
"""How many uncited sentences a cited one may speak for, where it directly follows them in a paragraph."""

WIDEST_RANGE: Final = 10
"""A range such as [1-3] that spans more is not a citation."""


@dataclass(frozen=True, slots=True)
class CitedText:
    """A sentence of the model and the passages it names.

    Attributes:
        text: without markers and Markdown.
        numbers: of passages that exist, in the order named, at least one.
    """

    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    text: str
    numbers: tuple[int, ...]
    marked: bool


class CitationParser:
    """Reads a stream; `feed` each piece, then `close`.

    Args:
        known: the numbers that name a passage.
    """

    def __init__(self, known: Collection[int]) -> None:
        self._known = known
        self._buffer = ""
        self._line_begins = True
        self._fenced = False
        self._thinking = False
        self._over = False
        self._uncited: list[_Draft] = []

    def feed(self, piece: str) -> Iterator[CitedText]:
        """The sentences that have become final with this piece."""
        for character in piece:
            if self._over:
                return
            yield from self._take(character)

    def close(self) -> Iterator[CitedText]:
        """What is left when the stream has ended."""
        if not self._over:
            yield from self._end_line()
        self._over = True

    def _take(self, character: str) -> Iterator[CitedText]:
        if character in "\n\r\u2028":
            yield from self._end_line()
            return
        if character.isspace() and not self._thinking and not self._fenced:
            yield from self._hand_out(final=False)
        self._buffer += character
        if character == ">":
            self._weigh_thinking()

    def _weigh_thinking(self) -> None:
        if self._thinking and self._buffer.endswith(_THOUGHT):
            self._thinking, self._buffer = False, ""
        elif not self._thinking and self._buffer.lstrip().lower() in _THINKING:
            self._thinking = True

    def _end_line(self) -> Iterator[CitedText]:
        if self._thinking:
            self._buffer = ""
            return
        if _FENCE.match(self._buffer) and self._line_begins:
            self._fenced = not self._fenced
        elif not self._fenced:
            if self._line_begins and _LIST_OF_SOURCES.match(self._buffer):
                self._over = True
                return
            yield from self._hand_out(final=True)
        self._buffer, self._line_begins = "", True
        self._uncited.clear()

    def _hand_out(self, *, final: bool) -> Iterator[CitedText]:
        """The whole sentences of the line so far; without `final` the last one stays, it may go on."""
        raw = self._buffer
        if not final and (
            _STOPS.isdisjoint(raw)
            or raw.count("`") % 2
            or _OPEN_MARKER.search(raw)
            or _OPEN_LINK.search(raw)
            or _FENCE.match(raw)
        ):
            return
        line = _Line.of(raw, begins=self._line_begins)
        drafts, rest = line.drafts(final=final)
        if rest:
            self._buffer, self._line_begins = raw[rest:], False
        for draft in drafts:
            yield from self._attribute(draft)

    def _attribute(self, draft: _Draft) -> Iterator[CitedText]:
        """Give each sentence its citations; one without waits whether the next one speaks for it."""
        numbers = tuple(dict.fromkeys(number for number in draft.numbers if number in self._known))
        if numbers:
            for waiting in self._uncited[-LENDING:]:
                yield CitedText(waiting.text, numbers)
            yield CitedText(draft.text, numbers)
            self._uncited.clear()
        elif draft.marked:
            self._uncited.clear()
        else:
            self._uncited.append(draft)


def cited_sentences(stream: Iterable[str], known: Collection[int]) -> Iterator[CitedText]:
    """The cited sentences of a stream, each as soon as it is sure."""
    parser = CitationParser(known)
    for piece in stream:
        yield from parser.feed(piece)
    yield from parser.close()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its markers.

    Attributes:
        text: what is left.
        places: for each of its characters, where that stands in the raw line.
        markers: the numbers of each marker and the place in `text` from which it was taken.
    """

    text: str
    places: list[int]
    markers: list[tuple[int, tuple[int, ...]]]

    @classmethod
    def of(cls, raw: str, *, begins: bool) -> _Line:
        mark = _LIST_MARK.match(raw) if begins else None
        at = mark.end() if mark else 0
        code = [match.span() for match in _CODE.finditer(raw)]
        text = ""
        places: list[int] = []
        markers: list[tuple[int, tuple[int, ...]]] = []
        for match in _MARKER.finditer(raw, at):
            numbers = _numbers_of(match)
            opening = match.end() - len(match[0].lstrip())
            if not numbers or any(start <= opening < end for start, end in code):
                continue
            text += raw[at : match.start()]
            places += range(at, match.start())
            at = match.end()
            markers.append((len(text), numbers))
            if text and at < len(raw) and (raw[at].isalnum() or raw[at] in '(«“"'):
                text += " "
                places.append(at - 1)
        return cls(text + raw[at:], places + list(range(at, len(raw))), markers)

    def drafts(self, *, final: bool) -> tuple[list[_Draft], int]:
        """The finished sentences, and where in the raw line the unfinished one begins (0: nowhere new)."""
        spans = sentence_spans(self.text)
        finished = spans if final else spans[:-1]
        rest = self.places[spans[-1][0]] if finished and not final else 0
        drafts = []
        for place, (start, end) in enumerate(finished):
            until = spans[place + 1][0] if place + 1 < len(spans) else len(self.text)
            taken = [
                numbers
                for at, numbers in self.markers
                if (start < at <= until) or (at <= start and place == 0)
            ]
            text = " ".join(_EMPHASIS.sub("", self.text[start:end]).split())
            if any(character.isalnum() for character in text):
                numbers = tuple(number for group in taken for number in group)
                drafts.append(_Draft(text, numbers, bool(taken)))
        return drafts, rest


def _numbers_of(marker: re.Match[str]) -> tuple[int, ...]:
    inside = marker["a"] or marker["b"] or marker["c"]
    numbers: list[int] = []
    for part in re.split(r"[,،;؛、]", inside):
        ends = [int(end.strip().lstrip("^")) for end in re.split(r"[–-]", part)]
        if len(ends) == 2 and 0 < ends[1] - ends[0] < WIDEST_RANGE:
            numbers += range(ends[0], ends[1] + 1)
        elif len(ends) == 1:
            numbers += ends
    return tuple(numbers)
