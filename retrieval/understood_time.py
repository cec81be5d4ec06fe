"""What a question says about time, as it was understood and as it was followed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from archive.filters import Filters


class NotApplied(StrEnum):
    """Why a window that was read in a question did not restrict the search."""

    CHOSEN_DATES = "chosen_dates"
    """It lies outside the days that the person chose."""
    UNDATED_ARCHIVE = "undated_archive"
    """No article of the archive has a date."""
    NOTHING_WITHIN = "nothing_within"
    """No article that was looked at lies in it."""
    BETTER_OUTSIDE = "better_outside"
    """What lies in it hardly answers, and something outside it does."""


@dataclass(frozen=True, slots=True)
class UnderstoodWindow:
    """The days that a question asks about.

    Attributes:
        since: the first day, or None where the past is open.
        until: the last day, or None where it reaches to now.
        expression: the words that say so: `question.text[start:end]`.
        start: where they begin.
        end: where they end.
        relative: whether it is counted from the day of the question ("last week").
        reason: why the search was not restricted to it; None where it was, and before any search.
    """

    since: date | None
    until: date | None
    expression: str
    start: int
    end: int
    relative: bool
    reason: NotApplied | None = None

    @property
    def applied(self) -> bool:
        """Whether the search is restricted to it."""
        return self.reason is None

    def within(self, filters: Filters) -> Filters | None:
        """Filters that hold to the tighter bound on each side; None where no day is left."""
        since = max(filter(None, (self.since, filters.since)), default=None)
        until = min(filter(None, (self.until, filters.until)), default=None)
        if since and until and since > until:
            return None
        return replace(filters, since=since, until=until)
