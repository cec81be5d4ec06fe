"""Moments as the archive writes them down: ISO 8601, UTC, to the second, so that they compare as texts."""

from __future__ import annotations

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """A moment with its zone, written down."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def now() -> str:
    """This moment, written down."""
    return stamp(datetime.now(UTC))
