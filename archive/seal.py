"""Whether the files of a vector index are as its last writer left them.

Chroma trusts its files: a byte that has changed makes it answer wrongly, end the process that reads it or
hang. So their digests are kept beside them when they are closed, and looked at before they are opened for
writing. Its SQLite file, which readers touch too, is looked at by SQLite itself.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from enum import Enum, auto
from pathlib import Path
from typing import Any

_FILE = "seal.json"
_DATABASE = "chroma.sqlite3"


class Condition(Enum):
    """What can be said of a vector index without opening it."""

    WHOLE = auto()
    UNSURE = auto()  # its last writer did not close it
    TORN = auto()


def condition(folder: Path) -> Condition:
    """Look at the files. Meaningful while nobody writes.

    An index that was not closed twice in a row is taken for torn: it may be what ends its writers.
    """
    if not folder.is_dir() or not _is_sound(folder / _DATABASE):
        return Condition.TORN
    seal = _read(folder)
    files = seal.get("files")
    if files is not None:
        try:
            return Condition.WHOLE if files == _digests(folder) else Condition.TORN
        except OSError:
            return Condition.TORN
    return Condition.UNSURE if _openings(seal) < 2 else Condition.TORN


def break_seal(folder: Path) -> None:
    """Note that an index is being written."""
    _write(folder, {"openings": _openings(_read(folder)) + 1})


def seal(folder: Path) -> None:
    """Note that an index was closed, and what its files are now."""
    _write(folder, {"files": _digests(folder)})


def _openings(seal: Mapping[str, Any]) -> int:
    """How often the index was opened for writing since it was closed last."""
    return int(seal.get("openings", 0))


def _digests(folder: Path) -> dict[str, str]:
    digests = {}
    for path in sorted(folder.glob("*/*")):
        if not path.is_file():
            continue  # what stands there instead, as a pipe, could keep its reader waiting for ever
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16))
        digests[path.relative_to(folder).as_posix()] = digest.hexdigest()
    return digests


def _is_sound(database: Path) -> bool:
    if not database.is_file():
        return False
    try:
        with closing(sqlite3.connect(database)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error:
        return False


def _read(folder: Path) -> Mapping[str, Any]:
    try:
        seal = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return seal if isinstance(seal, dict) else {}


def _write(folder: Path, content: Mapping[str, Any]) -> None:
    fresh = folder / f"{_FILE}.new"
    fresh.write_text(json.dumps(content), encoding="utf-8")
    fresh.replace(folder / _FILE)
