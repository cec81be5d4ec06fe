"""A backup in the place of the catalogue, with both indexes built again from it."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive.backup import inspect, readable, written
from archive.catalogue.acknowledged import acknowledge, acknowledged, ensure_not_lost
from archive.catalogue.connection import FILE, connect, damage_named
from archive.catalogue.reading import CatalogueReader
from archive.catalogue.writing import Catalogue
from archive.disk import full_disk_named
from archive.errors import CouldNotRunError, IsnadError, UsageError
from archive.health import verify
from archive.lock import WriterLock
from archive.recovery import Progress, rebuild


@dataclass(frozen=True, slots=True)
class Restoration:
    """What a restoration did.

    Attributes:
        articles: how many the archive holds now.
        passages: how many.
        generation: its number.
        kept: where the former catalogue lies, None where there was none.
        seconds: how long it took.
    """

    articles: int
    passages: int
    generation: int
    kept: Path | None
    seconds: float


def restore(
    home: Path,
    file: Path,
    *,
    replace: bool = False,
    progress: Progress = lambda _done, _all: None,
) -> Restoration:
    """Put a backup in the place of the catalogue, and build both indexes from it.

    The former catalogue is not deleted but kept under a name with the date.

    Args:
        home: the data folder; made where it does not exist.
        file: the backup.
        replace: whether it may take the place of a whole catalogue that is newer.
        progress: is told how many passages are indexed, and of how many.

    Raises:
        UsageError: there is no such file, or it is the catalogue itself.
        ArchiveBusyError: another process is writing.
        ArchiveDamagedError: the backup is damaged; nothing was changed.
        CouldNotRunError: the archive is whole and newer; nothing was changed.
    """
    if not file.is_file():
        raise UsageError(f"{file} is no file.")
    if file.absolute() == (home / FILE).absolute():
        raise UsageError(f"{file} is the catalogue itself.")
    began = time.perf_counter()
    _, _, generation = inspect(file)
    home.mkdir(parents=True, exist_ok=True)
    with WriterLock(home):
        former = _generation_of_whole(home)
        if former is not None and former > generation and not replace:
            raise CouldNotRunError(
                f"The archive in {home} is whole and newer (generation {former}) than {file} (generation "
                f"{generation}); nothing was changed. To go back to the backup all the same, say --replace."
            )
        kept = _put_in_place(home, file)
        # Above what any reader or file may know, so that all look again.
        at_least = max(former or 0, acknowledged(home), generation)
        return _build(home, at_least, kept, began, progress)


def _build(home: Path, at_least: int, kept: Path | None, began: float, progress: Progress) -> Restoration:
    """Make an archive of the catalogue that was put in place."""
    catalogue = Catalogue(home)
    try:
        # Nothing that a killed run had begun may become visible with the number.
        catalogue.unseen.undo()
        catalogue.unseen.bury()
        catalogue.raise_generation(at_least)
        rebuild(catalogue, progress)
        acknowledge(home, catalogue.generation)
    finally:
        catalogue.close()
    if not verify(home).whole:
        raise CouldNotRunError(
            f"The indexes in {home} do not hold what the restored catalogue says. "
            "Look at the disk, and build them again: python -m ingest --repair"
        )
    reader = CatalogueReader(home)
    try:
        edition = reader.edition()
        numbers = reader.statistics.of(edition)
    finally:
        reader.close()
    return Restoration(
        numbers.articles, numbers.passages, edition.generation, kept, time.perf_counter() - began
    )


def _put_in_place(home: Path, file: Path) -> Path | None:
    """Move the former catalogue aside and the backup in; returns where the former lies now."""
    fresh = home / f"{FILE}.restored"
    with written(fresh), full_disk_named(home):
        # Copied before anything is moved: a full disk or an unplugged one then changes nothing.
        fresh.unlink(missing_ok=True)
        with closing(readable(file)) as source, closing(sqlite3.connect(fresh)) as copy:
            source.backup(copy)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    kept: Path | None = None
    for side in ("", "-wal", "-shm"):
        former = home / f"{FILE}{side}"
        if former.exists():
            aside = home / f"catalogue.{stamp}.sqlite3{side}"
            former.replace(aside)
            kept = kept or aside
    fresh.replace(home / FILE)
    return kept


def _generation_of_whole(home: Path) -> int | None:
    """The generation of the archive that is there, None where it is damaged, lost or not there."""
    try:
        ensure_not_lost(home, home / FILE)
        with damage_named(home), closing(connect(home)) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return None
            row = connection.execute("SELECT value FROM meta WHERE name = 'generation'").fetchone()
    except IsnadError:
        return None
    generation = int(row[0]) if row else 0
    return generation if generation >= acknowledged(home) else None
