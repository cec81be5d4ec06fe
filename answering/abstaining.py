"""When to say nothing: no answer is better than a guess.

Measured on the development half of XQuAD-R, with each question asked once of an archive that holds the
article with its answer and once of the same archive without that article (docs/answering.md has the figures).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Final

import numpy as np

from answering.answer import Abstention
from answering.candidates import gather
from answering.relevance import relevance_of
from retrieval.hit import SearchResult

if TYPE_CHECKING:
    from retrieval.retriever import Retriever

FEW: Final = 40
"""Passages below which scores say little, as they compare passages; there the best sentence alone decides."""

OWN: Final = 0.28
"""The least relevance of the best sentence in so small an archive, in the question's own language."""

ACROSS: Final = 0.17
"""The same in another language, whose words never match as closely."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A line between what is answered and what is not, by logistic regression over the questions above.

    Attributes:
        confidence: the weight of the log odds of the search's confidence.
        relevance: the weight of the relevance of the best sentence.
        least: the sum from which a question is answered.
    """

    confidence: float
    relevance: float
    least: float

    def answers(self, confidence: float, relevance: float) -> bool:
        bounded = min(max(confidence, _SURE), 1 - _SURE)
        return self.confidence * log(bounded / (1 - bounded)) + self.relevance * relevance >= self.least


_SURE = 1e-4
IN_OWN: Final = _Rule(0.6, 11.7, 5.5)
"""Cross-validated over articles it answers 94 % of what is there and 8 % of what is not."""
IN_ANOTHER: Final = _Rule(0.8, 7.4, 2.0)
"""Cross-validated over articles it answers 90 % of what is there and 17 % of what is not."""


def abstain(result: SearchResult, retriever: Retriever) -> Abstention | None:
    """Why nothing should be written about these hits; None where something should."""
    if not result.hits:
        return Abstention.NOTHING_FOUND
    pool = gather(result, retriever)
    if not pool.candidates:
        return Abstention.TOO_WEAK
    relevance = relevance_of(pool)
    own = np.array([one.article.language == result.question.language for one in pool.candidates])
    if result.considered < FEW:
        answered = bool((relevance >= np.where(own, OWN, ACROSS)).any())
    else:
        answered = any(
            rule.answers(result.confidence, float(relevance[chosen].max()))
            for rule, chosen in ((IN_OWN, own), (IN_ANOTHER, ~own))
            if chosen.any()
        )
    return None if answered else Abstention.TOO_WEAK
