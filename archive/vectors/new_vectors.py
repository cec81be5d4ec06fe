"""What another model makes of an archive's passages, kept beside the catalogue until it takes them over.

A file of its own: the catalogue is not touched while a model works, perhaps for hours, and what has been done
survives a run that is killed. It may be deleted at any time; the next run then begins again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.errors import CouldNotRunError
from archive.model import ModelIdentity

FILE = "reembedding.sqlite3"


class NewVectors:
    """Vectors and tokens of one model by the keys of the passages; what another model left is thrown away.

    Args:
        home: the data folder, whose writer's lock the caller holds.
        model: makes the vectors.
    """

    def __init__(self, home: Path, model: ModelIdentity) -> None:
        self.file = home / FILE
        if not _holds(self.file, model):
            discard(home)
        with _damage_named(self.file):
            self._connection = _connect(self.file)
            self._connection.execute("CREATE TABLE IF NOT EXISTS model (fingerprint TEXT, dimension INTEGER)")
            # The layout in which the catalogue takes them over.
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS passages (key INTEGER PRIMARY KEY, vector BLOB, tokens BLOB)"
            )
            if self._connection.execute("SELECT 1 FROM model").fetchone() is None:
                self._connection.execute(
                    "INSERT INTO model VALUES (?, ?)", (model.fingerprint, model.dimension)
                )

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def keys(self) -> set[int]:
        """The passages that are done."""
        with _damage_named(self.file):
            return {key for (key,) in self._connection.execute("SELECT key FROM passages")}

    def add(
        self, keys: Sequence[int], vectors: NDArray[np.float16], tokens: Sequence[NDArray[np.uint32]]
    ) -> None:
        """Keep a batch; when this returns it survives the end of the process, however that ends."""
        rows = [
            (key, vector.astype("<f2", copy=False).tobytes(), ids.astype("<u4", copy=False).tobytes())
            for key, vector, ids in zip(keys, vectors, tokens, strict=True)
        ]
        with _damage_named(self.file):
            # Where this fails, closing the connection takes back what was begun.
            self._connection.execute("BEGIN")
            self._connection.executemany("INSERT OR REPLACE INTO passages VALUES (?, ?, ?)", rows)
            self._connection.execute("COMMIT")

    def rows(self, keys: Iterable[int]) -> dict[int, tuple[NDArray[np.float16], NDArray[np.uint32]]]:
        """Vector and tokens of those passages that are done."""
        with _damage_named(self.file):
            found = self._connection.execute(
                "SELECT key, vector, tokens FROM passages WHERE key IN (SELECT value FROM json_each(?))",
                (json.dumps(list(keys)),),
            ).fetchall()
        return {
            key: (np.frombuffer(vector, dtype="<f2"), np.frombuffer(tokens, dtype="<u4"))
            for key, vector, tokens in found
        }

    def vectors(self, keys: NDArray[np.int64]) -> NDArray[np.float16]:
        """The vectors of those passages, which must all be done, shape (n, d)."""
        rows = self.rows(keys.tolist())
        return np.stack([rows[key][0] for key in keys.tolist()])


def discard_those_of(home: Path, model: ModelIdentity | None) -> None:
    """Delete the file where its model is the archive's own: a killed run had taken it over already."""
    if model is not None and _holds(home / FILE, model):
        discard(home)


def discard(home: Path) -> None:
    """Delete the file, where there is one."""
    for side in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            (home / f"{FILE}{side}").unlink()


@contextmanager
def _damage_named(file: Path) -> Iterator[None]:
    """Turn SQLite's errors into sentences that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        if "disk is full" in str(error):
            raise CouldNotRunError(
                f"The disk that holds {file} is full. Free some space and start again; it goes on from there."
            ) from error
        raise CouldNotRunError(
            f"{file} cannot be used ({error}). Delete it and start again: python -m ingest --reembed"
        ) from error


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    # A commit outlives the process at once; after a power cut the last batches may have to be done again.
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _holds(file: Path, model: ModelIdentity) -> bool:
    """Whether there is a whole file of this model."""
    if not file.exists():
        return False
    try:
        connection = _connect(file)
        try:
            held = connection.execute("SELECT fingerprint, dimension FROM model").fetchone()
            return bool(held == (model.fingerprint, model.dimension))
        finally:
            connection.close()
    except sqlite3.Error:
        return False
