"""The articles that a run has met, in a few bytes each, however many there are."""

from __future__ import annotations

from array import array

_FIRST_SIZE = 1 << 12
_FREE = 0
_HELD, _COPIED = 1, 2


class Met:
    """Article id -> hash of the record that was met last, and what else is known of the article.

    Whether the archive had it before the run, and whether another was met that is a copy of it.

    An id and a hash are 16 hexadecimal digits each, so that two tables of numbers hold them, 34 to 68 bytes
    an article, where a dictionary of texts takes 250.
    """

    def __init__(self) -> None:
        self._names = array("Q", bytes(8 * _FIRST_SIZE))
        self._hashes = array("Q", bytes(8 * _FIRST_SIZE))
        self._marks = bytearray(_FIRST_SIZE)
        self._count = 0

    def __len__(self) -> int:
        """How many articles were met."""
        return self._count

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return self._names.itemsize * (len(self._names) + len(self._hashes)) + len(self._marks)

    def __contains__(self, article_id: str) -> bool:
        """Whether an article was met."""
        return bool(self._names[self._place(_number(article_id))])

    def last(self, article_id: str) -> str | None:
        """The hash of the record of an article that was met last."""
        place = self._place(_number(article_id))
        return f"{self._hashes[place]:016x}" if self._names[place] else None

    def was_held(self, article_id: str) -> bool:
        """Whether the archive had an article when it was first met."""
        return bool(self._marks[self._place(_number(article_id))] & _HELD)

    def was_copied(self, article_id: str) -> bool:
        """Whether a copy of an article was met."""
        return bool(self._marks[self._place(_number(article_id))] & _COPIED)

    def note_copied(self, article_id: str) -> None:
        """Note that a copy of an article was met; of one that was not met itself it is forgotten."""
        place = self._place(_number(article_id))
        if self._names[place]:
            self._marks[place] |= _COPIED

    def add(self, article_id: str, record_hash: str, *, held: bool) -> None:
        """Note an article that was not met before."""
        if 2 * self._count >= len(self._names):
            self._grow()
        number = _number(article_id)
        place = self._place(number)
        self._names[place], self._marks[place] = number, _HELD if held else 0
        self._hashes[place] = int(record_hash, 16)
        self._count += 1

    def replace(self, article_id: str, record_hash: str) -> None:
        """Note another record of an article that was met before."""
        self._hashes[self._place(_number(article_id))] = int(record_hash, 16)

    def _place(self, number: int) -> int:
        """Where an article stands, or would stand; ids are hashes, so their last bits are as good as any."""
        names = self._names
        mask = len(names) - 1
        place = number & mask
        while names[place] not in (_FREE, number):
            place = place + 1 & mask
        return place

    def _grow(self) -> None:
        names, hashes, marks = self._names, self._hashes, self._marks
        size = 2 * len(names)
        self._names, self._hashes = array("Q", bytes(8 * size)), array("Q", bytes(8 * size))
        self._marks = bytearray(size)
        for number, record_hash, mark in zip(names, hashes, marks, strict=True):
            if number:
                place = self._place(number)
                self._names[place], self._hashes[place], self._marks[place] = number, record_hash, mark


def _number(article_id: str) -> int:
    # No article is told by 16 zeros more than by 15 and a one; zero stands for a free place.
    return int(article_id, 16) or 1
