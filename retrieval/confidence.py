"""How sure the archive is to hold what was asked."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.candidates import Candidates
from retrieval.hit import Hit


def confidence_of(pools: Sequence[Candidates], hits: Sequence[Hit]) -> float:
    """A number from 0 to 1, comparable between searches."""
    if not hits:
        return 0.0
    return max(float(pool.words.max()) for pool in pools if pool.keys.size)
