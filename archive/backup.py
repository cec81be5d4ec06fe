"""A copy of the catalogue: the indexes are not in it, as they are built again from it.

The copy is made by SQLite itself while a writer may write, and holds one commit whole.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive.catalogue.connection import connect, damage_named, ensure_sound
from archive.catalogue.reading import CatalogueReader
from archive.disk import full_disk_named
from archive.errors import ArchiveDamagedError, CouldNotRunError, UsageError

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
    ensure_sound(home)
    try:
        source.edition()
    finally:
        source.close()
    fresh = file.with_name(f"{file.name}.new")
    try:
        with written(file):
            fresh.unlink(missing_ok=True)
            _copy(home, fresh)
            articles, passages, generation = inspect(fresh)
            fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
    return Backup(file, articles, passages, generation, file.stat().st_size, time.perf_counter() - began)


def _copy(home: Path, fresh: Path) -> None:
    with damage_named(home), closing(connect(home)) as source, closing(sqlite3.connect(fresh)) as copy:
        # In one reading transaction, so that what a writer commits meanwhile does not begin the copy anew.
        source.execute("BEGIN")
        source.execute("SELECT 1 FROM meta").fetchone()
        source.backup(copy, pages=_PAGES_AT_ONCE)
        source.execute("COMMIT")
        copy.execute("PRAGMA journal_mode = DELETE")


def inspect(file: Path) -> tuple[int, int, int]:
    """Articles, passages and generation of a backup, after a look at every page.

    Raises:
        ArchiveDamagedError: it is no whole catalogue.
    """
    try:
        with closing(readable(file)) as connection:
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
        raise ArchiveDamagedError(f"{file} is no whole catalogue ({error}); nothing was changed.") from error
    if passages != int(expected) or bodies != articles:
        raise ArchiveDamagedError(
            f"{file} lacks a part: {passages:,} of {int(expected):,} passages, {bodies:,} of {articles:,} "
            "bodies; nothing was changed."
        )
    return articles, passages, generation


def readable(file: Path) -> sqlite3.Connection:
    """Open a backup without changing a byte or making a file beside it."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


@contextmanager
def written(file: Path) -> Iterator[None]:
    """Turn the errors of writing a file into sentences."""
    try:
        with full_disk_named(file.absolute().parent):
            yield
    except (OSError, sqlite3.Error) as error:
        raise CouldNotRunError(f"{file} cannot be written ({error}).") from error
