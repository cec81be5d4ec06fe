"""The archive counted, for `python -m ingest status` and the chat."""

from __future__ import annotations

from archive.catalogue.connection_pool import ConnectionPool
from archive.catalogue.edition import Edition
from archive.catalogue.schema import SEEN, USABLE
from archive.statistics import ArchiveStatistics


class StatisticsReader:
    """Counts what a catalogue holds. Safe for threads.

    Args:
        connections: to the catalogue.
    """

    def __init__(self, connections: ConnectionPool) -> None:
        self._connections = connections

    def of(self, edition: Edition) -> ArchiveStatistics:
        """The archive in numbers."""
        at = {"generation": edition.generation}
        with self._connections.lend() as connection:
            articles, passages, oldest, newest = connection.execute(
                f"SELECT COUNT(*), TOTAL(passages), MIN(day), MAX(day) FROM articles a WHERE {USABLE}", at
            ).fetchone()
            withheld = connection.execute(
                f"SELECT COUNT(*) FROM articles a WHERE {SEEN.format('a')} AND a.standing <> 'usable'", at
            ).fetchone()[0]
        by = f"SELECT {{0}}, COUNT(*) FROM articles a WHERE {USABLE} GROUP BY 1 ORDER BY 2 DESC, 1"
        return ArchiveStatistics(
            articles=articles,
            passages=int(passages),
            languages=self._counts(by.format("language"), edition.generation),
            sources=self._counts(by.format("source"), edition.generation),
            newest=_iso(newest),
            oldest=_iso(oldest),
            generation=edition.generation,
            indexed_at=edition.indexed_at,
            model=edition.model,
            withheld=withheld,
        )

    def more(self) -> tuple[int, int, int]:
        """Earlier versions that are kept, articles forgotten for good, and removals not finished."""
        with self._connections.lend() as connection:
            return tuple(
                connection.execute(query).fetchone()[0]
                for query in (
                    "SELECT COUNT(*) FROM versions",
                    "SELECT COUNT(*) FROM forgotten",
                    "SELECT COUNT(*) FROM forgotten WHERE finished IS NULL",
                )
            )

    def _counts(self, query: str, generation: int) -> dict[str, int]:
        with self._connections.lend() as connection:
            return dict(connection.execute(query, {"generation": generation}))


def _iso(day: int | None) -> str | None:
    return f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}" if day else None
