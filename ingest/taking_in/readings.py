"""What each file held when it was last read, so that an unchanged file need not be parsed again.

This is a memory beside the archive and no part of it: it names articles and hashes, the run asks the archive
whether it still has them, and without it the run only takes longer. Of a run as a whole it keeps what the
next one over the same files will count, as long as the archive is in the same state: then nothing need be
compared.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest.records.identity import PREPARATION_VERSION

FILE = "readings.sqlite3"
_SCHEMA = (
    "DROP TABLE IF EXISTS readings",  # of an earlier version, which kept them as JSON
    "CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, digest TEXT NOT NULL, entries BLOB NOT NULL)",
    """
    CREATE TABLE IF NOT EXISTS outcomes (
        files TEXT PRIMARY KEY, state TEXT NOT NULL,
        unchanged INTEGER NOT NULL, duplicates INTEGER NOT NULL, forgotten INTEGER NOT NULL
    )
    """,
)
_ENTRY_BYTES = 32
_HASH_DIGITS = 16


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


class Entries:
    """The records of a file in their order, 32 bytes each: a file may have a million.

    Args:
        packed: as `packed` gives them.

    Raises:
        ValueError: these bytes are no whole entries.
    """

    def __init__(self, packed: bytes = b"") -> None:
        if len(packed) % _ENTRY_BYTES:
            raise ValueError("These bytes are no whole entries.")
        self._packed = bytearray(packed)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._packed) // _ENTRY_BYTES

    def __iter__(self) -> Iterator[Entry]:
        """Each of them."""
        for start in range(0, len(self._packed), _ENTRY_BYTES):
            digits = self._packed[start : start + _ENTRY_BYTES].hex()
            text, outlet = digits[32:48], digits[48:]
            yield Entry(
                digits[:16], digits[16:32], "".join(part for part in (text, outlet) if part.strip("0"))
            )

    def append(self, entry: Entry) -> None:
        """Add one at the end."""
        text = entry.text_hash.ljust(2 * _HASH_DIGITS, "0")
        self._packed += bytes.fromhex(entry.article_id + entry.record_hash + text)

    def packed(self, last: Callable[[str], str | None]) -> bytes:
        """All of them as bytes, each with the hash of the record of its article that was met last.

        Of two versions in one file the later one counts, so that is what the archive will be asked for.
        """
        result = Entries()
        for entry in self:
            result.append(replace(entry, record_hash=last(entry.article_id) or entry.record_hash))
        return bytes(result._packed)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run over unchanged files counts."""

    unchanged: int
    duplicates: int
    forgotten: int


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

    def of(self, path: Path, digest: str) -> Entries | None:
        """The records of a file with these bytes, if they are remembered."""
        if not digest:
            return None
        row = self._one("SELECT entries FROM files WHERE path = ? AND digest = ?", (str(path), digest))
        try:
            return Entries(zlib.decompress(row[0])) if row else None
        except (zlib.error, ValueError, TypeError):
            return None

    def has(self, path: Path, digest: str) -> bool:
        """Whether the records of a file with these bytes are remembered."""
        return bool(digest) and bool(
            self._one("SELECT 1 FROM files WHERE path = ? AND digest = ?", (str(path), digest))
        )

    def keep(
        self, path: Path, digest: str, entries: Entries, last: Callable[[str], str | None] = lambda _: None
    ) -> None:
        """Remember the records of a file.

        Args:
            path: the file.
            digest: of its bytes.
            entries: its records.
            last: the hash of the record of an article that the run has met last.
        """
        if digest:
            self._write(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?)",
                (str(path), digest, zlib.compress(entries.packed(last), 1)),
            )

    def outcome(self, files: str, state: str) -> Outcome | None:
        """What a run over these files counts while the archive is in this state, if it is remembered."""
        row = self._one(
            "SELECT unchanged, duplicates, forgotten FROM outcomes WHERE files = ? AND state = ?",
            (files, state),
        )
        return Outcome(*map(int, row)) if row else None

    def keep_outcome(self, files: str, state: str, outcome: Outcome) -> None:
        """Remember what the next run over the same files counts, if nothing changes."""
        self._write("DELETE FROM outcomes WHERE state <> ?", (state,))
        self._write(
            "INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?, ?, ?)",
            (files, state, outcome.unchanged, outcome.duplicates, outcome.forgotten),
        )

    def forget_outcomes(self) -> None:
        """Forget what runs count: the archive has changed without a commit."""
        self._write("DELETE FROM outcomes", ())

    def close(self) -> None:
        """Write what is to be remembered."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.commit()
            self._connection.close()

    def _one(self, query: str, values: tuple[str, ...]) -> tuple[Any, ...] | None:
        if self._connection is None:
            return None
        try:
            row: tuple[Any, ...] | None = self._connection.execute(query, values).fetchone()
        except sqlite3.Error:
            return None
        return row

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):  # a full disk is told by the archive itself
                self._connection.execute(statement, values)


def digest_of_files(files: Iterable[tuple[Path, str]], *wishes: object) -> str:
    """What tells whether a run reads what another has read.

    Args:
        files: each file with what `digest_of` says of it, in their order.
        wishes: whatever else decides what the run does with them.

    Returns:
        A hash, empty where a file cannot be read.
    """
    found = [(str(path), digest) for path, digest in files]
    if not all(digest for _, digest in found):
        return ""
    content = json.dumps([found, *wishes], default=str).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=16).hexdigest()


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
    for statement in _SCHEMA:
        connection.execute(statement)
    return connection
