"""When to say nothing: no answer is better than a guess.

Measured on the development half of XQuAD-R, with each question asked once of an archive that holds the
article with its answer and once of the same archive without that article (docs/answering.md has the figures).
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

CONFIDENT: Final = 0.3
"""The confidence of a search (`retrieval.relevance`) from which it is answered.

By cross-validation it answers 99 % of what is there in the question's own language and 91 % across languages.
"""

FEW: Final = 40
"""Passages below which scores say little, as they compare passages; there the best sentence alone decides."""

OWN: Final = 0.28
"""The least relevance of the best sentence, where it is in the question's own language."""

ACROSS: Final = 0.17
"""The same in another language, whose words never match as closely."""


def abstain(result: SearchResult, retriever: Retriever) -> Abstention | None:
    """Why nothing should be written about these hits; None where something should."""
    if not result.hits:
        return Abstention.NOTHING_FOUND
    if result.considered >= FEW and result.confidence < CONFIDENT:
        return Abstention.TOO_WEAK
    pool = gather(result, retriever)
    if not pool.candidates:
        return Abstention.TOO_WEAK
    own = np.array([one.article.language == result.question.language for one in pool.candidates])
    return None if (relevance_of(pool) >= np.where(own, OWN, ACROSS)).any() else Abstention.TOO_WEAK
