"""How far a command is, on standard error where that is a terminal, and how it is asked to stop."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Never

from tqdm import tqdm

Progress = Callable[[int, int, int], None]
"""Told the bytes read, the bytes to be read, and the articles met so far."""

Stopped = Callable[[], bool]
"""Asked whether to end early."""


class ByteBar:
    """A progress bar by bytes read, with articles a second."""

    def __init__(self) -> None:
        self._bar = tqdm(total=0, unit="B", unit_scale=True, disable=None, leave=False, mininterval=0.2)

    def __call__(self, done: int, total: int, articles: int) -> None:
        """Move the bar."""
        if self._bar.disable:
            return
        self._bar.total = total
        elapsed = self._bar.format_dict["elapsed"]
        if elapsed:
            self._bar.set_postfix_str(f"{articles:,} articles, {articles / elapsed:,.0f}/s", refresh=False)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Take the bar off the screen."""
        self._bar.close()


class PassageBar:
    """A progress bar by passages, or what else is counted, one for each stage, with rate and time left."""

    def __init__(self, unit: str = "passages") -> None:
        self._unit = unit
        self._stage = ""
        self._bar: tqdm[Never] | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Move the bar; what was done before a stage began does not count into its rate."""
        bar = self._bar
        if bar is None or stage != self._stage:
            self.close()
            self._stage = stage
            self._bar = bar = tqdm(
                desc=stage,
                total=total,
                initial=done,
                unit=f" {self._unit}",
                disable=None,
                leave=False,
                mininterval=0.2,
            )
        bar.update(done - bar.n)

    def close(self) -> None:
        """Take the bar off the screen."""
        if self._bar is not None:
            self._bar.close()


@contextmanager
def asked_to_stop() -> Iterator[list[int]]:
    """A list that is no longer empty once Ctrl-C was pressed or the system asked the process to end.

    The second time it ends at once.
    """
    asked: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)
        sys.stderr.write("\nStopping after the current batch; press Ctrl-C again to stop at once.\n")

    former = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
