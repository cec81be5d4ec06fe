"""The writer's hand on the table of shards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from archive.catalogue.connection import damage_named
from archive.vectors.shards import Change, Shard


class ShardTable:
    """The shards that stand. Changes belong into a transaction of the caller's.

    Args:
        connection: of the catalogue.
        home: the data folder.
    """

    def __init__(self, connection: sqlite3.Connection, home: Path) -> None:
        self._connection = connection
        self._home = home

    def all(self) -> list[Shard]:
        """All of them, by language and key."""
        with damage_named(self._home):
            return read_shards(self._connection)

    def change(self, changes: Iterable[Change]) -> None:
        """Name shards that were built, each in the place of a former one where it has one."""
        for change in changes:
            if change.former is not None:
                self._connection.execute("DELETE FROM shards WHERE name = ?", (change.former.name,))
            if change.built is not None:
                shard = change.built
                self._connection.execute(
                    "INSERT INTO shards VALUES (?, ?, ?, ?, ?)",
                    (shard.name, shard.language, shard.first_key, shard.last_key, shard.passages),
                )

    def clear(self) -> None:
        """Name none any more."""
        self._connection.execute("DELETE FROM shards")


def read_shards(connection: sqlite3.Connection) -> list[Shard]:
    """The shards that a catalogue names, by language and key."""
    rows = connection.execute(
        "SELECT name, language, first_key, last_key, passages FROM shards ORDER BY language, first_key"
    )
    return [Shard(*row) for row in rows]
