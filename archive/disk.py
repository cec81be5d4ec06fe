"""A full disk, told by its name: SQLite, Chroma and tantivy each say it in their own words, or not at all."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import CouldNotRunError, IsnadError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_SIGNS = ("disk is full", "no space left", "os error 28", "quota exceeded")
_SCARCE = 32 << 20
"""Bytes: below this an error that gives no reason is taken for one of space (Chroma gives none)."""


@contextmanager
def full_disk_named(home: Path) -> Iterator[None]:
    """Turn whatever a full disk makes of what happens inside into one sentence; other errors go on.

    Raises:
        CouldNotRunError: naming the disk.
    """
    try:
        yield
    except IsnadError:
        raise
    except Exception as error:
        if not _tells_of_space(error) and not is_scarce(home):
            raise
        raise full_disk(home) from error


def full_disk(home: Path) -> CouldNotRunError:
    """The sentence for a disk that is full."""
    free = _free(home)
    left = "" if free is None else f" ({free / 1e6:.1f} MB are free)"
    return CouldNotRunError(
        f"The disk that holds {home} is full{left}. "
        "Free some space and start again; what was committed is safe."
    )


def _tells_of_space(error: BaseException) -> bool:
    said = str(error).lower()
    return (isinstance(error, OSError) and error.errno in _FULL) or any(sign in said for sign in _SIGNS)


def is_scarce(home: Path) -> bool:
    """Whether an error that gives no reason may be one of space."""
    free = _free(home)
    return free is not None and free < _SCARCE


def _free(home: Path) -> int | None:
    try:
        return shutil.disk_usage(home).free
    except OSError:
        return None
