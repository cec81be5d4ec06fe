"""Packed bytes, unpacked as they are read: gzip, bzip2, xz and zstd, each told by its first bytes."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from typing import Protocol

import zstandard

# Text packs about 10:1; beyond this ratio, and this many bytes, a packed file is a bomb.
LARGEST_RATIO = 200
RATIO_COUNTS_FROM = 64 << 20
# What a file may want for its dictionary; the largest that `xz -9` and `zstd --ultra` make fit into it.
_MOST_MEMORY = 128 << 20
_MOST_LAYERS = 3
_MAGIC_BYTES = 8


class DamagedError(Exception):
    """The content cannot be had beyond this place; the message is the reason, for people."""


class Decompressor(Protocol):
    """What unpacks one piece of packed bytes after the other, as those of `bz2` and `lzma` do."""

    @property
    def eof(self) -> bool:
        """Whether the packed bytes ended."""
        ...

    @property
    def unused_data(self) -> bytes:
        """What came after their end."""
        ...

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes out before something more goes in."""
        ...

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """The next unpacked bytes."""
        ...


class _Gzip:
    """One member of a gzip file."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        piece = self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
        self.needs_input = len(piece) < max_length and not self._inner.unconsumed_tail
        return piece


class _Zstd:
    """One frame of a zstd file. It has no upper length: what goes in has to be small."""

    needs_input = True

    def __init__(self) -> None:
        self._inner = zstandard.ZstdDecompressor(max_window_size=_MOST_MEMORY).decompressobj()

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:  # noqa: ARG002
        return self._inner.decompress(data)


@dataclass(frozen=True, slots=True)
class Packing:
    """A way to pack one file.

    Attributes:
        name: what people call it.
        magic: what its files begin with.
        decompressor: makes what unpacks one file.
        piece: how many packed bytes are taken at once.
    """

    name: str
    magic: bytes
    decompressor: Callable[[], Decompressor]
    piece: int = 1 << 16


_PACKINGS = (
    Packing("gzip", b"\x1f\x8b\x08", _Gzip),
    Packing("bzip2", b"BZh", bz2.BZ2Decompressor),
    Packing("xz", b"\xfd7zXZ\x00", lambda: lzma.LZMADecompressor(memlimit=_MOST_MEMORY)),
    # Two kilobytes of zstd hold at most 64 MB.
    Packing("zstd", b"\x28\xb5\x2f\xfd", _Zstd, piece=1 << 11),
)
_SKIPPABLE_FRAME = b"\x2a\x4d\x18"


def packing_of(head: bytes) -> Packing | None:
    """How a file is packed that begins with some bytes, if it is."""
    if head[1:4] == _SKIPPABLE_FRAME and head[0] & 0xF0 == 0x50:
        return _PACKINGS[-1]
    return next((packing for packing in _PACKINGS if head.startswith(packing.magic)), None)


class _Peekable(Protocol):
    """Bytes of which the next can be seen before they are read."""

    def peek(self, size: int, /) -> bytes: ...

    def read(self, size: int, /) -> bytes: ...

    def read1(self, size: int, /) -> bytes: ...


class _Unpacked(RawIOBase):
    """The content of a packed file, all its members or frames one after the other."""

    def __init__(self, packed: _Peekable, packing: Packing) -> None:
        super().__init__()
        self._packed = packed
        self._packing = packing
        self._decompressor = packing.decompressor()
        self._ready = memoryview(b"")
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._ready and not self._ended:
            try:
                self._ready = memoryview(self._next(max(len(buffer), 1 << 16)))
            except EOFError:
                raise DamagedError(f"the {self._packing.name} file breaks off before its end") from None
            # bzip2 tells its damages as OSError, which here cannot come from the disk: the bytes are read.
            except (zlib.error, lzma.LZMAError, zstandard.ZstdError, OSError, ValueError) as error:
                raise DamagedError(f"the {self._packing.name} file is damaged ({error})") from None
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _next(self, size: int) -> bytes:
        data = b""
        if self._decompressor.eof:
            data = self._decompressor.unused_data
            data += self._packed.read(_MAGIC_BYTES) if len(data) < _MAGIC_BYTES else b""
            if packing_of(data) is not self._packing:
                self._ended = True
                if data.strip(b"\x00"):
                    raise ValueError("something else follows its end")
                return b""
            self._decompressor = self._packing.decompressor()
        elif self._decompressor.needs_input:
            data = self._packed.read(self._packing.piece)
            if not data:
                raise EOFError
        return self._decompressor.decompress(data, size)


class Counted(RawIOBase):
    """The bytes of a file as they lie, counted, and no more than there were when it was opened.

    Attributes:
        given: how many were read.
    """

    def __init__(self, raw: RawIOBase, size: int) -> None:
        super().__init__()
        self._raw = raw
        self._size = size
        self.given = 0

    def readable(self) -> bool:
        """A file can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; a file that grows while it is read is read as far as it went."""
        wanted = min(len(buffer), self._size - self.given)
        count = self._raw.readinto(memoryview(buffer)[:wanted]) or 0
        self.given += count
        return count


@dataclass(slots=True)
class Allowance:
    """How much may be unpacked out of one file on disk, whatever is nested in it.

    Attributes:
        size: bytes of the file on disk.
        given: bytes unpacked so far.
    """

    size: int
    given: int = 0

    @property
    def spent(self) -> bool:
        """Whether more came out than a file of that size can sensibly hold."""
        return is_bomb(self.given, self.size)


def is_bomb(unpacked: int, packed: int) -> bool:
    """Whether some bytes are more than so few packed ones can sensibly hold."""
    return unpacked > max(RATIO_COUNTS_FROM, LARGEST_RATIO * packed)


class Layers:
    """A file without its packings, however many are round it; damages are told by `DamagedError`.

    Attributes:
        name: of the innermost packing, empty where there is none.
        content: what is in it.
    """

    def __init__(self, raw: Counted) -> None:
        self.name = ""
        self.content: _Peekable = BufferedReader(raw, 1 << 16)
        count = 0
        while packing := packing_of(self.content.peek(_MAGIC_BYTES)[:_MAGIC_BYTES]):
            count += 1
            if count > _MOST_LAYERS:
                raise DamagedError(f"the file is packed more than {_MOST_LAYERS} times over")
            self.name = packing.name
            self.content = BufferedReader(_Unpacked(self.content, packing), 1 << 16)
