"""Connections to the catalogue for readers on any number of threads, also where the file becomes another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue

from archive.catalogue.acknowledged import ensure_not_lost
from archive.catalogue.connection import FILE, connect_to_read, damage_named
from archive.errors import ArchiveMissingError

FileIdentity = tuple[int, int]
"""The device and the number by which the system knows a file, whatever its name."""
_UNKNOWN: FileIdentity = (0, 0)


class ConnectionPool:
    """Lends connections to the catalogue, one for each question, and keeps those that come back.

    Args:
        home: the data folder.

    Attributes:
        home: as given.
        file: which file was the catalogue when it was looked at last.

    Raises:
        ArchiveMissingError: there is no catalogue.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self._free: SimpleQueue[tuple[FileIdentity, sqlite3.Connection]] = SimpleQueue()
        self.file = self._identity()

    def look(self) -> None:
        """Look which file is the catalogue now: a backup may have been put in its place.

        Raises:
            ArchiveMissingError: there is none any more.
        """
        self.file = self._identity()

    @contextmanager
    def lend(self) -> Iterator[sqlite3.Connection]:
        """A connection, for the time of one question.

        Raises:
            ArchiveDamagedError: the catalogue cannot be read.
        """
        with damage_named(self.home):
            file, connection = self._take()
            try:
                yield connection
            finally:
                self._free.put((file, connection))

    def close(self) -> None:
        """Let the files go."""
        while True:
            try:
                self._free.get_nowait()[1].close()
            except Empty:
                return

    def _take(self) -> tuple[FileIdentity, sqlite3.Connection]:
        while True:
            try:
                file, connection = self._free.get_nowait()
            except Empty:
                connection, lasting = connect_to_read(self.home)
                return self.file if lasting else _UNKNOWN, connection
            if file == self.file:
                return file, connection
            connection.close()

    def _identity(self) -> FileIdentity:
        try:
            status = (self.home / FILE).stat()
        except FileNotFoundError:
            ensure_not_lost(self.home, self.home / FILE)
            raise missing(self.home) from None
        return status.st_dev, status.st_ino


def missing(home: Path) -> ArchiveMissingError:
    """The refusal of a folder in which nothing was committed yet."""
    return ArchiveMissingError(
        f"{home} holds no archive yet. Index some articles first: python -m ingest PATH"
    )
