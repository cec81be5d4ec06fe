"""The last generation that a writer has acknowledged, kept beside the catalogue.

A catalogue that has lost its end (a torn write-ahead log, an older file put in its place) or is gone looks
whole to SQLite. This is how it is told from what it was.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from archive.errors import ArchiveDamagedError

_FILE = "acknowledged.json"
_RESTORE = "restore a backup: python -m ingest restore FILE"


def acknowledged(home: Path) -> int:
    """The generation, 0 where none is known: the catalogue cannot stand below it."""
    try:
        return int(json.loads((home / _FILE).read_text(encoding="utf-8"))["generation"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def acknowledge(home: Path, generation: int) -> None:
    """Keep the number of a generation that is committed."""
    fresh = home / f"{_FILE}.new"
    # Where the disk is full the former number stays, which is a lower bound as well.
    with suppress(OSError):
        fresh.write_text(json.dumps({"generation": generation}), encoding="utf-8")
        fresh.replace(home / _FILE)


def ensure_reached(home: Path, generation: int, expected: int) -> None:
    """Refuse a catalogue that has lost what was acknowledged.

    Raises:
        ArchiveDamagedError: saying what to do.
    """
    if generation < expected:
        raise ArchiveDamagedError(
            f"The catalogue in {home} stands at generation {generation}, but generation {expected} was "
            f"committed: its end is lost. To have it back, {_RESTORE}; to go on with what is left, "
            "python -m ingest --repair, and then index the articles again."
        )


def ensure_not_lost(home: Path, catalogue: Path) -> None:
    """Refuse a folder whose catalogue is gone or empty though it had one.

    Raises:
        ArchiveDamagedError: saying what to do.
    """
    if catalogue.is_file() and catalogue.stat().st_size:
        return
    if acknowledged(home) or any(home.glob("words-[0-9]*/meta.json")):
        raise ArchiveDamagedError(
            f"The catalogue {catalogue} is {'empty' if catalogue.exists() else 'gone'}, but its indexes are "
            f"there; they cannot repair it. To have the archive back, {_RESTORE}; where there is none, "
            f"move {home} away and index the articles again."
        )
