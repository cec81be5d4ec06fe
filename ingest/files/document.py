"""A file as readers see it: bytes, unpacked where it is packed, and never more of them than is sensible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePath
from typing import BinaryIO, Protocol

from archive.errors import RefusedError
from ingest.files.decoding import decode
from ingest.files.stream import LARGEST_WHOLE, Stream, unreadable
from ingest.files.unpacking import Allowance, Counted, packing_of
from ingest.records.mapping import STANDARD, FieldMapping

HEAD_BYTES = 1 << 18

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
        passed_over: how many members of it, and of the containers in it, were found to be no articles.

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
        self.passed_over = 0
        self._outermost: Document = container._outermost if container else self
        self._stream: Stream | None = None
        self._whole = b""

    def pass_over(self) -> None:
        """Count a member that is no article, at the file on disk that it lies in."""
        self._outermost.passed_over += 1

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


def stem(name: str) -> str:
    """A file's name without its extensions ("a.jsonl.gz" is "a")."""
    return PurePath(_PACKED.sub("", name)).stem


def folder_name(name: str) -> str:
    """What a folder is called, where a container counts as one ("news.tar.gz" is "news")."""
    return _CONTAINER.sub("", _PACKED.sub("", name))
