"""Whether the files of a word index are as tantivy wrote them.

Each ends with a footer that holds the CRC-32 of what stands before it; tantivy itself does not look at that
when it opens one. A file never changes once it is written, so that each need be read only once: a
writer, when it closes the index, keeps a list of the files that were found whole.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Collection
from pathlib import Path

_CHUNK = 1 << 20
_END = struct.Struct("<II")
_MAGIC = 1337

_LIST = "whole.json"

FileState = tuple[str, int, int, int]
"""Name, bytes, times of the last change of its content and of its entry on the disk (nanoseconds)."""


def found_whole(folder: Path) -> frozenset[FileState]:
    """The files that the last writer found whole; none where it kept no list, or that cannot be read."""
    try:
        listed = json.loads((folder / _LIST).read_text(encoding="utf-8"))
        return frozenset((str(name), int(size), int(m), int(c)) for name, size, m, c in listed)
    except (OSError, ValueError, TypeError):
        return frozenset()


def keep_found_whole(folder: Path, known: Collection[FileState]) -> None:
    """Read the files that are not yet known to be whole and keep the list. Meaningful while nobody writes.

    Raises:
        ValueError: a file is torn; the list stays as it was.
        OSError: it cannot be written.
    """
    listed = sorted(check(folder, known))
    if set(listed) != found_whole(folder):
        beside = folder / f"{_LIST}.new"
        beside.write_text(json.dumps(listed), encoding="utf-8")
        beside.replace(folder / _LIST)


def check(folder: Path, known: Collection[FileState] = ()) -> frozenset[FileState]:
    """Read the files of the index's segments that are not yet known to be whole; returns all of them.

    Raises:
        ValueError: a file is torn, or the list of segments cannot be read.
        FileNotFoundError: there is no index, or a writer has merged a segment away meanwhile.
    """
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    whole = set()
    for segment in meta["segments"]:
        for path in sorted(folder.glob(f"{segment['segment_id'].replace('-', '')}.*")):
            status = path.stat()
            state = (path.name, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
            if state not in known and not _is_whole(path, status.st_size):
                raise ValueError(f"{path.name} is torn")
            whole.add(state)
    return frozenset(whole)


def _is_whole(path: Path, size: int) -> bool:
    with path.open("rb") as file:
        if size < _END.size:
            return False
        file.seek(size - _END.size)
        length, magic = _END.unpack(file.read())
        body = size - _END.size - length
        if magic != _MAGIC or body < 0:
            return False
        file.seek(body)
        try:
            expected = json.loads(file.read(length))["crc"]
        except (ValueError, KeyError, TypeError):
            return False
        file.seek(0)
        found = 0
        while body > 0:
            chunk = file.read(min(_CHUNK, body))
            if not chunk:
                return False
            found = zlib.crc32(chunk, found)
            body -= len(chunk)
    return bool(found == expected)
