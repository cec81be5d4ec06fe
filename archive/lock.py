"""One writer at a time: an operating-system lock on the data folder.

The lock belongs to the process, so that the system itself lets it go when the process ends, however it ends.
Who holds it stands in a second file beside it, because the locked file cannot be read on every system.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from archive.clock import now
from archive.disk import full_disk_named
from archive.errors import ArchiveBusyError

_LOCK = "writer.lock"
_HOLDER = "writer.json"


class WriterLock:
    """The right to write to a data folder; a context manager.

    Attributes:
        abandoned: whether who held it before did not give it back; known once it is taken.

    Raises:
        ArchiveBusyError: at once, on entering, where another process (or writer of this one) holds it.
    """

    def __init__(self, home: Path) -> None:
        self.abandoned = False
        self._home = home
        self._lock = FileLock(home / _LOCK, thread_local=False)

    def __enter__(self) -> WriterLock:
        """Take the lock or be refused at once."""
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the lock back."""
        self.release()

    def acquire(self) -> None:
        """Take the lock or be refused at once."""
        self._take()
        self.abandoned = (self._home / _HOLDER).exists()
        holder = {
            "pid": os.getpid(),
            "host": platform.node(),
            "since": now(),
            "command": " ".join(sys.argv),
        }
        fresh = self._home / f"{_HOLDER}.new"
        try:
            with full_disk_named(self._home):
                fresh.write_text(json.dumps(holder, ensure_ascii=False), encoding="utf-8")
                fresh.replace(self._home / _HOLDER)
        except BaseException:
            self._lock.release()
            raise

    def release(self) -> None:
        """Give the lock back."""
        with suppress(OSError):
            (self._home / _HOLDER).unlink()
        self._lock.release()

    def ensure_free(self) -> None:
        """Be refused where another process holds it, and leave everything as it is."""
        self._take()
        self._lock.release()

    def _take(self) -> None:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise ArchiveBusyError(
                f"{self._home} is being written to by {self._holder()}. "
                "Wait until it is done, or end it, and then start again."
            ) from None

    def _holder(self) -> str:
        try:
            holder = json.loads((self._home / _HOLDER).read_text(encoding="utf-8"))
            return (
                f"process {holder['pid']} on {holder['host']} since {holder['since']} "
                f"({holder['command'] or 'an interactive session'})"
            )
        except (OSError, ValueError, KeyError, TypeError):
            return "another process"


def ensure_nobody_writes(home: Path) -> None:
    """Be refused at once, before anything that takes long is begun.

    Raises:
        ArchiveBusyError: another process is writing.
    """
    if (home / _LOCK).exists():
        WriterLock(home).ensure_free()
