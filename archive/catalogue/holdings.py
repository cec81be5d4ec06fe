"""What the archive holds, asked article by article: by id, by text, by path.

A run asks this of each record that it meets instead of keeping every article in memory. What is pending
counts as held; what a writer has only buffered does not yet.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.catalogue.connection import damage_named
from archive.catalogue.schema import LIVE, TEXT

_COLUMNS = "a.id, a.content_hash, a.path, a.version"


@dataclass(frozen=True, slots=True)
class Holding:
    """An article as the archive knows it again.

    Attributes:
        article_id: its id.
        content_hash: what it was put with.
        path: where it came from.
        version: which version it is, where its system counts them.
    """

    article_id: str
    content_hash: str
    path: str
    version: int | None


class Holdings:
    """The articles of an archive as they stand now.

    Args:
        connection: the writer's.
        home: the data folder.
    """

    def __init__(self, connection: sqlite3.Connection, home: Path) -> None:
        self._connection = connection
        self.home = home

    def of(self, article_id: str) -> Holding | None:
        """The article of an id (5 microseconds)."""
        with damage_named(self.home):
            row = self._connection.execute(
                f"SELECT {_COLUMNS} FROM articles a WHERE id = ? AND died = {LIVE}", (article_id,)
            ).fetchone()
        return Holding(*row) if row else None

    def of_many(self, article_ids: Sequence[str]) -> list[Holding]:
        """The articles of some ids; some hundreds at a time take half as long as one by one."""
        with damage_named(self.home):
            rows = self._connection.execute(
                f"""
                SELECT {_COLUMNS} FROM json_each(?1) asked CROSS JOIN articles a
                WHERE a.id = asked.value AND a.died = {LIVE}
                """,
                (json.dumps(article_ids),),
            ).fetchall()
        return [Holding(*row) for row in rows]

    def saying(self, text: str) -> list[Holding]:
        """The articles whose text has a hash (16 digits), in the order in which they came in."""
        return self.saying_any([text])

    def saying_any(self, texts: Sequence[str]) -> list[Holding]:
        """The articles whose text has one of some hashes, in the order of the hashes and of their coming."""
        with damage_named(self.home):
            rows = self._connection.execute(
                f"""
                SELECT {_COLUMNS} FROM json_each(?1) asked CROSS JOIN articles a
                WHERE {TEXT} = asked.value AND a.died = {LIVE} ORDER BY asked.key, number
                """,
                (json.dumps(texts),),
            ).fetchall()
        return [Holding(*row) for row in rows]

    def count(self) -> tuple[int, int]:
        """How many articles are answered from, and in how many passages; from an index alone."""
        with damage_named(self.home):
            articles, passages = self._connection.execute(
                f"SELECT COUNT(*), TOTAL(passages) FROM articles WHERE standing = 'usable' AND died = {LIVE}"
            ).fetchone()
        return articles, int(passages)

    def all(self) -> int:
        """How many articles there are, the withheld ones too."""
        with damage_named(self.home):
            (articles,) = self._connection.execute(
                f"SELECT COUNT(*) FROM articles WHERE died = {LIVE}"
            ).fetchone()
        return int(articles)

    def state(self) -> str:
        """What tells whether articles were put, removed or forgotten since it was asked before.

        Hashes that are noted without a commit it does not tell.
        """
        with damage_named(self.home):
            rows = self._connection.execute(
                """
                SELECT name, value FROM meta WHERE name IN ('generation', 'indexed_at', 'last_key')
                UNION ALL SELECT 'forgotten', COUNT(*) FROM forgotten ORDER BY 1
                """
            ).fetchall()
        return " ".join(f"{name} {value}" for name, value in rows)

    def paths(self) -> Iterator[tuple[str, str]]:
        """Id and path of every article; nothing may be written before the end."""
        with damage_named(self.home):
            yield from self._connection.execute(f"SELECT id, path FROM articles WHERE died = {LIVE}")
