"""The writer's side of the log of runs; `archive.runs` reads it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from archive.catalogue.connection import transaction
from archive.clock import now


class RunLog:
    """What runs did, and what they refused.

    Args:
        connection: the writer's.
        home: the data folder.
    """

    def __init__(self, connection: sqlite3.Connection, home: Path) -> None:
        self._connection = connection
        self.home = home

    def record_run(self, summary: Mapping[str, object]) -> None:
        """Keep the summary of a run."""
        with transaction(self._connection, self.home):
            self._connection.execute(
                "INSERT INTO runs (finished, summary) VALUES (?, ?)",
                (
                    now(),
                    json.dumps(summary, ensure_ascii=False, default=str),
                ),
            )

    def record_refusals(self, paths: Iterable[str], refused: Iterable[tuple[str, int | None, str]]) -> None:
        """Keep what was refused of the files that were read, in place of what was refused of them before.

        Args:
            paths: the files that were read.
            refused: path, record and reason of each refusal.
        """
        with transaction(self._connection, self.home):
            former = self._connection.execute("SELECT DISTINCT path FROM refusals").fetchall()
            read = set(paths)
            for (path,) in former:
                if not read.isdisjoint((path, *map(str, Path(path).parents))):
                    self._connection.execute("DELETE FROM refusals WHERE path = ?", (path,))
            self._connection.executemany(
                "INSERT INTO refusals VALUES (?, ?, ?, ?)", [(*refusal, now()) for refusal in refused]
            )
