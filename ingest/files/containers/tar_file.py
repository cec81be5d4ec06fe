"""tar: a file of files, one after the other, read through once."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import IO, cast

from archive.errors import RefusedError
from ingest.files.containers.member import DAMAGES, Guarded, OnePass, is_left_out, member_path
from ingest.files.decoding import decode
from ingest.files.document import Document
from ingest.files.stream import Stream
from ingest.records.record import Refusal

MOST_MEMBERS = 1_000_000
# The long names and other remarks before a member; more is no remark.
_LARGEST_PIECE = 1 << 20


def members(document: Document) -> Iterator[Document | Refusal]:
    """The files in a tar file in their order; each must be read before the next is asked for.

    Links and devices are passed over. At last a refusal says where the file breaks off, if it does.

    Raises:
        RefusedError: if it cannot be read at all.
    """
    with document.open() as stream:
        forward = _Forward(stream)
        count = 0
        try:
            archive = tarfile.TarFile(
                fileobj=cast("IO[bytes]", forward), mode="r", encoding="utf-8", errors="surrogateescape"
            )
            while entry := archive.next():
                # It keeps every member that it has met.
                archive.members.clear()  # type: ignore[attr-defined]
                count += 1
                if count > MOST_MEMBERS:
                    raise RefusedError(f"the tar file holds more than {MOST_MEMBERS:,} files; split it")
                if entry.isreg():
                    yield from _member(document, archive, entry)
                elif not entry.isdir():
                    document.pass_over()
        except (*DAMAGES, RecursionError) as error:
            raise RefusedError(stream.broken or f"the tar file is damaged ({error})") from None
        if stream.broken:
            raise RefusedError(stream.broken)
        if forward.last_block.strip(b"\x00"):
            raise RefusedError("the tar file is damaged; what follows its damaged place is not read")
        if not count:
            raise RefusedError("the tar file holds no files")


def is_tar(head: bytes) -> bool:
    """Whether bytes begin with the header of a tar file, whose checksum is right."""
    try:
        tarfile.TarInfo.frombuf(head[: tarfile.BLOCKSIZE], "utf-8", "surrogateescape")
    except (tarfile.TarError, ValueError):
        return False
    return True


def _member(
    document: Document, archive: tarfile.TarFile, entry: tarfile.TarInfo
) -> Iterator[Document | Refusal]:
    name = _name(entry)
    if is_left_out(document, name):
        return
    try:
        path = member_path(document.path, name)
    except RefusedError as refused:
        yield Refusal(str(document.path), None, str(refused))
        return
    file = None if entry.issparse() else archive.extractfile(entry)
    if file is None:
        yield Refusal(str(path), None, "the member is a sparse file; unpack it")
        return
    yield Document(
        path, source=OnePass(Guarded(cast("tarfile.ExFileObject", file)), entry.size), container=document
    )


def _name(entry: tarfile.TarInfo) -> str:
    """A name, decoded once more where it is not UTF-8."""
    try:
        return decode(entry.name.encode("utf-8", errors="surrogateescape"))
    except (RefusedError, UnicodeEncodeError):
        return entry.name


class _Forward:
    """A stream for `tarfile`, which cannot be made to go back, nor to hold much at once.

    Attributes:
        last_block: the header that was read last.
    """

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._position = 0
        self.last_block = b""

    def tell(self) -> int:
        """How many bytes were read or passed over."""
        return self._position

    def seek(self, position: int) -> int:
        """Go forward to a place."""
        if position < self._position:
            raise tarfile.ReadError("a member leads back to another")
        while self._position < position and self.read(min(position - self._position, _LARGEST_PIECE)):
            pass
        return self._position

    def read(self, size: int) -> bytes:
        """The next bytes."""
        if not 0 <= size <= _LARGEST_PIECE:
            raise tarfile.ReadError("a header is too large")
        piece = self._stream.read(size)
        self._position += len(piece)
        if size == tarfile.BLOCKSIZE:
            self.last_block = piece
        return piece
