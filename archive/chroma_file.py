"""What Chroma's own SQLite file tells of its collections without loading any of their graphs.

Chroma loads the whole graph of a collection even to count it or to look for a key: 75 MB and over a second at
60,000 vectors, which a writer of one article should not pay. Read-only; the tables are those of Chroma 1.x.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

_FILE = "chroma.sqlite3"
_ROWS = """
    FROM collections c
    JOIN segments s ON s.collection = c.id AND s.scope = 'METADATA'
    JOIN embeddings e ON e.segment_id = s.id
"""


def counts(folder: Path) -> dict[str, int]:
    """Collection -> vectors, for those that have any."""
    return dict(_asked(folder, f"SELECT c.name, COUNT(*) {_ROWS} GROUP BY c.name"))


def holders(folder: Path, keys: Sequence[int]) -> dict[str, list[str]]:
    """Collection -> those of some keys that it holds, as Chroma's ids."""
    held: dict[str, list[str]] = {}
    query = f"SELECT c.name, e.embedding_id {_ROWS} WHERE e.embedding_id IN (SELECT value FROM json_each(?))"
    for name, key in _asked(folder, query, json.dumps(list(map(str, keys)))):
        held.setdefault(name, []).append(key)
    return held


def _asked(folder: Path, query: str, *values: str) -> list[tuple[str, Any]]:
    address = f"{(folder / _FILE).absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=30)) as file:
        return file.execute(query, values).fetchall()
