"""The catalogue: the store of record (SQLite), as its only writer sees it.

The two indexes hold copies of what stands here and can be made again from it. What readers ask of it stands
in `archive.catalogue.reading`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from archive.catalogue.connection import connect, damage_named, transaction
from archive.catalogue.forgotten import Forgotten
from archive.catalogue.holdings import Holdings
from archive.catalogue.meta import Meta, of_model
from archive.catalogue.model_change import ModelChange
from archive.catalogue.originals import Originals
from archive.catalogue.passage_table import PassageTable
from archive.catalogue.run_log import RunLog
from archive.catalogue.schema import LIVE, migrate
from archive.catalogue.source_table import SourceTable
from archive.catalogue.unseen import Unseen
from archive.catalogue.versions import Versions
from archive.clock import now
from archive.entries import IndexedPassage, PendingArticle
from archive.model import ModelIdentity
from archive.vectors.shards import Change
from archive.vectors.table import ShardTable


class Catalogue:
    """The writer's hand on the catalogue. What it writes belongs to the generation after the current one.

    Attributes:
        home: the data folder.
        passages: with their vectors and keys.
        shards: of the vector index.
        forgotten: the articles that were removed for good.
        holdings: the articles that there are, asked one by one.
        originals: the articles whole, with the records that they came from.
        earlier: what articles said before they were corrected.
        unseen: what is pending, and what has died.
        model_change: the switch to another embedding model.
        log: of the runs.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        with damage_named(home):
            self._connection = connect(home, create=True)
            migrate(self._connection)
            self._meta = Meta(self._connection)
            self._sources = SourceTable(self._connection)
            self.passages = PassageTable(self._connection, home, self._meta)
        self.shards = ShardTable(self._connection, home)
        self.forgotten = Forgotten(self._connection, home)
        self.holdings = Holdings(self._connection, home)
        self.originals = Originals(self._connection, home)
        self.earlier = Versions(self._connection, home)
        self.unseen = Unseen(self._connection, home, self._meta, self.earlier)
        self.model_change = ModelChange(self._connection, home, self._meta, self.passages, self.shards)
        self.log = RunLog(self._connection, home)

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    @property
    def generation(self) -> int:
        """The last committed generation, 0 before the first."""
        return self._meta.generation

    @property
    def model(self) -> ModelIdentity | None:
        """The model of the vectors, None in a new catalogue."""
        return self._meta.model

    @property
    def words(self) -> Path:
        """Where the word index lives now."""
        return self.home / self._meta.words

    def found(self, model: ModelIdentity, words: str) -> None:
        """Begin a new archive, with a folder for its word index."""
        self._set({"generation": "0", **of_model(model), "words_directory": words})

    def hashes(self) -> dict[str, str]:
        """Article id -> content hash of what is committed."""
        generation = self.generation
        with damage_named(self.home):
            return dict(
                self._connection.execute(
                    "SELECT id, content_hash FROM articles WHERE born <= ? AND died > ?",
                    (generation, generation),
                )
            )

    def versions(self) -> dict[str, int]:
        """Article id -> version of what is committed, where its system counts them."""
        with damage_named(self.home):
            return dict(
                self._connection.execute(
                    "SELECT id, version FROM articles WHERE version IS NOT NULL AND born <= ?1 AND died > ?1",
                    (self.generation,),
                )
            )

    def forget(self, articles: Mapping[str, str]) -> tuple[int, int, int]:
        """Take articles out as of the next commit, for good.

        Args:
            articles: ids with the hash of each one's text; one that is not there is only noted.

        Returns:
            How many articles, earlier versions and passages of them there were.
        """
        with transaction(self._connection, self.home):
            passages = versions = 0
            for article_id in articles:
                passages += self._connection.execute(
                    "SELECT TOTAL(passages) FROM articles WHERE id = ? AND died = ?", (article_id, LIVE)
                ).fetchone()[0]
                versions += self.earlier.forget(article_id)
            self.forgotten.note(articles)
            return self._retire(articles), versions, int(passages)

    def note_hashes(self, hashes: Mapping[str, str]) -> None:
        """Keep other content hashes of articles that stay as they are."""
        with transaction(self._connection, self.home):
            self._connection.executemany(
                "UPDATE articles SET content_hash = ? WHERE id = ? AND died = ?",
                [(content_hash, article_id, LIVE) for article_id, content_hash in hashes.items()],
            )

    def add(self, articles: Sequence[PendingArticle]) -> list[IndexedPassage]:
        """Write articles as pending, in place of what has their ids; returns what the indexes are to hold."""
        indexed: list[IndexedPassage] = []
        with transaction(self._connection, self.home):
            self._retire(pending.article.id for pending in articles)
            for pending in articles:
                indexed += self._add(pending)
        return indexed

    def remove(self, article_ids: Iterable[str]) -> int:
        """Take articles out as of the next commit; returns how many there were."""
        with transaction(self._connection, self.home):
            return self._retire(article_ids)

    def commit(self, shards: Iterable[Change] = ()) -> int:
        """Make everything pending the truth, durably, and name shards that were built meanwhile."""
        self._set(
            {
                "generation": str(self.generation + 1),
                "last_key": str(self.passages.next_key - 1),
                "indexed_at": now(),
            },
            shards,
        )
        return self.generation

    def raise_generation(self, at_least: int) -> None:
        """Go on counting from a higher number, with the same content; nothing may be pending."""
        self._set({"generation": str(max(self.generation, at_least))})

    def switch(self, *, words: str | None = None, shards: Iterable[Change], anew: bool = False) -> int:
        """Point the readers to freshly built indexes, as a new generation with the same content.

        Nothing may be pending.

        Args:
            words: the folder of another word index.
            shards: to be named.
            anew: whether no other shards are to be named any more.
        """
        changes = {} if words is None else {"words_directory": words}
        if self.generation:
            changes["generation"] = str(self.generation + 1)
        self._set(changes, shards, anew=anew)
        return self.generation

    def _add(self, pending: PendingArticle) -> Iterator[IndexedPassage]:
        info, delivery = pending.article.info, pending.delivery
        inserted = self._connection.execute(
            """
            INSERT INTO articles (id, content_hash, title, language, published, day, source, author, url,
                                  path, first_key, passages, born, died, updated, version, embargo, standing)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (
                info.id,
                pending.content_hash,
                info.title,
                info.language,
                info.published,
                info.day,
                info.source,
                info.author,
                info.url,
                info.path,
                self.passages.next_key,
                len(pending.passages),
                self.generation + 1,
                LIVE,
                info.updated,
                delivery.version,
                delivery.embargo,
                delivery.standing.value,
            ),
        )
        number = int(inserted.lastrowid or 0)  # an INSERT gives one
        self._connection.execute("INSERT INTO bodies VALUES (?, ?)", (number, pending.article.body))
        if delivery.original:
            self._connection.execute("INSERT INTO originals VALUES (?, ?)", (number, delivery.original))
        return self.passages.add(pending, number, self._sources.number_of(info.source))

    def _retire(self, article_ids: Iterable[str]) -> int:
        dies = self.generation + 1
        rows = self._connection.execute(
            f"""
            SELECT number, first_key, passages FROM json_each(?1) asked CROSS JOIN articles a
            WHERE a.id = asked.value AND died = {LIVE}
            """,
            (json.dumps(list(dict.fromkeys(article_ids))),),
        ).fetchall()
        for number, first, count in rows:
            self._connection.execute("UPDATE articles SET died = ? WHERE number = ?", (dies, number))
            self._connection.execute(
                "UPDATE passages SET died = ? WHERE key >= ? AND key < ?", (dies, first, first + count)
            )
        return len(rows)

    def _set(self, values: Mapping[str, str], shards: Iterable[Change] = (), *, anew: bool = False) -> None:
        with transaction(self._connection, self.home):
            self._meta.write(values)
            if anew:
                self.shards.clear()
            self.shards.change(shards)
        self._meta.written(values)
