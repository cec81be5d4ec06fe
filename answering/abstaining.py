"""When to say nothing: no answer is better than a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from answering.answer import Abstention
from retrieval.hit import SearchResult

if TYPE_CHECKING:
    from retrieval.retriever import Retriever

LEAST_CONFIDENCE: Final = 0.3
"""Below it the archive is taken not to hold what was asked."""


def abstain(result: SearchResult, retriever: Retriever) -> Abstention | None:  # noqa: ARG001
    """Why nothing should be written about these hits; None where something should."""
    if not result.hits:
        return Abstention.NOTHING_FOUND
    if result.confidence < LEAST_CONFIDENCE:
        return Abstention.TOO_WEAK
    return None
