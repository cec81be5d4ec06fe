"""What the catalogue keeps of past runs: their log, and what they refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.catalogue.reading import CatalogueReader


@dataclass(frozen=True, slots=True)
class Run:
    """One run that wrote to the archive.

    Attributes:
        number: counted from 1.
        finished: when (ISO 8601, UTC).
        summary: what the run said of itself.
    """

    number: int
    finished: str
    summary: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PastRefusal:
    """What was refused when its file was last read.

    Attributes:
        path: the file.
        record: the line or the place in it, None where it is about the file.
        reason: why.
        since: when (ISO 8601, UTC).
    """

    path: str
    record: int | None
    reason: str
    since: str


def runs(home: Path, most: int) -> list[Run]:
    """The latest runs, newest first.

    Raises:
        ArchiveMissingError: the folder holds no archive.
        ArchiveDamagedError: the catalogue cannot be read.
    """
    with closing(CatalogueReader(home)) as catalogue, catalogue.connections.lend() as connection:
        rows = connection.execute(
            "SELECT number, finished, summary FROM runs ORDER BY number DESC LIMIT ?", (most,)
        ).fetchall()
    return [Run(number, finished, json.loads(summary)) for number, finished, summary in rows]


def refusals(home: Path) -> list[PastRefusal]:
    """What is refused as of now, by path.

    Raises:
        ArchiveMissingError: the folder holds no archive.
        ArchiveDamagedError: the catalogue cannot be read.
    """
    with closing(CatalogueReader(home)) as catalogue, catalogue.connections.lend() as connection:
        rows = connection.execute(
            "SELECT path, record, reason, since FROM refusals ORDER BY path, record"
        ).fetchall()
    return [PastRefusal(*row) for row in rows]
