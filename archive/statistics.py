"""What an archive holds, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive.model import ModelIdentity


@dataclass(frozen=True, slots=True)
class ArchiveStatistics:
    """The archive in numbers, as of one generation.

    Attributes:
        articles: how many are kept.
        passages: how many they are cut into.
        languages: articles by ISO 639-1 code, most first.
        sources: articles by outlet as it is written, most first; "" for articles without one.
        newest: the latest day of publication (ISO 8601), None where no article has a date.
        oldest: the earliest.
        generation: the number of the last commit.
        indexed_at: when that commit was made (ISO 8601, UTC).
        model: the embedding model of the vectors.
        withheld: how many more articles are kept but not answered from: embargoed or withdrawn.
    """

    articles: int
    passages: int
    languages: Mapping[str, int]
    sources: Mapping[str, int]
    newest: str | None
    oldest: str | None
    generation: int
    indexed_at: str
    model: ModelIdentity
    withheld: int = 0
