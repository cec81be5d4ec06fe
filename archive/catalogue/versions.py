"""What articles said before they were corrected."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from archive.catalogue.connection import damage_named, transaction
from archive.catalogue.schema import DEAD, LIVE


class Versions:
    """The writer's hand on the table of earlier versions.

    Args:
        connection: the writer's.
        home: the data folder.
    """

    def __init__(self, connection: sqlite3.Connection, home: Path) -> None:
        self._connection = connection
        self._home = home

    def last(self) -> int:
        """The number of the earlier version that was kept last, 0 before the first."""
        with damage_named(self._home):
            (number,) = self._connection.execute("SELECT IFNULL(MAX(number), 0) FROM versions").fetchone()
        return int(number)

    def drop(self, article_ids: Iterable[str], after: int) -> None:
        """Take out the earlier versions of articles that were kept after the one with this number."""
        with transaction(self._connection, self._home):
            self._connection.executemany(
                "DELETE FROM versions WHERE article = ? AND number > ?",
                [(article_id, after) for article_id in article_ids],
            )

    def forget(self, article_id: str) -> int:
        """Take out all earlier versions of an article within a transaction; returns how many there were."""
        return self._connection.execute("DELETE FROM versions WHERE article = ?", (article_id,)).rowcount

    def keep_replaced(self, generation: int, moment: str) -> None:
        """Keep, within a transaction, the texts of dead articles that other texts replaced.

        One that had never been committed is not kept. The earlier versions of articles that died without a
        successor are taken out.

        Args:
            generation: the current one.
            moment: when they were replaced (ISO 8601, UTC).
        """
        self._connection.execute(
            f"""
            INSERT INTO versions (article, title, body, published, updated, replaced)
            SELECT former.id, former.title, was.body, former.published, former.updated, ?2
            FROM articles former JOIN bodies was ON was.number = former.number
                JOIN articles next ON next.id = former.id AND next.died = {LIVE} AND next.born <= ?1
                JOIN bodies said ON said.number = next.number
            WHERE former.number IN (SELECT number FROM articles WHERE {DEAD})
                AND former.born < former.died AND was.body <> ''
                AND (former.title <> next.title OR was.body <> said.body)
            ORDER BY former.number
            """,
            (generation, moment),
        )
        self._connection.execute(
            f"""
            DELETE FROM versions WHERE article IN (
                SELECT id FROM articles gone WHERE {DEAD}
                AND NOT EXISTS (SELECT 1 FROM articles WHERE id = gone.id AND died > ?1)
            )
            """,
            (generation,),
        )
