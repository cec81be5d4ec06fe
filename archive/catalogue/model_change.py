"""The switch of the catalogue to another embedding model, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from archive.catalogue.connection import damage_named, transaction
from archive.catalogue.meta import Meta, of_model
from archive.catalogue.passage_table import PassageTable
from archive.catalogue.schema import LIVE
from archive.errors import CouldNotRunError
from archive.model import ModelIdentity
from archive.vectors.shards import Change
from archive.vectors.table import ShardTable


class ModelChange:
    """Gives every passage the vector of another model.

    Args:
        connection: the writer's.
        home: the data folder.
        meta: tells the current generation and takes the next.
        passages: give out the keys.
        shards: of the vector index.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        home: Path,
        meta: Meta,
        passages: PassageTable,
        shards: ShardTable,
    ) -> None:
        self._connection = connection
        self._home = home
        self._meta = meta
        self._passages = passages
        self._shards = shards

    def make(self, vectors: Path, model: ModelIdentity, words: str, shards: Iterable[Change]) -> int:
        """Change to another model: every passage anew, under a key behind all others, and the old ones dead.

        Nothing may be pending or dead (`archive.catalogue.unseen`).

        Args:
            vectors: an SQLite file whose table `passages` has the new vector and tokens of each key.
            model: the new one.
            words: the folder of the word index made of it, in which each key is raised by the last one that
                was given out.
            shards: the vector index made of it, with the same keys.

        Raises:
            CouldNotRunError: the file lacks a passage; nothing was changed.
        """
        generation, expected = self._meta.generation, len(self._passages.keys())
        behind = self._passages.next_key - 1
        at = {"generation": generation, "born": generation + 1, "behind": behind, "live": LIVE}
        changes = {**of_model(model), "words_directory": words}
        with damage_named(self._home):
            self._connection.execute("ATTACH ? AS fresh", (str(vectors),))
        try:
            with transaction(self._connection, self._home):
                born = self._connection.execute(
                    """
                    INSERT INTO passages
                    SELECT p.key + :behind, article, "start", "end", language, day, source,
                        f.vector, f.tokens, :born, :live
                    FROM main.passages p JOIN fresh.passages f ON f.key = p.key
                    WHERE p.born <= :generation AND p.died > :generation ORDER BY p.key
                    """,
                    at,
                ).rowcount
                if born != expected:
                    raise CouldNotRunError(
                        f"Only {born:,} of {expected:,} passages have new vectors; nothing was changed. "
                        "Start again: python -m ingest --reembed"
                    )
                self._connection.execute(
                    "UPDATE passages SET died = :born WHERE key <= :behind AND died = :live", at
                )
                self._connection.execute(
                    "UPDATE articles SET first_key = first_key + :behind WHERE died = :live", at
                )
                if generation:
                    changes |= {
                        "generation": str(generation + 1),
                        "last_key": str(self._passages.last_given()),
                    }
                self._meta.write(changes)
                self._shards.clear()
                self._shards.change(shards)
        finally:
            self._connection.execute("DETACH fresh")
        self._meta.written(changes)
        self._passages.next_key = 1 + self._passages.last_given()
        return self._meta.generation
