"""What stands in a container: under which path it goes, and how its bytes are read."""

from __future__ import annotations

import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase, RawIOBase
from pathlib import Path, PurePath

from archive.errors import RefusedError
from ingest.files.document import HEAD_BYTES, Document
from ingest.files.tree import BESIDE_ARTICLES
from ingest.files.unpacking import Counted, DamagedError

_LEADS_OUT = re.compile(r"/|[A-Za-z]:|(?:.*/)?\.\.(?:/|$)", re.DOTALL)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# Enough for the first bytes of a packed file that does not pack well.
_KEPT = 2 * HEAD_BYTES
# What the libraries raise where a container's bytes are damaged.
DAMAGES = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    OverflowError,
)


def member_path(container: Path, name: str) -> Path:
    """The path of a member: its container's, and below it its name.

    Args:
        container: the container's path.
        name: the member's name as it stands there; a backslash is taken for a slash, as Windows writes it.

    Raises:
        RefusedError: if the name leads out of the container.
    """
    inside = name.replace("\\", "/")
    if _LEADS_OUT.match(inside):
        raise RefusedError(
            f"the member {_CONTROLS.sub('�', name[:200])!r} is left out: its name leads out of the file"
        )
    return container / PurePath(_CONTROLS.sub("�", inside))


def is_left_out(document: Document, name: str) -> bool:
    """Whether a member of a container is left out, as it would be in a folder.

    It is where it is hidden, or a picture, a style or a program; the latter are counted.
    """
    inside = PurePath(name.replace("\\", "/"))
    if any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in inside.parts):
        return True
    if inside.suffix.lower().lstrip(".") in BESIDE_ARTICLES:
        document.pass_over()
        return True
    return False


class Guarded(RawIOBase):
    """A member's bytes, whose damages are told as those of a packed file are."""

    def __init__(self, inner: BufferedIOBase) -> None:
        super().__init__()
        self._inner = inner

    def readable(self) -> bool:
        """A member can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer."""
        try:
            return self._inner.readinto(buffer)
        except DAMAGES as error:
            raise DamagedError(f"the member is damaged ({error or 'it breaks off'})") from None


class OnePass:
    """A source that is read once, as its container is read through; only its first bytes can be had again."""

    def __init__(self, inner: RawIOBase, size: int) -> None:
        self.size = size
        self._inner = inner
        self._kept = bytearray()
        self._passed = False

    @contextmanager
    def open(self) -> Iterator[Counted]:
        """The bytes from the first.

        Raises:
            RefusedError: if more than the first were read before.
        """
        if self._passed:
            raise RefusedError("the member can be read only once; unpack the file that it lies in")
        yield Counted(_Replayed(self), self.size)

    def read_at(self, position: int, size: int) -> bytes:
        """Up to some bytes from a place that was read before, or from the next."""
        if position < len(self._kept):
            return bytes(self._kept[position : position + size])
        piece = bytearray(size)
        del piece[self._inner.readinto(piece) or 0 :]
        if len(self._kept) + len(piece) <= _KEPT and not self._passed:
            self._kept += piece
        else:
            self._passed = True
            self._kept.clear()
        return bytes(piece)


class _Replayed(RawIOBase):
    """One reading of a source that is read once."""

    def __init__(self, source: OnePass) -> None:
        super().__init__()
        self._source = source
        self._position = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._source.read_at(self._position, len(buffer))
        buffer[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)
