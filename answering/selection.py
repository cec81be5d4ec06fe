"""Which sentences make the answer, and in which order they are read.

Sentences are taken one by one, each time the one that adds most: what it says of the question, what it
says that is not said yet, less what repeats a chosen one (maximal marginal relevance, Carbonell and
Goldstein, 1998).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from answering.candidates import Candidate, Pool
from answering.standing import Standing, log_odds, standing_of
from language.embedding import FloatArray
from language.folding import fold

MOST: Final = 6
"""How many sentences an answer has at most."""

SAME_FACT: Final = 0.8
"""The cosine from which two sentences say the same."""


MARGIN: Final = 0.66
"""A sentence worth less than this part of its article's best one does not get in."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One sentence of the answer.

    Attributes:
        candidate: the sentence that is shown.
        echoes: sentences of other articles that say the same and are cited beside it.
    """

    candidate: Candidate
    echoes: tuple[Candidate, ...] = ()


def choose(pool: Pool, language: str) -> list[Choice]:
    """The sentences of the answer, as they are read.

    Args:
        pool: the candidates.
        language: of the question; it is preferred where another one says no more.
    """
    if not pool.candidates:
        return []
    standing = standing_of(pool, language)
    chosen = _take(pool, standing, language)
    choices = [Choice(pool.candidates[row], tuple(_echoes(pool, standing, row, chosen))) for row in chosen]
    return sorted(choices, key=lambda choice: _reading_order(choice, standing.leader))


def _take(pool: Pool, standing: Standing, language: str) -> list[int]:
    alike = pool.vectors @ pool.vectors.T
    folded = [fold(candidate.text) for candidate in pool.candidates]
    own = [candidate.article.language == language for candidate in pool.candidates]
    chosen: list[int] = []
    covered = np.zeros(pool.matches.shape[1], dtype=np.float32)
    open_rows = [
        row for row, candidate in enumerate(pool.candidates) if candidate.article.id in standing.heard
    ]
    while len(chosen) < MOST:
        worth = {row: _worth(pool, standing, row, chosen, covered, alike) for row in open_rows}
        open_rows = [row for row in open_rows if worth[row] >= MARGIN * _best_beside(pool, standing, row)]
        if not open_rows:
            break
        taken = max(open_rows, key=lambda row: log_odds(worth[row], own=own[row]))
        chosen.append(taken)
        covered = np.maximum(covered, pool.matches[taken])
        open_rows = [
            row for row in open_rows if alike[taken, row] < SAME_FACT and folded[row] != folded[taken]
        ]
    return chosen


def _worth(
    pool: Pool, standing: Standing, row: int, chosen: list[int], covered: FloatArray, alike: FloatArray
) -> float:
    """The relevance of a sentence, more for what it adds to those chosen and less for what it repeats."""
    repeated = max((float(alike[row, other]) for other in chosen), default=0.0)
    news = float(np.maximum(pool.matches[row] - covered, 0) @ pool.terms.weights)
    return float(standing.relevance[row]) + 0.15 * news - 0.1 * repeated**2


def _best_beside(pool: Pool, standing: Standing, row: int) -> float:
    return standing.best_of[pool.candidates[row].article.id]


def _echoes(pool: Pool, standing: Standing, row: int, chosen: list[int]) -> list[Candidate]:
    """The best sentence of each other article that says the same as a chosen one, two at most."""
    article = pool.candidates[row].article.id
    alike = pool.vectors @ pool.vectors[row]
    found: dict[str, int] = {}
    for other in np.argsort(-alike):
        candidate = pool.candidates[other]
        if alike[other] < SAME_FACT or len(found) == 2:
            break
        told = candidate.article.id == article or other in chosen
        if not told and standing.relevance[other] >= MARGIN * _best_beside(pool, standing, int(other)):
            found.setdefault(candidate.article.id, int(other))
    return [pool.candidates[other] for other in found.values()]


def _reading_order(choice: Choice, leader: str) -> tuple[bool, int, str, int]:
    """The article most likely to answer first, then the others from the oldest on; each in its own order."""
    candidate = choice.candidate
    article = candidate.article
    return article.id != leader, article.day or 99_999_999, article.id, candidate.start
