"""The terms of many passages, worked out in a process of its own beside what the caller does meanwhile.

Cutting words is Python's work through and through: a thread would only take turns with the caller. The
process holds no file and no lock; it ends when its pipe is closed, however the caller ended.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import numpy as np

from archive.entries import IndexedPassage
from archive.passage_terms import PassageTerms, Terms

_ROOT = Path(__file__).resolve().parents[1]
_PART = 250
"""Passages whose terms are handed back at once: some 1 MB."""
_log = logging.getLogger(__name__)

_Passage = tuple[str, str, bytes]
"""Text, language, token ids (uint32)."""


class TermProcess:
    """The caller's end; one batch is under way at most. The process starts with the first."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._batch: Sequence[IndexedPassage] = ()
        self._unread = 0
        self._failed = False

    @property
    def can_begin(self) -> bool:
        """Whether a batch may begin: not where the process ended by itself, or was not heard to the end."""
        return not self._failed and not self._unread

    def begin(self, passages: Sequence[IndexedPassage]) -> None:
        """Have the terms of a batch worked out; `finish` hands them over, before the next may begin."""
        self._batch, self._unread = passages, len(passages)
        try:
            if self._process is None:
                self._process = _start()
            assert self._process.stdin is not None  # noqa: S101 - a pipe
            _send(
                self._process.stdin,
                [(passage.text, passage.language, passage.tokens.tobytes()) for passage in passages],
            )
        except OSError:
            self._failed = True

    def finish(self) -> Iterator[tuple[IndexedPassage, Terms]]:
        """Wait for the batch under way, if any: its passages in order, with their terms.

        Where the process has ended (killed, no memory), what is left of the batch is worked out here.
        """
        batch, self._batch = self._batch, ()
        while batch and self._unread and not self._failed:
            first = len(batch) - self._unread
            try:
                part = self._next_part()
            except (OSError, EOFError, pickle.UnpicklingError):
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
            process.kill()
            process.communicate()

    def _next_part(self) -> list[Terms]:
        assert self._process is not None  # noqa: S101 - begun
        assert self._process.stdout is not None  # noqa: S101 - a pipe
        part: list[Terms] = pickle.load(self._process.stdout)  # noqa: S301 - from our own process
        return part


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "archive.term_process"],
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _send(pipe: IO[bytes], message: object) -> None:
    pickle.dump(message, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def serve() -> int:
    """The process itself: batches on standard input, their terms in parts, until that is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller decides what Ctrl-C means
    caller, terms = os.getppid(), PassageTerms()
    while True:
        try:
            batch: list[_Passage] = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
        except EOFError:
            return 0
        # The caller reads when it has time: all is worked out first, packed small.
        parts: list[bytes] = []
        for start in range(0, len(batch), _PART):
            if os.getppid() != caller:
                return 0
            parts.append(_packed(terms, batch[start : start + _PART]))
        sys.stdout.buffer.writelines(parts)
        sys.stdout.buffer.flush()


def _packed(terms: PassageTerms, passages: Sequence[_Passage]) -> bytes:
    found = [
        terms.of(text, language, np.frombuffer(tokens, dtype=np.uint32).tolist())
        for text, language, tokens in passages
    ]
    return pickle.dumps(found, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    sys.exit(serve())
