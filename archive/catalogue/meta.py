"""What the catalogue says of itself: how far it is, of which model its vectors are, where its words live."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from archive.model import ModelIdentity


class Meta:
    """The writer's hand on the table of names and values. It is read once: nobody else changes it.

    Args:
        connection: the writer's.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._values: dict[str, str] = dict(connection.execute("SELECT name, value FROM meta"))

    @property
    def generation(self) -> int:
        """The last committed generation, 0 before the first."""
        return int(self._values.get("generation", 0))

    @property
    def last_key(self) -> int:
        """The last key that a commit has made visible."""
        return int(self._values.get("last_key", 0))

    @property
    def indexed_at(self) -> str:
        """When the last commit was made (ISO 8601, UTC), empty before the first."""
        return self._values.get("indexed_at", "")

    @property
    def model(self) -> ModelIdentity | None:
        """The model of the vectors, None in a new catalogue."""
        return read_model(self._values)

    @property
    def words(self) -> str:
        """The name of the folder of the word index."""
        return self._values["words_directory"]

    def write(self, values: Mapping[str, str]) -> None:
        """Write some values within a transaction; they are the truth once it has ended (`written`)."""
        self._connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def written(self, values: Mapping[str, str]) -> None:
        """Take note of what a transaction that has ended wrote."""
        self._values.update(values)


def of_model(model: ModelIdentity) -> dict[str, str]:
    """The values that name a model."""
    return {
        "model_name": model.name,
        "model_fingerprint": model.fingerprint,
        "model_dimension": str(model.dimension),
    }


def read_model(meta: Mapping[str, str]) -> ModelIdentity | None:
    """The model that a catalogue's meta table names."""
    if "model_fingerprint" not in meta:
        return None
    return ModelIdentity(meta["model_name"], meta["model_fingerprint"], int(meta["model_dimension"]))
