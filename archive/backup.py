"""A copy of the catalogue, and its return: the indexes are not in it, as they are built again from it.

The copy is made by SQLite itself while a writer may write, and holds one commit whole.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive.acknowledged import acknowledge, acknowledged, ensure_not_lost
from archive.catalogue import Catalogue
from archive.catalogue_reader import CatalogueReader
from archive.connection import FILE, connect, damage_named
from archive.disk import full_disk_named
from archive.errors import (
    ArchiveDamagedError,
    ArchiveMissingError,
    CouldNotRunError,
    IsnadError,
    UsageError,
)
from archive.health import verify
from archive.lock import WriterLock
from archive.recovery import Progress, next_directories, rebuild

_PAGES_AT_ONCE = 2000
"""Pages (of 4,096 bytes) that are copied between two looks at whether a writer waits."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds.

    Attributes:
        file: where it lies.
        articles: how many.
        passages: how many.
        generation: the commit that it holds.
        size: bytes.
        seconds: how long it took to make.
    """

    file: Path
    articles: int
    passages: int
    generation: int
    size: int
    seconds: float


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


def back_up(home: Path, file: Path, *, overwrite: bool = False) -> Backup:
    """Copy the catalogue to a file, and check the copy.

    Args:
        home: the data folder.
        file: the backup; it appears, whole, when it is checked.
        overwrite: whether it may take the place of a file that is there.

    Raises:
        UsageError: there is such a file already, or no such folder.
        ArchiveMissingError: there is nothing to back up.
        ArchiveDamagedError: the catalogue is damaged; a former backup is untouched.
        CouldNotRunError: the copy cannot be written, or is not what was copied.
    """
    if file.exists() and not overwrite:
        raise UsageError(f"{file} is there already. Choose another name, or say --overwrite.")
    if file.is_dir() or not file.absolute().parent.is_dir():
        raise UsageError(f"{file} cannot be a file: its folder must exist, and no folder may have its name.")
    began = time.perf_counter()
    source = CatalogueReader(home)
    try:
        source.edition()
    finally:
        source.close()
    fresh = file.with_name(f"{file.name}.new")
    try:
        with _written(file):
            fresh.unlink(missing_ok=True)
            _copy(home, fresh)
            articles, passages, generation = _inspect(fresh)
            fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
    return Backup(
        file, articles, passages, generation, file.stat().st_size, time.perf_counter() - began
    )


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
    _, _, generation = _inspect(file)
    home.mkdir(parents=True, exist_ok=True)
    lock = WriterLock(home)
    lock.acquire()
    try:
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
    finally:
        lock.release()


def _build(home: Path, at_least: int, kept: Path | None, began: float, progress: Progress) -> Restoration:
    """Make an archive of the catalogue that was put in place."""
    catalogue = Catalogue(home)
    try:
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
        numbers = reader.statistics(edition)
    finally:
        reader.close()
    return Restoration(
        numbers.articles, numbers.passages, edition.generation, kept, time.perf_counter() - began
    )


def _put_in_place(home: Path, file: Path) -> Path | None:
    """Move the former catalogue aside and the backup in; returns where the former lies now."""
    fresh = home / f"{FILE}.restored"
    with _written(fresh), full_disk_named(home):
        # Copied before anything is moved: a full disk or an unplugged one then changes nothing.
        fresh.unlink(missing_ok=True)
        with closing(_readable(file)) as source, closing(sqlite3.connect(fresh)) as copy:
            source.backup(copy)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    kept: Path | None = None
    for side in ("", "-wal", "-shm"):
        former = home / f"{FILE}{side}"
        if former.exists():
            aside = home / f"catalogue-before-{stamp}.sqlite3{side}"
            former.replace(aside)
            kept = kept or aside
    fresh.replace(home / FILE)
    return kept


def _copy(home: Path, fresh: Path) -> None:
    with damage_named(home), closing(connect(home)) as source, closing(sqlite3.connect(fresh)) as copy:
        # In one reading transaction, so that what a writer commits meanwhile does not begin the copy anew.
        source.execute("BEGIN")
        source.execute("SELECT 1 FROM meta").fetchone()
        source.backup(copy, pages=_PAGES_AT_ONCE)
        source.execute("COMMIT")
        copy.execute("PRAGMA journal_mode = DELETE")


def _inspect(file: Path) -> tuple[int, int, int]:
    """Articles, passages and generation of a backup, after a look at every page.

    Raises:
        ArchiveDamagedError: it is no whole catalogue.
    """
    try:
        with closing(_readable(file)) as connection:
            ((found,),) = connection.execute("PRAGMA integrity_check(1)").fetchall()
            if found != "ok":
                raise ArchiveDamagedError(f"{file} is damaged ({found}); nothing was changed.")
            meta = dict(connection.execute("SELECT name, value FROM meta"))
            generation = int(meta["generation"])
            seen = f"born <= {generation} AND died > {generation}"
            articles, expected = connection.execute(
                f"SELECT COUNT(*), TOTAL(passages) FROM articles WHERE {seen}"
            ).fetchone()
            ((passages,),) = connection.execute(f"SELECT COUNT(*) FROM passages WHERE {seen}").fetchall()
            ((bodies,),) = connection.execute(
                f"SELECT COUNT(*) FROM articles JOIN bodies USING (number) WHERE {seen}"
            ).fetchall()
    except (sqlite3.Error, KeyError, ValueError) as error:
        raise ArchiveDamagedError(
            f"{file} is no whole catalogue ({error}); nothing was changed."
        ) from error
    if passages != int(expected) or bodies != articles:
        raise ArchiveDamagedError(
            f"{file} lacks a part: {passages:,} of {int(expected):,} passages, {bodies:,} of {articles:,} "
            "bodies; nothing was changed."
        )
    return articles, passages, generation


def _readable(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


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


@contextmanager
def _written(file: Path) -> Iterator[None]:
    """Turn the errors of writing a file into sentences."""
    try:
        with full_disk_named(file.absolute().parent):
            yield
    except (OSError, sqlite3.Error) as error:
        raise CouldNotRunError(f"{file} cannot be written ({error}).") from error
