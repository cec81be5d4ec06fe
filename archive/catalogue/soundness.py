"""When a writer has every page of the catalogue looked at: always while that is quick, else once a day."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.catalogue.connection import FILE, ensure_sound
from archive.clock import now

QUICK = 64 << 20
"""Bytes of a catalogue up to which every page is looked at on opening (a few hundredths of a second)."""
_FILE = "looked-at.json"
_EVERY = timedelta(days=1)


def ensure_sound_of_late(home: Path, *, abandoned: bool) -> None:
    """Look at every page of a large catalogue once a day, and after a writer that was killed.

    A gigabyte takes two seconds, which one new article should not wait for. What is torn meanwhile is found
    by whoever reads the page, and by the next look.

    Args:
        home: the data folder.
        abandoned: whether the last writer did not come to its end.

    Raises:
        ArchiveDamagedError: a page is torn.
    """
    if (home / FILE).stat().st_size > QUICK and not abandoned and _was_looked_at(home):
        return
    ensure_sound(home)
    fresh = home / f"{_FILE}.new"
    # Where the disk is full the next writer looks again.
    with suppress(OSError):
        fresh.write_text(json.dumps({"at": now()}), encoding="utf-8")
        fresh.replace(home / _FILE)


def _was_looked_at(home: Path) -> bool:
    try:
        at = datetime.fromisoformat(json.loads((home / _FILE).read_text(encoding="utf-8"))["at"])
        return timedelta() <= datetime.now(UTC) - at < _EVERY
    except (OSError, ValueError, KeyError, TypeError):
        return False
