"""When to say nothing: no answer is better than a guess.

Measured on the development half of XQuAD-R, with each question asked once of the half of the articles that
holds its answer and once of the other half (docs/answering.md has the figures).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from answering.answer import Abstention
from answering.candidates import gather
from answering.selection import relevance_of
from retrieval.hit import SearchResult

if TYPE_CHECKING:
    from retrieval.retriever import Retriever

LEAST_RELEVANCE: Final = 0.28
"""Below it the best sentence in the question's own language does not answer."""

LEAST_RELEVANCE_ACROSS: Final = 0.17
"""The same for a sentence in another language, whose words never match as closely."""


def abstain(result: SearchResult, retriever: Retriever) -> Abstention | None:
    """Why nothing should be written about these hits; None where something should."""
    if not result.hits:
        return Abstention.NOTHING_FOUND
    pool = gather(result, retriever)
    if not pool.candidates:
        return Abstention.TOO_WEAK
    relevance = relevance_of(pool)
    own = np.array([one.article.language == result.question.language for one in pool.candidates])
    floors = np.where(own, LEAST_RELEVANCE, LEAST_RELEVANCE_ACROSS)
    return None if bool((relevance >= floors).any()) else Abstention.TOO_WEAK
