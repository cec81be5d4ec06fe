"""The log of runs, as the catalogue keeps it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.catalogue_reader import CatalogueReader


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


def runs(home: Path, most: int) -> list[Run]:
    """The latest runs, newest first.

    Raises:
        ArchiveMissingError: the folder holds no archive.
        ArchiveDamagedError: the catalogue cannot be read.
    """
    catalogue = CatalogueReader(home)
    try:
        return [
            Run(number, finished, json.loads(summary)) for number, finished, summary in catalogue.runs(most)
        ]
    finally:
        catalogue.close()
