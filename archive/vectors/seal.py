"""Whether the files of a shard are as they were when it was built.

Chroma trusts its files: a byte that has changed makes it answer wrongly, end the process that reads it or
hang. So size, time and digest of each are kept beside them. Its SQLite file, which readers touch too, is
looked at by SQLite itself.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from enum import Enum, auto
from pathlib import Path

_FILE = "seal.json"
_DATABASE = "chroma.sqlite3"

_Files = dict[str, tuple[int, int, str]]
"""Path within the shard -> bytes, time of the last change (nanoseconds), digest ("" for the SQLite file)."""


class Look(Enum):
    """How closely a shard is looked at."""

    CHANGED = auto()  # files that have another size or time than when it was built, as all of a copy have
    CHANGED_DATABASE = auto()  # the SQLite file too, where it has another size or time
    ALL = auto()  # every byte


def seal(folder: Path) -> None:
    """Note what the files of a shard are, once it is built."""
    files = {
        name: (*state, "" if name == _DATABASE else _digest(folder / name))
        for name, state in _states(folder).items()
    }
    fresh = folder / f"{_FILE}.new"
    fresh.write_text(json.dumps(files), encoding="utf-8")
    fresh.replace(folder / _FILE)


def is_whole(folder: Path, look: Look) -> bool:
    """Whether a shard can be trusted. It is not opened: a torn file could end or hang whoever does."""
    try:
        sealed, found = _read(folder), _states(folder)
        if not sealed or found.keys() != sealed.keys():
            return False
        changed = {name for name in sealed if look is Look.ALL or found[name] != sealed[name][:2]}
        if any(_digest(folder / name) != sealed[name][2] for name in changed - {_DATABASE}):
            return False
    except OSError:
        return False
    return look is Look.CHANGED or _DATABASE not in changed or _is_sound(folder / _DATABASE)


def _read(folder: Path) -> _Files:
    try:
        files = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return {name: (int(size), int(time), str(digest)) for name, (size, time, digest) in files.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def _states(folder: Path) -> dict[str, tuple[int, int]]:
    """What can be told of the files without reading them."""
    states = {}
    for path in (folder / _DATABASE, *sorted(folder.glob("*/*"))):
        if path.is_file():  # what stands there instead, as a pipe, could keep its reader waiting for ever
            status = path.stat()
            states[path.relative_to(folder).as_posix()] = (status.st_size, status.st_mtime_ns)
    return states


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def _is_sound(database: Path) -> bool:
    try:
        with closing(sqlite3.connect(database)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error:
        return False
