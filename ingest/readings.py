"""What each file held when it was last read, so that an unchanged file need not be parsed again.

This is a memory beside the archive and no part of it: it names articles and hashes, the run asks the archive
whether it still has them, and without it the run only takes longer.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.identity import PREPARATION_VERSION

FILE = "readings.sqlite3"
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS readings (path TEXT PRIMARY KEY, digest TEXT NOT NULL, entries BLOB NOT NULL)"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a file.

    Attributes:
        article_id: which article it is.
        record_hash: of the record as it came.
        text_hash: of the cleaned text, where it was a copy of another article's; else empty.
    """

    article_id: str
    record_hash: str
    text_hash: str = ""


class Readings:
    """Path -> the records of the file, as long as its bytes are the same.

    Args:
        home: the data folder; None remembers nothing.
    """

    def __init__(self, home: Path | None) -> None:
        self._connection: sqlite3.Connection | None = None
        if home is None:
            return
        # It only saves time: a damaged one is thrown away, and a full disk is told by the archive itself.
        with contextlib.suppress(sqlite3.Error):
            self._connection = _opened(home / FILE)
            return
        (home / FILE).unlink(missing_ok=True)
        with contextlib.suppress(sqlite3.Error):
            self._connection = _opened(home / FILE)

    def of(self, path: Path, digest: str) -> list[Entry] | None:
        """The records of a file with these bytes, if they are remembered."""
        if self._connection is None or not digest:
            return None
        try:
            row = self._connection.execute(
                "SELECT entries FROM readings WHERE path = ? AND digest = ?", (str(path), digest)
            ).fetchone()
            return [Entry(*fields) for fields in json.loads(zlib.decompress(row[0]))] if row else None
        except (sqlite3.DatabaseError, zlib.error, ValueError, TypeError):
            return None

    def keep(self, path: Path, digest: str, entries: Sequence[Entry]) -> None:
        """Remember the records of a file."""
        if self._connection is None or not digest:
            return
        # Of two versions in one file the later one counts, so that is what the archive will be asked for.
        last = {entry.article_id: entry.record_hash for entry in entries}
        rows = [(entry.article_id, last[entry.article_id], entry.text_hash) for entry in entries]
        packed = zlib.compress(json.dumps(rows).encode(), 1)
        with contextlib.suppress(sqlite3.Error):  # a full disk is told by the archive itself
            self._connection.execute(
                "INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", (str(path), digest, packed)
            )

    def close(self) -> None:
        """Write what is to be remembered."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.commit()
            self._connection.close()


def digest_of(path: Path, mapping_digest: str = "") -> str:
    """What tells whether a file is as it was when these readers read it, with this mapping of its fields.

    It is empty if the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16))
    except OSError:
        return ""
    parts = (str(PREPARATION_VERSION), digest.hexdigest(), mapping_digest)
    return "-".join(filter(None, parts))


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(_SCHEMA)
    return connection
