"""Opening the catalogue's file (SQLite), for its one writer and for its readers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import ArchiveDamagedError, CouldNotRunError

FILE = "catalogue.sqlite3"


@contextmanager
def damage_named(home: Path) -> Iterator[None]:
    """Turn SQLite's errors into sentences that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        if "disk is full" in str(error):
            raise CouldNotRunError(
                f"The disk that holds {home} is full. "
                "Free some space and start again; what was committed is safe."
            ) from error
        raise ArchiveDamagedError(
            f"The catalogue {home / FILE} cannot be used ({error}). "
            "Restore it from a backup, or delete the folder and index the articles again."
        ) from error


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
    connection.execute("PRAGMA cache_size = -65536")
    return connection


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
