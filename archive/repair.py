"""Building the indexes again from the catalogue, without embedding anything."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from archive.catalogue.acknowledged import acknowledge, ensure_not_lost
from archive.catalogue.connection import FILE, ensure_sound
from archive.catalogue.writing import Catalogue
from archive.errors import ArchiveMissingError
from archive.lock import WriterLock
from archive.recovery import Progress, rebuild

__all__ = ["Repair", "repair"]


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair did.

    Attributes:
        passages: how many both indexes hold now.
        generation: its number; readers follow to it.
        seconds: how long it took.
    """

    passages: int
    generation: int
    seconds: float


def repair(home: Path, progress: Progress = lambda _done, _all: None) -> Repair:
    """Build both indexes again, into fresh folders, and switch the readers to them.

    The old ones are never opened, as a torn one can hang whoever does. Readers answer from them, where they
    still can, until the switch.

    Args:
        home: the data folder.
        progress: is told how many passages are done, and of how many.

    Raises:
        ArchiveMissingError: the folder holds no catalogue.
        ArchiveBusyError: another process is writing.
        ArchiveDamagedError: the catalogue itself cannot be read.
    """
    ensure_not_lost(home, home / FILE)
    if not (home / FILE).is_file():
        raise ArchiveMissingError(
            f"{home} holds no archive to repair. Index some articles first: python -m ingest PATH"
        )
    began = time.perf_counter()
    with WriterLock(home):
        ensure_sound(home)
        with closing(Catalogue(home)) as catalogue:
            passages = rebuild(catalogue, progress)
            acknowledge(home, catalogue.generation)  # what the catalogue has lost is given up with this
            return Repair(passages, catalogue.generation, time.perf_counter() - began)
