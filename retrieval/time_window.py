"""A search within the days that a question's words name.

Days that the person chose are kept to; days that were read in a question may be misread. So the passages in
the window are gathered beside all others and scored in one list, and then it is seen whether it holds:
where it names days absolutely ("in 1995") and hardly anything in it answers while something outside does, the
archive speaks of 1995 in later articles, and the window is taken back. One that is counted from now ("last
week") asks for articles of those days and is kept, even where it leaves none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from archive.filters import Filters
from retrieval.question import Question
from retrieval.relevance import confidence_of_best
from retrieval.understood_time import NotApplied

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from archive.reader import ArchiveReader
    from language.embedding import FloatArray
    from retrieval.passage_source import PassageSource

Scored = list[tuple[float, int]]
"""Scores and keys of passages, best first."""

FAR_BELOW: Final = 4.5
"""How far below the best of all the best of the window may lie, in log-odds: e^4.5 is 90 times as likely.

Of the samples' questions that name a time, those whose article lies in the window are at most 4.05 below.
"""

SURE_ENOUGH: Final = 0.5
"""The confidence from which the best of the window answers, whatever lies outside."""

ANSWERED_BY_DATE: Final = 1.0
"""What a passage of a window that names days absolutely gains, in log-odds.

Its date answers the words "December 2015", which its score counts as unanswered. Words that are counted from
today are not looked for, so they cost a passage nothing.
"""


def search_in_window(
    question: Question, reader: ArchiveReader, scored_by: Callable[[Question, PassageSource], Scored]
) -> tuple[Question, Scored, int]:
    """Score the passages of a question, in its window where it has one that holds.

    Args:
        question: as understood.
        reader: the archive.
        scored_by: scores the passages that a source has for a question.

    Returns:
        The question with what became of its window, the passages, and how many were looked at.
    """
    narrow = question.window.within(question.filters) if question.window else None
    question = _before_search(question, narrow, reader)
    if question.window is None or not question.window.applied or narrow is None:
        scored = scored_by(question, reader)
        return question, scored, len(scored)
    everything = scored_by(question, BesideWindow(reader, narrow))
    inside = _inside(everything, narrow, reader)
    if question.window.relative:
        return question, inside, len(everything)
    reason = _reason_to_take_back(inside, everything, question.language, reader)
    if reason is None:
        return question, [(value + ANSWERED_BY_DATE, key) for value, key in inside], len(everything)
    # Searched again and not merely cut: the passages of the window have coloured the scores of the others.
    question = _not_applied(question, reason)
    scored = scored_by(question, reader)
    return question, scored, len(scored)


def _before_search(question: Question, narrow: Filters | None, reader: ArchiveReader) -> Question:
    """The question with its window applied, unless it is plain at once that it cannot be."""
    if question.window is None:
        return question
    if reader.statistics().newest is None:
        return _not_applied(question, NotApplied.UNDATED_ARCHIVE)
    return _not_applied(question, None if narrow else NotApplied.CHOSEN_DATES)


def _not_applied(question: Question, reason: NotApplied | None) -> Question:
    return replace(question, window=replace(question.window, reason=reason)) if question.window else question


def _inside(scored: Scored, narrow: Filters, reader: ArchiveReader) -> Scored:
    since, until = _number(narrow.since, 0), _number(narrow.until, 99_999_999)
    days = reader.days([key for _, key in scored])
    return [(value, key) for value, key in scored if since <= (days.get(key) or -1) <= until]


def _number(day: date | None, default: int) -> int:
    return int(day.strftime("%Y%m%d")) if day else default


def _reason_to_take_back(
    inside: Scored, everything: Scored, language: str, reader: ArchiveReader
) -> NotApplied | None:
    if not inside:
        return NotApplied.NOTHING_WITHIN
    far_below = inside[0][0] < everything[0][0] - FAR_BELOW
    if far_below and confidence_of_best(inside, language, reader) < SURE_ENOUGH:
        return NotApplied.BETTER_OUTSIDE
    return None


class BesideWindow:
    """The archive, where each way in finds the best of a window beside the best of all.

    A passage's score depends on those it is compared with, so passages of a window and others can only be
    weighed against each other where they were gathered together.

    Args:
        reader: the archive.
        narrow: the window, and whatever else the person restricted the search to.
    """

    def __init__(self, reader: ArchiveReader, narrow: Filters) -> None:
        self._reader = reader
        self._narrow = narrow

    def nearest(
        self, vector: FloatArray, language: str, limit: int, filters: Filters
    ) -> list[tuple[int, float]]:
        """See `ArchiveReader.nearest`."""
        return self._both(lambda within: self._reader.nearest(vector, language, limit, within), filters)

    def match_grams(self, text: str, language: str, limit: int, filters: Filters) -> list[tuple[int, float]]:
        """See `ArchiveReader.match_grams`."""
        return self._both(lambda within: self._reader.match_grams(text, language, limit, within), filters)

    def match_tokens(
        self, alternatives: Sequence[Sequence[tuple[int, float]]], language: str, limit: int, filters: Filters
    ) -> list[tuple[int, float]]:
        """See `ArchiveReader.match_tokens`."""
        return self._both(
            lambda within: self._reader.match_tokens(alternatives, language, limit, within), filters
        )

    def match_sounds(
        self, skeletons: Collection[str], language: str, limit: int, filters: Filters
    ) -> list[int]:
        """See `ArchiveReader.match_sounds`."""
        within = self._reader.match_sounds(skeletons, language, limit, self._narrow)
        return list(dict.fromkeys([*within, *self._reader.match_sounds(skeletons, language, limit, filters)]))

    def tokens(self, keys: Sequence[int]) -> list[NDArray[np.uint32]]:
        """See `ArchiveReader.tokens`."""
        return self._reader.tokens(keys)

    def vectors(self, keys: Sequence[int]) -> FloatArray:
        """See `ArchiveReader.vectors`."""
        return self._reader.vectors(keys)

    def _both(
        self, find: Callable[[Filters], list[tuple[int, float]]], filters: Filters
    ) -> list[tuple[int, float]]:
        found = dict(find(self._narrow)) | dict(find(filters))
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
