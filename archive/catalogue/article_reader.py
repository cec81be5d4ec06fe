"""The articles as readers see them."""

from __future__ import annotations

from collections.abc import Iterator

from archive.article import Article, ArticleInfo, EarlierVersion
from archive.catalogue.connection_pool import ConnectionPool
from archive.catalogue.schema import INFO, SEEN, USABLE
from archive.catalogue.source_table import fold_source


class ArticleReader:
    """Answers about articles. Safe for threads.

    Args:
        connections: to the catalogue.
    """

    def __init__(self, connections: ConnectionPool) -> None:
        self._connections = connections

    def of(self, article_id: str, generation: int) -> Article | None:
        """An article whole, or None where the archive has none of that id."""
        with self._connections.lend() as connection:
            row = connection.execute(
                f"""
                SELECT body, {INFO} FROM articles a JOIN bodies b ON b.number = a.number
                WHERE a.id = :id AND {USABLE}
                """,
                {"id": article_id, "generation": generation},
            ).fetchone()
        return Article(ArticleInfo(*row[1:]), row[0]) if row else None

    def earlier_versions(self, article_id: str) -> list[EarlierVersion]:
        """What an article said before it was corrected, the latest first."""
        with self._connections.lend() as connection:
            rows = connection.execute(
                "SELECT title, body, published, updated, replaced FROM versions WHERE article = ? "
                "ORDER BY number DESC",
                (article_id,),
            ).fetchall()
        return [EarlierVersion(*row) for row in rows]

    def all(self, generation: int) -> Iterator[Article]:
        """Every article, in the order in which they came in."""
        with self._connections.lend() as connection:
            for row in connection.execute(
                f"""
                SELECT body, {INFO} FROM articles a JOIN bodies b ON b.number = a.number
                WHERE {USABLE} ORDER BY a.number
                """,
                {"generation": generation},
            ):
                yield Article(ArticleInfo(*row[1:]), row[0])

    def ids_of_source(self, source: str, generation: int) -> list[str]:
        """The ids of an outlet's articles, the withheld ones too."""
        with self._connections.lend() as connection:
            rows = connection.execute(
                f"SELECT a.id, a.source FROM articles a WHERE {SEEN.format('a')}", {"generation": generation}
            ).fetchall()
        return [name for name, outlet in rows if fold_source(outlet) == fold_source(source)]

    def content_hash(self, article_id: str, generation: int) -> str | None:
        """What an article was put with, a withheld one too; None where there is none of that id."""
        with self._connections.lend() as connection:
            row = connection.execute(
                f"SELECT a.content_hash FROM articles a WHERE a.id = :id AND {SEEN.format('a')}",
                {"id": article_id, "generation": generation},
            ).fetchone()
        return row[0] if row else None

    def unfinished_removals(self) -> dict[str, str]:
        """Ids of articles whose removal for good was not proved -> the hash of their text."""
        with self._connections.lend() as connection:
            return dict(
                connection.execute(
                    "SELECT article, text_hash FROM forgotten WHERE finished IS NULL"
                ).fetchall()
            )
