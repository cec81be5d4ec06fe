"""The passages as readers see them: by key, by language, by window."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from archive.article import ArticleInfo, Passage
from archive.catalogue.connection_pool import ConnectionPool
from archive.catalogue.schema import INFO, SEEN
from archive.catalogue.window import Window


class PassageReader:
    """Answers about passages. Safe for threads.

    Args:
        connections: to the catalogue.
    """

    def __init__(self, connections: ConnectionPool) -> None:
        self._connections = connections

    def languages(self, generation: int) -> dict[str, int]:
        """Language -> passages, most first; summed over the articles, which an index does alone."""
        with self._connections.lend() as connection:
            return dict(
                connection.execute(
                    f"SELECT language, SUM(passages) FROM articles a WHERE {SEEN.format('a')} "
                    "GROUP BY 1 HAVING SUM(passages) > 0 ORDER BY 2 DESC, 1",
                    {"generation": generation},
                )
            )

    def keys_between(
        self, language: str, first: int, last: int, generation: int, limit: int = -1
    ) -> NDArray[np.int64]:
        """Keys of a language's passages from one to another, both included; at most `limit` of them."""
        with self._connections.lend() as connection:
            rows = connection.execute(
                f"""
                SELECT p.key FROM passages p INDEXED BY passages_by_language
                WHERE p.language = :language AND p.key BETWEEN :first AND :last AND {SEEN.format("p")}
                ORDER BY p.key LIMIT :limit
                """,
                {
                    "language": language,
                    "first": first,
                    "last": last,
                    "generation": generation,
                    "limit": limit,
                },
            ).fetchall()
        return np.array([key for (key,) in rows], dtype=np.int64)

    def seen(self, keys: Sequence[int], generation: int) -> set[int]:
        """Those of some keys whose passages stand in a generation."""
        with self._connections.lend() as connection:
            rows = connection.execute(
                "SELECT p.key FROM passages p WHERE p.key IN (SELECT value FROM json_each(:keys)) "
                f"AND {SEEN.format('p')}",
                {"keys": json.dumps(list(keys)), "generation": generation},
            ).fetchall()
        return {key for (key,) in rows}

    def keys(self, language: str, window: Window, generation: int, limit: int = -1) -> NDArray[np.int64]:
        """Keys of a language's passages that a window lets through, in order; at most `limit` of them."""
        conditions = ["p.language = :language", SEEN.format("p")]
        if window.since is not None or window.until is not None:
            conditions.append("p.day BETWEEN :since AND :until")
        if window.sources is not None:
            conditions.append("p.source IN (SELECT value FROM json_each(:sources))")
        with self._connections.lend() as connection:
            rows = connection.execute(
                f"SELECT p.key FROM passages p WHERE {' AND '.join(conditions)} LIMIT :limit",
                {
                    "language": language,
                    "generation": generation,
                    "since": window.since or 0,
                    "until": window.until or 99991231,
                    "sources": json.dumps(window.sources),
                    "limit": limit,
                },
            ).fetchall()
        return np.sort(np.array([key for (key,) in rows], dtype=np.int64))

    def vector_rows(self, keys: Sequence[int]) -> list[tuple[int, bytes, int | None, int]]:
        """Key, vector, day and source of those passages that are there, in the order of their keys."""
        return self._by_keys("SELECT key, vector, day, source FROM passages WHERE {0} ORDER BY key", keys)

    def rows_between(self, language: str, first: int, last: int) -> int:
        """How many rows a language has from one key to another, seen or not: from an index alone."""
        with self._connections.lend() as connection:
            (count,) = connection.execute(
                "SELECT COUNT(*) FROM passages INDEXED BY passages_by_language "
                "WHERE language = ? AND key BETWEEN ? AND ?",
                (language, first, last),
            ).fetchone()
        return int(count)

    def vectors_held(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """Those of some keys whose passages are there, ascending, and their vectors, shape (n, d)."""
        rows = self.vector_rows(keys.tolist())
        vectors = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f2")
        found = np.array([row[0] for row in rows], dtype=np.int64)
        return found, vectors.reshape(len(rows), len(vectors) // max(1, len(rows)))

    def days(self, keys: Sequence[int]) -> dict[int, int | None]:
        """The day of each of those passages that are there."""
        return dict(self._by_keys("SELECT key, day FROM passages WHERE {0}", keys))

    def token_rows(self, keys: Sequence[int]) -> list[tuple[int, bytes]]:
        """Key and tokens of those passages that are there."""
        return self._by_keys("SELECT key, tokens FROM passages WHERE {0}", keys)

    def of(self, keys: Sequence[int]) -> dict[int, tuple[Passage, ArticleInfo]]:
        """The passages of those keys that are there, each with its article's info."""
        rows = self._by_keys(
            f"""
            SELECT key, article, "start", "end", {INFO}
            FROM passages p JOIN articles a ON a.number = p.article WHERE {{0}}
            """,
            keys,
        )
        bodies: dict[int, str] = dict(
            self._by_keys(
                "SELECT number, body FROM bodies WHERE {0}", sorted({row[1] for row in rows}), column="number"
            )
        )
        return {
            key: (Passage(info[0], start, end, bodies[article][start:end]), ArticleInfo(*info))
            for key, article, start, end, *info in rows
            if article in bodies
        }

    def neighbours(self, key: int) -> tuple[int | None, int | None]:
        """The keys of the passages before and after, in the same article."""
        rows = self._by_keys("SELECT key, article FROM passages WHERE {0}", [key - 1, key, key + 1])
        article = dict(rows)
        if key not in article:
            return None, None
        before, after = (
            other if article.get(other) == article[key] else None for other in (key - 1, key + 1)
        )
        return before, after

    def siblings(self, keys: Sequence[int]) -> dict[int, range]:
        """For each key that is there, the keys of all passages of its article, in their order."""
        rows = self._by_keys(
            "SELECT key, first_key, passages FROM passages p JOIN articles a ON a.number = p.article "
            "WHERE {0}",
            keys,
        )
        return {key: range(first, first + count) for key, first, count in rows}

    def _by_keys(self, query: str, keys: Sequence[int], column: str = "key") -> list[tuple]:  # type: ignore[type-arg]
        condition = f"{column} IN (SELECT value FROM json_each(?))"
        with self._connections.lend() as connection:
            return connection.execute(
                query.format(condition), (json.dumps([int(key) for key in keys]),)
            ).fetchall()
