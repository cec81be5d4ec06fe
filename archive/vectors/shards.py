"""Shards: what the catalogue knows of the vector index.

A shard holds the vectors of `SHARD` passages of one language that follow each other by key, in a Chroma of
its own that is built once, in one go, and never changed. The passages behind the last shard of their language
are compared one by one, which costs no more than an approximate search up to some ten thousands, until there
are enough of them for the next shard.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SHARD = 50_000
"""Passages of a shard."""
_FOLDER = "vectors"


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard that stands.

    Attributes:
        name: of its folder; no other shard ever has it.
        language: of its passages.
        first_key: the lowest.
        last_key: the highest; the next shard begins behind it.
        passages: how many vectors it holds, those of passages that have died since too.
    """

    name: str
    language: str
    first_key: int
    last_key: int
    passages: int

    def folder(self, home: Path) -> Path:
        """Where it lies in a data folder."""
        return shards_folder(home) / self.name


@dataclass(frozen=True, slots=True)
class Change:
    """A shard to be named in the catalogue.

    Attributes:
        built: the new one; None where no passage of the former one is left.
        former: the one whose place it takes, if any.
    """

    built: Shard | None
    former: Shard | None = None


def shards_folder(home: Path) -> Path:
    """Where the shards of a data folder lie."""
    return home / _FOLDER
