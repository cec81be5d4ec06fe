"""What the catalogue remembers of articles that were removed for good, and how it gets rid of their bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from archive.catalogue.connection import damage_named, transaction
from archive.clock import now


class Forgotten:
    """The articles that were removed on request: ids and hashes of texts, nothing that they said.

    Args:
        connection: the writer's.
        home: the data folder.
    """

    def __init__(self, connection: sqlite3.Connection, home: Path) -> None:
        self._connection = connection
        self.home = home

    def texts(self) -> dict[str, str]:
        """Ids of articles that were removed on request -> the hash of their text."""
        with damage_named(self.home):
            return dict(self._connection.execute("SELECT article, text_hash FROM forgotten"))

    def note(self, articles: Mapping[str, str]) -> None:
        """Note within a transaction that articles, each with its text's hash, are not to be taken again."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO forgotten VALUES (?, ?, ?, NULL)",
            [(article_id, text, now()) for article_id, text in articles.items()],
        )

    def note_proved(self, articles: Iterable[str]) -> None:
        """Note that it was proved of articles that no trace of them is left."""
        with transaction(self._connection, self.home):
            self._connection.executemany(
                "UPDATE forgotten SET finished = ? WHERE article = ?",
                [(now(), article_id) for article_id in articles],
            )

    def allow_again(self, article_ids: Iterable[str]) -> int:
        """Let articles be taken again that were removed on request; returns how many had been."""
        with transaction(self._connection, self.home):
            return sum(
                self._connection.execute("DELETE FROM forgotten WHERE article = ?", (article_id,)).rowcount
                for article_id in article_ids
            )

    def words_of(self, article_ids: Iterable[str]) -> list[str]:
        """Titles and bodies of articles and of their earlier versions."""
        with damage_named(self.home):
            rows = [
                row
                for article_id in article_ids
                for row in self._connection.execute(
                    """
                    SELECT title, body FROM articles JOIN bodies USING (number) WHERE id = ?1
                    UNION ALL SELECT title, body FROM versions WHERE article = ?1
                    """,
                    (article_id,),
                )
            ]
        return [text for row in rows for text in row if text]

    def saying(self, phrases: Iterable[str]) -> dict[str, str]:
        """Phrases that stand in an article or an earlier version -> the id of one of these."""
        found: dict[str, str] = {}
        with damage_named(self.home):
            for phrase in phrases:
                row = self._connection.execute(
                    """
                    SELECT id FROM articles JOIN bodies USING (number)
                    WHERE instr(body, ?1) OR instr(title, ?1)
                    UNION ALL SELECT article FROM versions WHERE instr(body, ?1) OR instr(title, ?1) LIMIT 1
                    """,
                    (phrase,),
                ).fetchone()
                if row:
                    found[phrase] = row[0]
        return found

    def scrub(self) -> None:
        """Write the file anew without the bytes of what was deleted."""
        with damage_named(self.home):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
