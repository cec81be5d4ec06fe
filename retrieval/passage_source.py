"""What candidates are gathered from: an archive, or a part of it beside the whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from archive.filters import Filters
from language.embedding import FloatArray


class PassageSource(Protocol):
    """The ways into an archive by which candidates come, and what is kept of them; see `ArchiveReader`."""

    def nearest(
        self, vector: FloatArray, language: str, limit: int, filters: Filters
    ) -> list[tuple[int, float]]:
        """Passages by the nearness of their vectors."""
        ...

    def match_grams(self, text: str, language: str, limit: int, filters: Filters) -> list[tuple[int, float]]:
        """Passages by their character grams."""
        ...

    def match_tokens(
        self, alternatives: Sequence[Sequence[tuple[int, float]]], language: str, limit: int, filters: Filters
    ) -> list[tuple[int, float]]:
        """Passages by their tokens."""
        ...

    def match_sounds(
        self, skeletons: Collection[str], language: str, limit: int, filters: Filters
    ) -> list[int]:
        """Passages by the sound of a word."""
        ...

    def tokens(self, keys: Sequence[int]) -> list[NDArray[np.uint32]]:
        """The tokens of passages."""
        ...

    def vectors(self, keys: Sequence[int]) -> FloatArray:
        """The vectors of passages."""
        ...
