"""ZIP: a file of files, with a directory at its end."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from itertools import pairwise
from typing import BinaryIO, cast

from archive.errors import RefusedError
from ingest.files.containers.member import DAMAGES, Guarded, is_left_out, member_path
from ingest.files.document import Document
from ingest.files.unpacking import LARGEST_RATIO, Counted, is_bomb
from ingest.records.record import Refusal

MOST_MEMBERS = 250_000
_LARGEST_DIRECTORY = 32 << 20
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_LOCAL_HEADER_BYTES = 30
_ENCRYPTED = 0x1
_UTF8 = 0x800
_MIXED_SCRIPTS = re.compile(r"[a-zA-Z][\u0400-\u04ff]|[\u0400-\u04ff][a-zA-Z]")
_SMALL = re.compile(r"[а-яё]")
_CAPITAL_INSIDE = re.compile(r"[а-яё][А-ЯЁ]")
_LETTERS = re.compile(r"[^\W\d_]")


def members(document: Document) -> Iterator[Document | Refusal]:
    """The files in a ZIP archive in their order; one that cannot be read is refused alone.

    Raises:
        RefusedError: if the archive cannot be read at all, or is made to do harm.
    """
    with open_zip(document) as archive:
        entries = archive.infolist()
        _ensure_harmless(entries)
        encoding = _encoding_of_names(entries)
        for entry in entries:
            name = _name(entry, encoding)
            if entry.is_dir() or is_left_out(document, name):
                continue
            path = str(document.path)
            try:
                inside = member_path(document.path, name)
                path = str(inside)
                _ensure_readable(entry)
                yield Document(inside, source=_Member(archive, entry), container=document)
            except RefusedError as refused:
                yield Refusal(path, None, str(refused))


@contextmanager
def open_zip(document: Document) -> Iterator[zipfile.ZipFile]:
    """A ZIP archive, or a format that is made as one.

    Raises:
        RefusedError: if its directory cannot be read.
    """
    with document.open_seekable() as file:
        if _directory_bytes(file) > _LARGEST_DIRECTORY:
            raise RefusedError(f"the ZIP archive lists more than {MOST_MEMBERS:,} files; split it")
        try:
            archive = zipfile.ZipFile(file)
        except (*DAMAGES, NotImplementedError) as error:
            raise RefusedError(f"the ZIP archive is damaged or breaks off ({error})") from None
        with archive:
            yield archive


def ensure_unpacked_size(entry: zipfile.ZipInfo) -> None:
    """Refuse a member that would unpack to more than it can sensibly hold."""
    if is_bomb(entry.file_size, entry.compress_size):
        raise RefusedError(f"the member unpacks to more than {LARGEST_RATIO} times its size")


class _Member:
    """One file in a ZIP archive, as the source of a document."""

    def __init__(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
        self.size = entry.file_size
        self._archive = archive
        self._entry = entry

    @contextmanager
    def open(self) -> Iterator[Counted]:
        """Its bytes, unpacked."""
        try:
            file = self._archive.open(self._entry)
        except NotImplementedError as error:
            raise RefusedError(f"the member is packed in a way that is not read ({error})") from None
        except DAMAGES as error:
            raise RefusedError(f"the member is damaged ({error})") from None
        with file:
            yield Counted(Guarded(cast("BufferedIOBase", file)), self.size)


def _ensure_readable(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise RefusedError("the member is encrypted; unpack the archive with its password")
    ensure_unpacked_size(entry)


def _ensure_harmless(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive with too many members, or with members that share their bytes."""
    if len(entries) > MOST_MEMBERS:
        raise RefusedError(f"the ZIP archive lists more than {MOST_MEMBERS:,} files; split it")
    if not entries:
        raise RefusedError("the ZIP archive holds no files")
    for entry, following in pairwise(sorted(entries, key=lambda entry: entry.header_offset)):
        if entry.header_offset + _LOCAL_HEADER_BYTES + entry.compress_size > following.header_offset:
            raise RefusedError("members of the ZIP archive overlap; it is damaged or made to do harm")


def _directory_bytes(file: BinaryIO) -> int:
    """The size of the directory, as the end of the archive tells it; 0 where it tells nothing."""
    size = file.seek(0, 2)
    file.seek(max(0, size - (1 << 16) - 98))
    tail = file.read()
    file.seek(0)
    end = tail.rfind(_END)
    if end < 0:
        return 0
    told = int.from_bytes(tail[end + 12 : end + 16], "little")
    if told == 0xFFFFFFFF:
        end = tail.rfind(_END_64)
        told = int.from_bytes(tail[end + 40 : end + 48], "little") if end >= 0 else told
    return told


def _encoding_of_names(entries: list[zipfile.ZipInfo]) -> str:
    """How names are written that do not say so: by Unix in UTF-8, by Windows in a code page of its own."""
    names = [entry.filename for entry in entries if not entry.flag_bits & _UTF8]
    written = "\n".join(name for name in names if not name.isascii())
    content = written.encode("cp437", errors="ignore")
    if not content:
        return "cp437"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        beyond_ascii = [character for character in written if not character.isascii()]
        letters = sum(bool(_LETTERS.match(character)) for character in beyond_ascii)
        # Arabic or Cyrillic letters look like frames and Greek in the code page of DOS.
        return "cp437" if letters > 0.9 * len(beyond_ascii) else _code_page(content)
    return "utf-8"


def _code_page(content: bytes) -> str:
    """The code page of Windows that some names are written in: too few letters for a guess by frequency."""
    as_cyrillic = content.decode("cp1251", errors="replace")
    if _MIXED_SCRIPTS.search(as_cyrillic):
        return "cp1252"
    # Arabic read as Cyrillic has its capitals anywhere in a word.
    cased = _SMALL.search(as_cyrillic) and not _CAPITAL_INSIDE.search(as_cyrillic)
    return "cp1251" if cased else "cp1256"


def _name(entry: zipfile.ZipInfo, encoding: str) -> str:
    if entry.flag_bits & _UTF8 or entry.filename.isascii():
        return entry.filename
    return entry.filename.encode("cp437", errors="replace").decode(encoding, errors="replace")
