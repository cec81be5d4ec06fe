"""The terms of many passages, worked out in a process of its own beside what the caller does meanwhile.

Cutting words is Python's work through and through: a thread would only take turns with the caller. The
process holds no file and no lock.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Sequence

import numpy as np

from archive.entries import IndexedPassage
from archive.helper_process import HelperEndedError, HelperProcess, serve
from archive.words.terms import PassageTerms, Terms

_PART = 250
"""Passages whose terms are handed back at once: some 1 MB."""
_MANY = 1000
"""Passages that are worth the start of a process, which takes 0.1 s."""
_log = logging.getLogger(__name__)

_Passage = tuple[str, str, bytes]
"""Text, language, token ids (uint32)."""


class TermProcess:
    """The caller's end; one batch is under way at most. The process starts with the first."""

    def __init__(self) -> None:
        self._process: HelperProcess | None = None
        self._batch: Sequence[IndexedPassage] = ()
        self._unread = 0
        self._failed = False

    def can_begin(self, passages: int) -> bool:
        """Whether a batch of so many passages may begin.

        Not where it is not worth a start, the process ended by itself, or it was not heard to the end.
        """
        worth = self._process is not None or passages >= _MANY
        return worth and not self._failed and not self._unread

    def begin(self, passages: Sequence[IndexedPassage]) -> None:
        """Have the terms of a batch worked out; `finish` hands them over, before the next may begin."""
        self._batch, self._unread = passages, len(passages)
        if self._process is None:
            self._process = HelperProcess("archive.words.process")
        self._process.ask([(one.text, one.language, one.tokens.tobytes()) for one in passages])

    def finish(self) -> Iterator[tuple[IndexedPassage, Terms]]:
        """Wait for the batch under way, if any: its passages in order, with their terms.

        Where the process has ended (killed, no memory), what is left of the batch is worked out here.
        """
        batch, self._batch = self._batch, ()
        while batch and self._unread and not self._failed:
            assert self._process is not None  # noqa: S101 - begun
            first = len(batch) - self._unread
            try:
                part: list[Terms] = self._process.answer()
            except HelperEndedError:
                self._failed = True
            else:
                self._unread -= len(part)
                yield from zip(batch[first:], part, strict=False)
        if batch and self._unread:
            _log.warning("The process that cuts words has ended; this one does it now, more slowly.")
            terms = PassageTerms()
            for passage in batch[len(batch) - self._unread :]:
                yield passage, terms.of(passage.text, passage.language, passage.tokens.tolist())

    def close(self) -> None:
        """End the process, and give up what is under way."""
        process, self._process = self._process, None
        self._batch = ()
        if process is not None:
            process.close()


def _in_parts(batch: Sequence[_Passage], terms: PassageTerms) -> Iterator[list[Terms]]:
    for start in range(0, len(batch), _PART):
        yield [
            terms.of(text, language, np.frombuffer(tokens, dtype=np.uint32).tolist())
            for text, language, tokens in batch[start : start + _PART]
        ]


def main() -> int:
    """The process itself."""
    terms = PassageTerms()
    return serve(lambda batch: _in_parts(batch, terms))


if __name__ == "__main__":
    sys.exit(main())
