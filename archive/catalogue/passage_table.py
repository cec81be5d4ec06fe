"""The writer's hand on the table of passages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from archive.catalogue.connection import damage_named
from archive.catalogue.meta import Meta
from archive.catalogue.schema import LIVE
from archive.entries import IndexedPassage, PendingArticle


class PassageTable:
    """The passages as of the current generation, and the keys by which they are known.

    Args:
        connection: the writer's.
        home: the data folder.
        meta: tells the current generation.

    Attributes:
        next_key: what the next passage will be called; no key is given out twice.
    """

    def __init__(self, connection: sqlite3.Connection, home: Path, meta: Meta) -> None:
        self._connection = connection
        self._home = home
        self._meta = meta
        self.next_key = 1 + self.last_given()

    def last_given(self) -> int:
        """The last key that was ever given out, 0 before the first."""
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
        return int(row[0]) if row else 0

    def keys(self) -> list[int]:
        """The keys of the committed passages, in order."""
        with damage_named(self._home):
            rows = self._connection.execute(
                "SELECT key FROM passages WHERE born <= ?1 AND died > ?1 ORDER BY key",
                (self._meta.generation,),
            ).fetchall()
        return [key for (key,) in rows]

    def count(self) -> int:
        """How many passages an index must hold as of the current generation.

        Every article carries the number of its own, and an index of the articles alone is read for it: to
        count the passages one by one takes many times as long.
        """
        with damage_named(self._home):
            (passages,) = self._connection.execute(
                "SELECT TOTAL(passages) FROM articles WHERE born <= ?1 AND died > ?1",
                (self._meta.generation,),
            ).fetchone()
        return int(passages)

    def batches(self, size: int) -> Iterator[list[IndexedPassage]]:
        """Everything committed, by key, in batches: what the indexes are rebuilt from."""
        after, generation = 0, self._meta.generation
        while True:
            with damage_named(self._home):
                rows = self._connection.execute(
                    """
                    SELECT key, p.language, p.day, p.source, title, body, "start", "end", vector, tokens
                    FROM passages p JOIN articles a ON a.number = p.article JOIN bodies b USING (number)
                    WHERE key > ? AND p.born <= ? AND p.died > ? ORDER BY key LIMIT ?
                    """,
                    (after, generation, generation, size),
                ).fetchall()
            if not rows:
                return
            after = rows[-1][0]
            yield [
                IndexedPassage(
                    key,
                    language,
                    day,
                    source,
                    f"{title}\n{body[start:end]}",
                    np.frombuffer(vector, dtype="<f2"),
                    np.frombuffer(tokens, dtype="<u4"),
                )
                for key, language, day, source, title, body, start, end, vector, tokens in rows
            ]

    def add(self, pending: PendingArticle, number: int, source: int) -> Iterator[IndexedPassage]:
        """Write an article's passages as pending, within a transaction, under the next keys.

        Args:
            pending: the article.
            number: its own.
            source: its outlet's.

        Returns:
            What the indexes are to hold.
        """
        info, body, entries = pending.article.info, pending.article.body, pending.passages
        first, self.next_key = self.next_key, self.next_key + len(entries)
        self._connection.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    key,
                    number,
                    entry.start,
                    entry.end,
                    info.language,
                    info.day,
                    source,
                    entry.vector.astype("<f2", copy=False).tobytes(),
                    entry.tokens.astype("<u4", copy=False).tobytes(),
                    self._meta.generation + 1,
                    LIVE,
                )
                for key, entry in enumerate(entries, start=first)
            ],
        )
        return (
            IndexedPassage(
                key,
                info.language,
                info.day,
                source,
                f"{info.title}\n{body[entry.start : entry.end]}",
                entry.vector,
                entry.tokens,
            )
            for key, entry in enumerate(entries, start=first)
        )
