"""Writing to the archive: the one order in which catalogue and indexes are written.

catalogue (pending) -> words -> catalogue (committed) -> what was replaced is cleared away.

The catalogue always knows at least as much as the word index, so whatever a killed run left in that can be
named and taken out by the next writer. Shards of vectors are built beside, of what is committed, and named
with a later commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from archive.article import AS_IT_CAME, Article, Delivery
from archive.catalogue.acknowledged import acknowledge, acknowledged, ensure_not_lost, ensure_reached
from archive.catalogue.connection import FILE
from archive.catalogue.holdings import Holdings
from archive.catalogue.soundness import ensure_sound_of_late
from archive.catalogue.writing import Catalogue
from archive.entries import PassageEntry, PendingArticle
from archive.lock import WriterLock
from archive.memory import give_back
from archive.model import ModelIdentity, ensure_same_model
from archive.recovery import FIRST_WORDS, open_whole_words, recover, undo
from archive.vectors.keeping import ShardKeeper
from archive.words.index import WordIndexWriter

__all__ = ["ArchiveWriter", "ModelIdentity", "PassageEntry"]

_BATCH = 1000
"""Passages that are held in memory before they are written as pending."""


class ArchiveWriter:
    """The one writer of an archive; a context manager.

    Entering it takes the writer's lock and finishes or undoes what a killed run left. What is put is visible
    to readers, and safe, when `commit` has returned; what is not committed at the end is undone.

    Args:
        home: the data folder; made where it does not exist.
        model: the embedding model of the vectors that will be put.
        on_stage: is told the name of each step of the write order just after it is done; for tests.

    Raises:
        ArchiveBusyError: another process is writing.
        ModelMismatchError: the archive was made with another model; nothing was changed.
        ArchiveDamagedError: the catalogue cannot be read.
    """

    def __init__(
        self, home: Path, *, model: ModelIdentity, on_stage: Callable[[str], None] = lambda _stage: None
    ) -> None:
        self._home = home
        self._on_stage = on_stage
        self._buffer: dict[str, PendingArticle] = {}
        self._buffered_passages = 0
        self._words: WordIndexWriter | None = None
        self._shards = ShardKeeper(home)
        home.mkdir(parents=True, exist_ok=True)
        self._lock = WriterLock(home)
        self._lock.acquire()
        try:
            ensure_not_lost(home, home / FILE)
            expected = acknowledged(home)
            self._catalogue = Catalogue(home)
            ensure_reached(home, self._catalogue.generation, expected)
            ensure_sound_of_late(home, abandoned=self._lock.abandoned)
            if self._catalogue.model is not None:
                ensure_same_model(home, self._catalogue.model, model)
            self._dimension = model.dimension
            if self._catalogue.model is None:
                self._catalogue.found(model, FIRST_WORDS)
            recover(self._catalogue)
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> ArchiveWriter:
        """The writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo what was not committed, and give the lock back."""
        self.close()

    def close(self) -> None:
        """Undo what was not committed, and give the lock back."""
        try:
            self._buffer.clear()
            # What is committed is safe, and what is not is undone, now or by the next writer.
            with suppress(Exception):
                self._close_words()
            # Where that fails (a full disk, a torn index) the next writer does it.
            with suppress(Exception):
                if self._catalogue.unseen.pending():
                    undo(self._catalogue)
                self._name_shards()
            self._shards.close()
            self._catalogue.close()
        finally:
            self._lock.release()

    @property
    def generation(self) -> int:
        """The last committed generation."""
        return self._catalogue.generation

    @property
    def holdings(self) -> Holdings:
        """What the archive holds, asked article by article; what is buffered is not in it yet."""
        return self._catalogue.holdings

    def hashes(self) -> dict[str, str]:
        """Article id -> content hash of what is committed."""
        return self._catalogue.hashes()

    def versions(self) -> dict[str, int]:
        """Article id -> version of what is committed, where its system counts them."""
        return self._catalogue.versions()

    def forgotten(self) -> dict[str, str]:
        """Ids of articles that were removed on request -> the hash of their text."""
        return self._catalogue.forgotten.texts()

    def latest(self, article_id: str) -> PendingArticle | None:
        """An article as it stands now, whether committed or not, without its passages."""
        return self._buffer.get(article_id) or self._catalogue.originals.of(article_id)

    def embargoed_until(self, moment: str) -> list[PendingArticle]:
        """The articles whose embargo has ended by a moment (ISO 8601, UTC), without passages."""
        return self._catalogue.originals.embargoed_until(moment)

    def every_original(self) -> Iterator[PendingArticle]:
        """Every article with the record that it came from; nothing may be put before the end."""
        return self._catalogue.originals.all()

    def put(
        self,
        article: Article,
        content_hash: str,
        passages: Sequence[PassageEntry],
        delivery: Delivery = AS_IT_CAME,
    ) -> None:
        """Add an article or replace the one with its id. Cheap: the work is done in batches and at `commit`.

        What the article said before stays readable as an earlier version of it.

        Raises:
            ValueError: a passage lies outside the body, or a vector is of another dimension than the model's.
        """
        length = len(article.body)
        for entry in passages:
            if not 0 <= entry.start < entry.end <= length:
                raise ValueError(
                    f"A passage of {article.id} runs from {entry.start} to {entry.end}, "
                    f"but the body has {length} characters."
                )
            if entry.vector.shape != (self._dimension,):
                raise ValueError(
                    f"A passage of {article.id} has a vector of shape {entry.vector.shape}, "
                    f"but the model's have {self._dimension} numbers."
                )
        self._unbuffer(article.id)
        self._buffer[article.id] = PendingArticle(article, content_hash, passages, delivery)
        self._buffered_passages += len(passages)
        if self._buffered_passages >= _BATCH or len(self._buffer) >= _BATCH:
            self._flush()

    def remove(self, article_ids: Iterable[str]) -> None:
        """Take articles out as of the next commit; an id that is not there is no error."""
        ids = list(article_ids)
        for article_id in ids:
            self._unbuffer(article_id)
        if ids:
            self._open_words()
            self._catalogue.remove(ids)

    def commit(self) -> int:
        """Make everything put and removed durable and visible, as a new generation, and return its number.

        Where nothing was put or removed the generation stays, so that readers have nothing to re-open.
        """
        self._flush()
        if not self._catalogue.unseen.pending():
            return self._catalogue.generation
        self._open_words().commit()
        self._on_stage("words")
        generation = self._catalogue.commit(self._shards.built())
        acknowledge(self._home, generation)
        self._on_stage("committed")
        self._clear_away()
        self._shards.start()
        give_back()
        return generation

    def note_hashes(self, hashes: Mapping[str, str]) -> None:
        """Keep other content hashes of articles that stay as they are; at once, no commit is needed."""
        self._catalogue.note_hashes(hashes)

    def commit_rewordings(self, article_ids: Iterable[str]) -> int:
        """Commit articles that say what they said before, without keeping their former text as a version."""
        before = self._catalogue.earlier.last()
        generation = self.commit()
        self._catalogue.earlier.drop(article_ids, before)
        return generation

    def record_run(self, summary: Mapping[str, object]) -> None:
        """Keep the summary of a run in the archive's log."""
        self._catalogue.log.record_run(summary)

    def record_refusals(self, paths: Iterable[str], refused: Iterable[tuple[str, int | None, str]]) -> None:
        """Keep path, record and reason of what was refused of the files that were read."""
        self._catalogue.log.record_refusals(paths, refused)

    def _unbuffer(self, article_id: str) -> None:
        held = self._buffer.pop(article_id, None)
        if held is not None:
            self._buffered_passages -= len(held.passages)

    def _flush(self) -> None:
        """Write the buffer as pending, and hand it to the word index."""
        if not self._buffer:
            return
        words = self._open_words()
        passages = self._catalogue.add(list(self._buffer.values()))
        self._buffer.clear()
        self._buffered_passages = 0
        self._on_stage("pending")
        if passages:
            words.add(passages)

    def _clear_away(self) -> None:
        """Take what the last commit replaced or removed out of the word index, then out of the catalogue."""
        keys = self._catalogue.unseen.keys()
        if keys:
            words = self._open_words()
            words.delete(keys)
            words.commit()
            self._on_stage("words cleared")
        self._catalogue.unseen.bury()
        self._on_stage("cleared")

    def _name_shards(self) -> None:
        """Wait for the shards that are being built, or can now be, and name them; nothing may be pending."""
        while changes := self._shards.built(wait=True):
            acknowledge(self._home, self._catalogue.switch(shards=changes))
            self._on_stage("shards named")
            self._shards.start()

    def _open_words(self) -> WordIndexWriter:
        """The word index, opened when first needed: a run that changes nothing need not wait for it."""
        if self._words is None:
            self._words = open_whole_words(self._catalogue)
            self._shards.start()
        return self._words

    def _close_words(self) -> None:
        words, self._words = self._words, None
        if words is not None:
            words.close()
