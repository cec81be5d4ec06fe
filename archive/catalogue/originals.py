"""The articles whole, with the records that they came from, for what prepares them anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from archive.article import Article, ArticleInfo, Delivery, Standing
from archive.catalogue.connection import damage_named
from archive.catalogue.schema import INFO, LIVE
from archive.entries import PendingArticle


class Originals:
    """The articles as they stand now, pending or committed, the withheld ones too, without their passages.

    Args:
        connection: the writer's.
        home: the data folder.
    """

    def __init__(self, connection: sqlite3.Connection, home: Path) -> None:
        self._connection = connection
        self._home = home

    def of(self, article_id: str) -> PendingArticle | None:
        """The article of an id."""
        return next(self._whole("a.id = ?", article_id), None)

    def embargoed_until(self, moment: str) -> list[PendingArticle]:
        """The articles whose embargo has ended by a moment (ISO 8601, UTC)."""
        # By its first part SQLite uses the index of what is withheld, and reads no other row.
        withheld = "a.standing <> 'usable' AND a.standing = 'embargoed'"
        return list(self._whole(f"{withheld} AND a.embargo <= ?", moment))

    def all(self) -> Iterator[PendingArticle]:
        """Every article, in the order in which they came in."""
        yield from self._whole("a.number > ?", 0)

    def _whole(self, condition: str, value: object) -> Iterator[PendingArticle]:
        with damage_named(self._home):
            for body, content_hash, standing, version, embargo, original, *info in self._connection.execute(
                f"""
                SELECT b.body, a.content_hash, a.standing, a.version, a.embargo, o.record, {INFO}
                FROM articles a JOIN bodies b ON b.number = a.number
                    LEFT JOIN originals o ON o.number = a.number
                WHERE a.died = {LIVE} AND {condition} ORDER BY a.number
                """,
                (value,),
            ):
                delivery = Delivery(Standing(standing), version, embargo, original or b"")
                yield PendingArticle(Article(ArticleInfo(*info), body), content_hash, (), delivery)
