"""What stands in the catalogue though no reader sees it: what is pending, and what has died."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from archive.catalogue.connection import damage_named, transaction
from archive.catalogue.meta import Meta
from archive.catalogue.schema import DEAD, LIVE
from archive.catalogue.versions import Versions


class Unseen:
    """Finds what a run has left, undoes what is pending, and clears away what has died.

    Args:
        connection: the writer's.
        home: the data folder.
        meta: tells the current generation.
        earlier: keeps what replaced articles said.
    """

    def __init__(self, connection: sqlite3.Connection, home: Path, meta: Meta, earlier: Versions) -> None:
        self._connection = connection
        self._home = home
        self._meta = meta
        self._earlier = earlier

    def pending(self) -> bool:
        """Whether anything was written since the last commit."""
        return self._unborn() or self._dying()

    def keys(self) -> list[int]:
        """Keys that the indexes may hold though no reader will see them again: unborn or dead."""
        with damage_named(self._home):
            rows = self._connection.execute(
                f"SELECT key FROM passages WHERE key > ?2 UNION SELECT key FROM passages WHERE {DEAD}",
                (self._meta.generation, self._meta.last_key),
            ).fetchall()
        return [key for (key,) in rows]

    def undo(self) -> None:
        """Forget what is pending; the indexes must have forgotten its `keys` before."""
        generation = self._meta.generation
        with transaction(self._connection, self._home):
            for table in ("articles", "passages"):
                self._connection.execute(
                    f"UPDATE {table} SET died = ? WHERE died > ? AND died < ?", (LIVE, generation, LIVE)
                )
            for table in ("bodies", "originals"):
                self._connection.execute(
                    f"DELETE FROM {table} WHERE number IN (SELECT number FROM articles WHERE born > ?)",
                    (generation,),
                )
            self._connection.execute("DELETE FROM passages WHERE key > ?", (self._meta.last_key,))
            self._connection.execute("DELETE FROM articles WHERE born > ?", (generation,))

    def bury(self) -> None:
        """Delete the rows that died with a past commit; the indexes must have forgotten them before.

        What an article said before it was corrected stays, as an earlier version, while the article does.
        """
        dead = (self._meta.generation,)
        with transaction(self._connection, self._home):
            self._connection.execute(f"DELETE FROM passages WHERE {DEAD}", dead)
            self._earlier.keep_replaced(self._meta.generation, self._meta.indexed_at)
            for table in ("bodies", "originals"):
                self._connection.execute(
                    f"DELETE FROM {table} WHERE number IN (SELECT number FROM articles WHERE {DEAD})", dead
                )
            self._connection.execute(f"DELETE FROM articles WHERE {DEAD}", dead)

    def _unborn(self) -> bool:
        with damage_named(self._home):
            row = self._connection.execute(
                "SELECT born FROM articles ORDER BY number DESC LIMIT 1"
            ).fetchone()
        return row is not None and row[0] > self._meta.generation

    def _dying(self) -> bool:
        with damage_named(self._home):
            row = self._connection.execute(
                f"SELECT 1 FROM articles WHERE died > ? AND died < {LIVE} LIMIT 1", (self._meta.generation,)
            ).fetchone()
        return row is not None
