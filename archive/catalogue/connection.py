"""Opening the catalogue's file (SQLite), for its one writer and for its readers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from archive.disk import full_disk, is_scarce
from archive.errors import ArchiveDamagedError, CouldNotRunError

FILE = "catalogue.sqlite3"
_OF_THE_DISK = {
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
}


@contextmanager
def damage_named(home: Path) -> Iterator[None]:
    """Turn SQLite's errors into sentences that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL or (code in _OF_THE_DISK and is_scarce(home)):
            raise full_disk(home) from error
        if code in _OF_THE_DISK:
            raise CouldNotRunError(
                f"The catalogue {home / FILE} cannot be opened or written ({error}). "
                "Look at the disk and at the permissions of the folder; nothing was changed."
            ) from error
        raise damage(home, str(error)) from error


def damage(home: Path, what: str) -> ArchiveDamagedError:
    """The sentence for a catalogue that SQLite cannot read."""
    return ArchiveDamagedError(
        f"The catalogue {home / FILE} is damaged ({' '.join(what.split())}): put a backup in its place with "
        "python -m ingest restore FILE or, where there is none, move the folder away and index the articles "
        "again; --repair builds only the indexes again, from a whole catalogue."
    )


def ensure_sound(home: Path, most: int | None = None) -> None:
    """Let SQLite look at every page of the catalogue.

    Args:
        home: the data folder.
        most: bytes; a larger file is not looked at. None looks at any.

    Raises:
        ArchiveDamagedError: a page is torn.
    """
    if most is not None and (home / FILE).stat().st_size > most:
        return
    with damage_named(home), closing(connect_to_read(home)[0]) as connection:
        ((found,),) = connection.execute("PRAGMA quick_check(1)").fetchall()
    if found != "ok":
        raise damage(home, found)


def connect(home: Path, *, create: bool = False) -> sqlite3.Connection:
    """Open the catalogue of a data folder, for the threads of one process to take in turn."""
    mode = "rwc" if create else "rw"
    connection = sqlite3.connect(
        f"{(home / FILE).absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=30,
    )
    connection.execute("PRAGMA journal_mode = WAL")
    # A key must never be given out twice, not even after a power cut: each of the few transactions is synced.
    connection.execute("PRAGMA synchronous = FULL")
    if create:
        connection.execute("PRAGMA cache_size = -16384")  # who writes comes back to the same pages
    return connection


def connect_to_read(home: Path) -> tuple[sqlite3.Connection, bool]:
    """Open the catalogue for a reader, and say whether the connection may be kept.

    SQLite makes a file beside the catalogue even to read it. Where it cannot, on a full disk or a read-only
    one, no writer can be at work either: what is committed is then read as it stands, for one question.
    """
    connection = None
    try:
        connection = connect(home)
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        if connection is not None:
            connection.close()
        log = home / f"{FILE}-wal"
        if error.sqlite_errorcode & 0xFF not in {*_OF_THE_DISK, sqlite3.SQLITE_FULL} or (
            log.exists() and log.stat().st_size
        ):
            raise
        uri = f"{(home / FILE).absolute().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False), False
    connection.execute("PRAGMA query_only = ON")
    return connection, True


@contextmanager
def transaction(connection: sqlite3.Connection, home: Path) -> Iterator[None]:
    """All of what happens inside, or nothing of it."""
    with damage_named(home):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
