"""The catalogue as readers see it: read-only, as of one generation, by any number of threads."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from archive.catalogue.acknowledged import acknowledged, ensure_not_lost, ensure_reached
from archive.catalogue.article_reader import ArticleReader
from archive.catalogue.connection import FILE, connect, damage_named, ensure_sound
from archive.catalogue.connection_pool import ConnectionPool, FileIdentity, missing
from archive.catalogue.edition import Edition
from archive.catalogue.meta import read_model
from archive.catalogue.passage_reader import PassageReader
from archive.catalogue.schema import DEAD, is_current, migrate
from archive.catalogue.soundness import QUICK
from archive.catalogue.source_table import fold_source
from archive.catalogue.statistics_reader import StatisticsReader
from archive.catalogue.window import Window
from archive.filters import Filters
from archive.vectors.table import read_shards


class CatalogueReader:
    """Answers from the catalogue. Safe for threads: each question borrows a connection of its own.

    Args:
        home: the data folder.
        known_sound: whether its writer, whose lock is held, has looked at its pages.

    Attributes:
        home: the data folder.
        connections: to the catalogue.
        articles: answers about articles.
        passages: answers about passages.
        statistics: counts what there is.
    """

    def __init__(self, home: Path, *, known_sound: bool = False) -> None:
        self.home = home
        ensure_not_lost(home, home / FILE)
        if not (home / FILE).is_file():
            raise missing(home)
        if not known_sound:
            ensure_sound(home, QUICK)
        self.connections = ConnectionPool(home)
        self.articles = ArticleReader(self.connections)
        self.passages = PassageReader(self.connections)
        self.statistics = StatisticsReader(self.connections)
        with self.connections.lend() as connection:
            current = is_current(connection)
        if not current:
            with damage_named(home), closing(connect(home)) as writable:
                migrate(writable)

    def close(self) -> None:
        """Let the files go."""
        self.connections.close()

    @property
    def file(self) -> FileIdentity:
        """Which file was the catalogue when `generation` was asked last."""
        return self.connections.file

    def generation(self) -> int:
        """The number of the last commit, as it is now, also where a backup was put in the file's place."""
        self.connections.look()
        with self.connections.lend() as connection:
            row = connection.execute("SELECT value FROM meta WHERE name = 'generation'").fetchone()
        return int(row[0]) if row else 0

    def edition(self) -> Edition:
        """The last commit.

        Raises:
            ArchiveMissingError: nothing was committed yet.
            ArchiveDamagedError: the catalogue cannot be read.
        """
        expected = acknowledged(self.home)  # before the catalogue, which may go on meanwhile
        with self.connections.lend() as connection:
            connection.execute("BEGIN")
            try:
                meta: dict[str, str] = dict(connection.execute("SELECT name, value FROM meta"))
                generation = int(meta.get("generation", 0))
                dead = connection.execute(f"SELECT key FROM passages WHERE {DEAD}", (generation,)).fetchall()
                shards = read_shards(connection)
            finally:
                connection.execute("COMMIT")
        ensure_reached(self.home, generation, expected)
        model = read_model(meta)
        if model is None or not generation:
            raise missing(self.home)
        return Edition(
            generation=generation,
            last_key=int(meta["last_key"]),
            dead=frozenset(key for (key,) in dead),
            model=model,
            indexed_at=meta["indexed_at"],
            shards=tuple(shards),
            words=self.home / meta["words_directory"],
        )

    def window(self, filters: Filters) -> Window:
        """Filters in the catalogue's terms; an outlet that the archive does not know leaves an empty list."""
        sources: tuple[int, ...] | None = None
        if filters.sources:
            folded = json.dumps([fold_source(source) for source in filters.sources])
            with self.connections.lend() as connection:
                rows = connection.execute(
                    "SELECT number FROM sources WHERE folded IN (SELECT value FROM json_each(?))", (folded,)
                ).fetchall()
            sources = tuple(number for (number,) in rows)
        return Window(
            int(filters.since.strftime("%Y%m%d")) if filters.since else None,
            int(filters.until.strftime("%Y%m%d")) if filters.until else None,
            sources,
        )
