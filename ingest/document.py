"""A file as readers see it: bytes, unpacked where it is packed, and never more of them than is sensible."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from io import BufferedReader, RawIOBase
from pathlib import Path

from archive.errors import RefusedError
from ingest.decoding import decode

GZIP_MAGIC = b"\x1f\x8b"
HEAD_BYTES = 1 << 18
# A file that is read at once (all formats but JSONL and CSV) may have this many bytes, unpacked.
LARGEST_WHOLE = 256 << 20
# Text packs about 10:1; beyond this ratio, and this many bytes, a packed file is a bomb.
LARGEST_RATIO = 200
RATIO_COUNTS_FROM = 64 << 20


class Document:
    """One file to be read.

    Attributes:
        path: where it lies.
        extension: the last extension in lower case without the dot, a `gz` taken off ("a.JSONL.gz": "jsonl").
        size: bytes on disk.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        suffixes = [suffix.lower().lstrip(".") for suffix in path.suffixes]
        if suffixes and suffixes[-1] in ("gz", "gzip"):
            suffixes.pop()
        self.extension = suffixes[-1] if suffixes else ""
        self._stream: Stream | None = None
        try:
            self.size = path.stat().st_size
        except OSError as error:
            raise unreadable(error) from None

    @property
    def stem(self) -> str:
        """The file's name without its extensions."""
        name = self.path.name
        for ending in (".gz", ".gzip", f".{self.extension}"):
            if len(ending) > 1 and name.lower().endswith(ending):
                name = name[: -len(ending)]
        return name

    @property
    def position(self) -> int:
        """How many bytes on disk have been read of late, for a progress bar."""
        return self._stream.position if self._stream else 0

    @cached_property
    def head(self) -> bytes:
        """The first bytes, unpacked: enough to tell the format and the encoding.

        Raises:
            RefusedError: if the file cannot be read or is empty.
        """
        with self.open() as stream:
            head = stream.read(HEAD_BYTES)
        if not head:
            raise RefusedError("the file is empty")
        return head

    @cached_property
    def head_text(self) -> str:
        """The first bytes as text, without a byte order mark and white space; empty where they are no text.

        Raises:
            RefusedError: if the file cannot be read or is empty.
        """
        head = self.head
        try:
            return decode(head).lstrip("\ufeff \t\r\n")
        except RefusedError:
            return ""

    @contextmanager
    def open(self) -> Iterator[Stream]:
        """The content, unpacked, as a stream.

        Raises:
            RefusedError: if the file cannot be opened.
        """
        try:
            raw = self.path.open("rb")
        except OSError as error:
            raise unreadable(error) from None
        with raw:
            try:
                packed = raw.peek(2)[:2] == GZIP_MAGIC
            except OSError as error:
                raise unreadable(error) from None
            self._stream = Stream(raw, packed=packed)
            yield self._stream

    def content(self) -> bytes:
        """The whole content, unpacked.

        Raises:
            RefusedError: if it cannot be read, is empty, broken off or too large.
        """
        with self.open() as stream:
            content = stream.read(LARGEST_WHOLE + 1)
            if stream.broken:
                raise RefusedError(stream.broken)
        if len(content) > LARGEST_WHOLE:
            raise RefusedError(
                f"the file is larger than {LARGEST_WHOLE >> 20} MB; split it or write it as JSONL"
            )
        if not content:
            raise RefusedError("the file is empty")
        return content


class Stream(RawIOBase):
    """The bytes of a file, unpacked. A packed file that is damaged simply ends; `broken` then says why.

    Attributes:
        broken: why the content ended before its end; empty as long as nothing is wrong.
    """

    def __init__(self, raw: BufferedReader, *, packed: bool) -> None:
        super().__init__()
        self._raw = raw
        self._packed = packed
        self._content = gzip.GzipFile(fileobj=raw) if packed else raw
        self._given = 0
        self._position = 0
        self.broken = ""

    def readable(self) -> bool:
        """A stream can be read."""
        return True

    @property
    def position(self) -> int:
        """How many bytes of the file on disk have been used."""
        if not self._raw.closed:
            self._position = self._raw.tell()
        return self._position

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; the interface by which `io.BufferedReader` reads."""
        piece = self.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; fewer only at the end or where the file is broken."""
        pieces: list[bytes] = []
        wanted = size if size >= 0 else LARGEST_WHOLE + 1
        while wanted > 0 and not self.broken:
            piece = self._next(min(wanted, 1 << 20))
            if not piece:
                break
            pieces.append(piece)
            wanted -= len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _next(self, size: int) -> bytes:
        try:
            # `read` would throw away what it has when the file then breaks off.
            piece = self._content.read1(size)
        except EOFError:
            self.broken = "the gzip file breaks off before its end"
            return b""
        except (gzip.BadGzipFile, zlib.error) as error:
            self.broken = f"the gzip file is damaged ({error})"
            return b""
        except OSError as error:
            self.broken = str(unreadable(error))
            return b""
        self._given += len(piece)
        if self._packed and self._given > max(RATIO_COUNTS_FROM, LARGEST_RATIO * self.position):
            self.broken = f"the gzip file unpacks to more than {LARGEST_RATIO} times its size"
            return b""
        return piece


def unreadable(error: OSError) -> RefusedError:
    """The refusal for a file that the operating system does not hand out."""
    if isinstance(error, PermissionError):
        return RefusedError("no permission to read the file")
    if isinstance(error, FileNotFoundError):
        return RefusedError("the file is gone")
    return RefusedError(f"the file cannot be read ({error.strerror or error})")
