"""What has been fetched before, so that pages are not asked for again without need.

This is a memory beside the archive and no part of it. It is written down after the archive has what it speaks
of; a run that is killed before asks once more, and loses nothing.
"""

from __future__ import annotations

import contextlib
import sqlite3
from contextlib import closing
from pathlib import Path

from ingest.fetching.client import Validators

_Row = tuple[str, str, str]
FILE = "fetched.sqlite3"
_SCHEMA = """CREATE TABLE IF NOT EXISTS fetched
    (url TEXT PRIMARY KEY, etag TEXT NOT NULL, last_modified TEXT NOT NULL, mark TEXT NOT NULL)"""


class Memory:
    """Address -> how it was when it was last fetched.

    Args:
        home: the data folder; None remembers for one run only.
        forget: whether to begin anew, because the archive does.
    """

    def __init__(self, home: Path | None, *, forget: bool = False) -> None:
        self._path = home / FILE if home is not None else None
        self._rows: dict[str, _Row] = {}
        self._new: dict[str, _Row] = {}
        if self._path is None or not self._path.exists():
            return
        if forget:
            self._path.unlink()
            return
        try:
            with closing(_opened(self._path)) as connection:
                self._rows = {row[0]: row[1:] for row in connection.execute("SELECT * FROM fetched")}
        except sqlite3.DatabaseError:
            # It only saves requests: a damaged one is thrown away.
            self._path.unlink(missing_ok=True)

    def validators(self, url: str) -> Validators:
        """By what the server told the state of an address, if it did."""
        row = self._row(url)
        return Validators(row[0], row[1]) if row else Validators()

    def mark(self, url: str) -> str | None:
        """What a feed or sitemap said of the state of a page when it was fetched; None if it was not."""
        row = self._row(url)
        return row[2] if row else None

    def note(self, url: str, validators: Validators | None = None, mark: str = "") -> None:
        """Note that an address was fetched and what it holds was handed on."""
        told = validators or Validators()
        self._new[url] = (told.etag, told.last_modified, mark)

    def keep(self) -> None:
        """Write down what was noted, once the archive has it."""
        if self._path is None or not self._path.parent.exists():
            return
        # A full disk is told by the archive itself.
        with contextlib.suppress(sqlite3.Error), closing(_opened(self._path)) as connection, connection:
            connection.executemany(
                "INSERT OR REPLACE INTO fetched VALUES (?, ?, ?, ?)",
                [(url, *row) for url, row in self._new.items()],
            )

    def _row(self, url: str) -> _Row | None:
        return self._new.get(url) or self._rows.get(url)


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute(_SCHEMA)
    return connection
