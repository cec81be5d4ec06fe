"""The word index as the archive's one writer holds it: where the disk is full, it says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from archive.disk import full_disk_named
from archive.entries import IndexedPassage
from archive.words.index import WordIndexWriter


class Words:
    """Adds and deletes passages; nothing is visible or durable before `commit`.

    Args:
        folder: made where it does not exist.

    Raises:
        ValueError: the index is torn.
        CouldNotRunError: from whatever writes, where the disk is full.
    """

    def __init__(self, folder: Path) -> None:
        self._home = folder.parent
        with full_disk_named(self._home):
            self._index = WordIndexWriter(folder)

    def add(self, passages: Sequence[IndexedPassage]) -> None:
        """Take in new passages."""
        with full_disk_named(self._home):
            self._index.add(passages)

    def delete(self, keys: Iterable[int]) -> None:
        """Take passages out; a key that is not there is no error."""
        with full_disk_named(self._home):
            self._index.delete(keys)

    def commit(self) -> None:
        """Make it durable."""
        with full_disk_named(self._home):
            self._index.commit()

    def count(self) -> int:
        """How many passages are committed."""
        return self._index.count()

    def close(self) -> None:
        """Let the files go. What was not committed is lost."""
        self._index.close()
