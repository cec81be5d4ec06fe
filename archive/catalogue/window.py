"""What a question is restricted to, in the catalogue's own terms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """Filters in the catalogue's own terms; None means no limit.

    Attributes:
        since: the first day, YYYYMMDD.
        until: the last.
        sources: numbers of outlets.
    """

    since: int | None
    until: int | None
    sources: tuple[int, ...] | None

    def __bool__(self) -> bool:
        """Whether anything is restricted."""
        return self.since is not None or self.until is not None or self.sources is not None


EVERYTHING = Window(None, None, None)
