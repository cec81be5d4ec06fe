"""The content of a file as it is read: unpacked, broken off where it is damaged, and never without end."""

from __future__ import annotations

from io import RawIOBase

from archive.errors import RefusedError
from ingest.files.unpacking import LARGEST_RATIO, Allowance, Counted, DamagedError, Layers, is_bomb

LARGEST_WHOLE = 256 << 20
"""How many bytes, unpacked, a file may have that is read at once (all formats but those of records)."""


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


def unreadable(error: OSError) -> RefusedError:
    """The refusal for a file that the operating system does not hand out."""
    if isinstance(error, PermissionError):
        return RefusedError("no permission to read the file")
    if isinstance(error, FileNotFoundError):
        return RefusedError("the file is gone")
    return RefusedError(f"the file cannot be read ({error.strerror or error})")
