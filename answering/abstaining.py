"""When to say nothing: no answer is better than a guess.

Measured on the development half of XQuAD-R, with each question asked once of the half of the articles that
holds its answer and once of the other half (docs/answering.md has the figures).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from answering.answer import Abstention
from answering.candidates import gather
from answering.selection import relevance_of
from language.embedding import FloatArray
from retrieval.hit import SearchResult

if TYPE_CHECKING:
    from retrieval.retriever import Retriever


@dataclass(frozen=True, slots=True)
class Floors:
    """What the best sentence must reach.

    Attributes:
        relevance: of the sentence, 0 to 1; the only floor where few passages were looked at.
        of_relevance: what relevance counts towards sureness.
        of_score: what the score of the best hit counts towards it.
        sureness: the least sum of both.
    """

    relevance: float
    of_relevance: float
    of_score: float
    sureness: float

    def met_by(self, relevance: FloatArray, result: SearchResult) -> bool:
        """Whether any of these sentences answers."""
        best = float(relevance.max(initial=0.0))
        sure = self.of_relevance * best + self.of_score * result.hits[0].score >= self.sureness
        return best >= self.relevance and (sure or result.considered < FEW)


OWN: Final = Floors(relevance=0.28, of_relevance=12.28, of_score=0.89, sureness=12.4)
"""For a sentence in the question's own language."""

ACROSS: Final = Floors(relevance=0.17, of_relevance=5.86, of_score=0.81, sureness=6.9)
"""For a sentence in another, whose words never match as closely."""

FEW: Final = 40
"""Passages below which scores are not comparable: a score tells a passage from the others."""


def abstain(result: SearchResult, retriever: Retriever) -> Abstention | None:
    """Why nothing should be written about these hits; None where something should."""
    if not result.hits:
        return Abstention.NOTHING_FOUND
    pool = gather(result, retriever)
    if not pool.candidates:
        return Abstention.TOO_WEAK
    relevance = relevance_of(pool)
    own = np.array([one.article.language == result.question.language for one in pool.candidates])
    held = OWN.met_by(relevance[own], result) or ACROSS.met_by(relevance[~own], result)
    return None if held else Abstention.TOO_WEAK
