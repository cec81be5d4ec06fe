"""What a question may be restricted to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Filters:
    """A window of days, languages and sources. OR within one, AND between; empty means no limit.

    Both ends of the window are inclusive. An article without a date passes only where no window is set.

    Attributes:
        since: the first day.
        until: the last day.
        languages: ISO 639-1 codes.
        sources: outlets' names, compared whole and without regard to case.
    """

    since: date | None = None
    until: date | None = None
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is restricted at all."""
        return bool(self.since or self.until or self.languages or self.sources)
