"""Both indexes as their one writer holds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from archive.disk import full_disk_named
from archive.entries import IndexedPassage
from archive.seal import break_seal, seal
from archive.vector_index import VectorIndex
from archive.word_index import WordIndexWriter


class Indexes:
    """The vector index and the word index, written side by side.

    Args:
        vectors: the folder of the vector index; made where it does not exist.
        words: the folder of the word index; made where it does not exist.

    Raises:
        CouldNotRunError: from whatever writes, where the disk is full.
    """

    def __init__(self, vectors: Path, words: Path) -> None:
        self._folder = vectors
        self._home = vectors.parent
        self._failed = False
        with full_disk_named(self._home):
            self._words = WordIndexWriter(words)
            vectors.mkdir(parents=True, exist_ok=True)
            break_seal(vectors)
            self._vectors = VectorIndex(vectors, create=True)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="vectors")
        self._work: Future[None] | None = None

    def add(self, passages: Sequence[IndexedPassage]) -> None:
        """Take in new passages. At most one batch is under way, so that memory stays bounded."""
        self.wait()
        # Chroma lets other threads run while it inserts, so grams are cut meanwhile on the second core.
        self._work = self._thread.submit(self._change_vectors, lambda: self._vectors.add(passages))
        with full_disk_named(self._home):
            self._words.add(passages)

    def delete(self, keys: Sequence[int]) -> None:
        """Take passages out; a key that is not there is no error."""
        self.wait()
        with full_disk_named(self._home):
            self._change_vectors(lambda: self._vectors.delete(keys))
            self._words.delete(keys)

    def wait(self) -> None:
        """Wait until the vector index has what was added; the error of its thread, if any, is raised here."""
        work, self._work = self._work, None
        if work is not None:
            with full_disk_named(self._home):
                work.result()

    def commit_words(self) -> None:
        """Make the word index's changes durable; the vector index's are already."""
        with full_disk_named(self._home):
            self._words.commit()

    def hold(self, counts: Mapping[str, int]) -> bool:
        """Whether both hold as many passages, in each language, as the catalogue says."""
        held = {language: count for language, count in self._vectors.counts().items() if count}
        return held == dict(counts) and self._words.count() == sum(counts.values())

    def close(self) -> None:
        """Let the files go. What the word index was not told to commit is lost."""
        self._thread.shutdown(wait=True)
        self._vectors.close()
        if not self._failed:
            seal(self._folder)
        self._words.close()

    def _change_vectors(self, change: Callable[[], None]) -> None:
        try:
            change()
        except BaseException:
            self._failed = True
            raise
