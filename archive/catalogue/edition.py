"""What the catalogue says of one generation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from archive.model import ModelIdentity
from archive.vectors.shards import Shard


@dataclass(frozen=True, slots=True)
class Edition:
    """What the catalogue says of one generation: where its indexes are and what in them is not to be seen.

    Attributes:
        generation: its number.
        last_key: no passage of it has a higher key; what an index holds above is still being written.
        dead: keys that an index may still hold though their articles were replaced or removed.
        model: the embedding model of the vectors.
        indexed_at: when it was committed (ISO 8601, UTC).
        shards: of the vector index, by language and key.
        words: the folder of the word index.
    """

    generation: int
    last_key: int
    dead: frozenset[int]
    model: ModelIdentity
    indexed_at: str
    shards: tuple[Shard, ...]
    words: Path

    def shards_of(self, language: str) -> list[Shard]:
        """The shards of a language, by key."""
        return [shard for shard in self.shards if shard.language == language]

    def last_shard_key(self, language: str) -> int:
        """Behind which no passage of a language is in a shard; 0 where it has none."""
        return max((shard.last_key for shard in self.shards_of(language)), default=0)
