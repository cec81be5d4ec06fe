"""A file as readers see it: bytes, unpacked where it is packed, and never more of them than is sensible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from io import BytesIO, RawIOBase
from pathlib import Path, PurePath
from typing import BinaryIO, Protocol

from archive.errors import RefusedError
from ingest.decoding import decode
from ingest.mapping import STANDARD, FieldMapping
from ingest.unpacking import (
    LARGEST_RATIO,
    Allowance,
    Counted,
    DamagedError,
    Layers,
    is_bomb,
    packing_of,
)

HEAD_BYTES = 1 << 18
# A file that is read at once (all formats but those of records) may have this many bytes, unpacked.
LARGEST_WHOLE = 256 << 20

_PACKED = re.compile(r"\.(?:gz|gzip|bz2|xz|zst|zstd)$", re.IGNORECASE)
_CONTAINER = re.compile(r"\.(?:zip|tar|tgz|tbz2?|txz|tzst)$", re.IGNORECASE)


class Source(Protocol):
    """Where the bytes of a document lie: in a file, or in a member of a container."""

    @property
    def size(self) -> int:
        """How many bytes it has there."""
        ...

    def open(self) -> AbstractContextManager[Counted]:
        """The bytes as they lie there.

        Raises:
            RefusedError: if they cannot be had.
        """
        ...


class FileOnDisk:
    """A file by itself.

    Raises:
        RefusedError: if it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self.size = path.stat().st_size
        except OSError as error:
            raise unreadable(error) from None

    @contextmanager
    def open(self) -> Iterator[Counted]:
        """Its bytes, as many as it has now."""
        try:
            raw = self._path.open("rb", buffering=0)
        except OSError as error:
            raise unreadable(error) from None
        with raw:
            yield Counted(raw, self._path.stat().st_size)


class Document:
    """One file to be read.

    Args:
        path: where it lies; for a member of a container, its container's path and its name in there.
        mapping: the names of its fields, where they are none of the usual ones.
        source: where its bytes come from, if it is no file of its own.
        container: the container that it is a member of.

    Attributes:
        path: as given.
        extension: the last extension in lower case without the dot, that of a packing taken off
            ("a.JSONL.gz": "jsonl").
        size: bytes on disk, or in the container.
        mapping: as given, or the container's.
        depth: in how many containers it lies.
        allowance: how much may yet be unpacked out of the file on disk.

    Raises:
        RefusedError: if there is no such file.
    """

    def __init__(
        self,
        path: Path,
        mapping: FieldMapping = STANDARD,
        *,
        source: Source | None = None,
        container: Document | None = None,
    ) -> None:
        self.path = path
        self.extension = PurePath(_PACKED.sub("", path.name)).suffix.lower().lstrip(".")
        self._source = source or FileOnDisk(path)
        self.size = self._source.size
        self.mapping: FieldMapping = container.mapping if container else mapping
        self.depth: int = container.depth + 1 if container else 0
        self.allowance: Allowance = container.allowance if container else Allowance(self.size)
        self._stream: Stream | None = None
        self._whole = b""

    @property
    def stem(self) -> str:
        """The file's name without its extensions."""
        return stem(self.path.name)

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
            raise RefusedError(stream.broken or "the file is empty")
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
        with self._source.open() as raw:
            self._stream = Stream(raw, self.allowance, is_member=self.depth > 0)
            yield self._stream

    def content(self) -> bytes:
        """The whole content, unpacked.

        Raises:
            RefusedError: if it cannot be read, is empty, broken off or too large.
        """
        if self._whole:
            return self._whole
        content = b""
        if self.size <= LARGEST_WHOLE:
            with self.open() as stream:
                content = stream.read(LARGEST_WHOLE + 1)
                if stream.broken:
                    raise RefusedError(stream.broken)
        if self.size > LARGEST_WHOLE or len(content) > LARGEST_WHOLE:
            raise RefusedError(
                f"the file is larger than {LARGEST_WHOLE >> 20} MB; split it or write it as JSONL"
            )
        if not content:
            raise RefusedError("the file is empty")
        return content

    @contextmanager
    def open_seekable(self) -> Iterator[BinaryIO]:
        """The content for a format that is read from its end: the file itself, or else all of it in memory.

        Raises:
            RefusedError: if it cannot be read, or is packed and too large.
        """
        if isinstance(self._source, FileOnDisk):
            try:
                file = self.path.open("rb")
            except OSError as error:
                raise unreadable(error) from None
            with file:
                if not packing_of(file.peek(8)[:8]):
                    yield file
                    return
        # It is kept: what lies in a tar file can be read only once.
        self._whole = self.content()
        yield BytesIO(self._whole)

    def forget(self) -> None:
        """Let go of what is held in memory, once everything is read."""
        self._whole = b""
        self.__dict__.pop("head", None)
        self.__dict__.pop("head_text", None)


class Stream(RawIOBase):
    """The bytes of a document, unpacked. What is damaged simply ends; `broken` then says why.

    Attributes:
        broken: why the content ended before its end; empty as long as nothing is wrong.
    """

    def __init__(self, raw: Counted, allowance: Allowance, *, is_member: bool) -> None:
        super().__init__()
        self._raw = raw
        self._allowance = allowance
        self._is_member = is_member
        self._layers: Layers | None = None
        self._given = 0
        self.broken = ""

    def readable(self) -> bool:
        """A stream can be read."""
        return True

    @property
    def position(self) -> int:
        """How many bytes of the file on disk have been used."""
        return self._raw.given

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
            self._layers = self._layers or Layers(self._raw)
            # `read` would throw away what it has when the file then breaks off.
            piece = self._layers.content.read1(size)
        except DamagedError as error:
            self.broken = str(error)
            return b""
        except OSError as error:
            self.broken = str(unreadable(error))
            return b""
        if self._is_member or self._layers.name:
            self._given += len(piece)
            self._allowance.given += len(piece)
            if self._allowance.spent or (self._layers.name and is_bomb(self._given, self.position)):
                kind = self._layers.name or "packed"
                self.broken = f"the {kind} file unpacks to more than {LARGEST_RATIO} times its size"
                return b""
        return piece


def stem(name: str) -> str:
    """A file's name without its extensions ("a.jsonl.gz" is "a")."""
    return PurePath(_PACKED.sub("", name)).stem


def folder_name(name: str) -> str:
    """What a folder is called, where a container counts as one ("news.tar.gz" is "news")."""
    return _CONTAINER.sub("", _PACKED.sub("", name))


def unreadable(error: OSError) -> RefusedError:
    """The refusal for a file that the operating system does not hand out."""
    if isinstance(error, PermissionError):
        return RefusedError("no permission to read the file")
    if isinstance(error, FileNotFoundError):
        return RefusedError("the file is gone")
    return RefusedError(f"the file cannot be read ({error.strerror or error})")
