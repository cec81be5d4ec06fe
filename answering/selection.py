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
from answering.numerals import numbers_in
from language.embedding import FloatArray
from language.folding import fold

MOST: Final = 6
"""How many sentences an answer has at most."""

LACKS_NUMBER: Final = 0.45
"""What a sentence is worth, as a part, where its passage lacks a year or figure of the question."""

LONG_NUMBER: Final = 3
"""Shorter numbers are often written as words."""

MARGIN: Final = 0.66
"""A sentence whose relevance is below this part of the best one's does not get in."""

SECOND_ARTICLE_MARGIN: Final = 0.7
"""What a second article has to say is heard where it is within this part of the best."""

ACROSS_LANGUAGES: Final = 1.9
"""What relevance in another language is multiplied by, to be compared with that in the question's own.

The ratio of the medians for answering sentences of XQuAD-R, .598 and .313.
"""

HEARD_RANK: Final = 6
"""A second article is heard only where one of its passages is among so many hits."""

SAME_FACT: Final = 0.8
"""The cosine from which two sentences say the same."""

LANGUAGE_BONUS: Final = 0.05
"""What the question's own language is worth, as a part of the best relevance."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One sentence of the answer.

    Attributes:
        candidate: the sentence that is shown.
        echoes: sentences of other articles that say the same and are cited beside it.
    """

    candidate: Candidate
    echoes: tuple[Candidate, ...] = ()


def relevance_of(pool: Pool) -> FloatArray:
    """How well each sentence answers, 0 to 1, shape (n,); comparable between questions.

    The words it shares with the question; those that its headline or the sentence before lend it; those of
    its whole passage; its nearness in meaning; the rank of its passage. The weights put the answering
    sentence of XQuAD-R first most often (docs/answering.md). A sentence counts for less where its passage
    and date lack a number that the question names.
    """
    weights = pool.terms.weights
    lent = np.maximum(pool.matches, pool.context)
    ranks = np.array([candidate.rank for candidate in pool.candidates], dtype=np.float32)
    score = pool.matches @ weights + 0.95 * (lent @ weights) + 0.9 * (pool.whole @ weights)
    score = (score + 0.7 * pool.cosines + 0.06 / ranks) / 3.61
    return np.asarray(score * _numbers_named(pool), dtype=np.float32)


def _numbers_named(pool: Pool) -> FloatArray:
    """1 for a sentence whose passage has every number of the question, `LACKS_NUMBER` for the rest."""
    wanted = {number for number in numbers_in(pool.terms.text) if len(number) >= LONG_NUMBER}
    factors = np.ones(len(pool.candidates), dtype=np.float32)
    if not wanted:
        return factors
    for row, candidate in enumerate(pool.candidates):
        article = candidate.article
        said = f"{article.title} {(article.published or '').replace('-', ' ')} {candidate.passage.text}"
        if not wanted <= numbers_in(said):
            factors[row] = LACKS_NUMBER
    return factors


def choose(pool: Pool, language: str) -> list[Choice]:
    """The sentences of the answer, oldest article first.

    Args:
        pool: the candidates.
        language: of the question; it is preferred where the same is said twice.
    """
    if not pool.candidates:
        return []
    relevance = relevance_of(pool)
    best = float(relevance.max())
    own = np.array([candidate.article.language == language for candidate in pool.candidates])
    relevance = (relevance + LANGUAGE_BONUS * best * own).astype(np.float32)
    chosen = _take(pool, relevance, best)
    fair = np.where(own | ~own.any(), relevance, relevance * ACROSS_LANGUAGES).astype(np.float32)
    _hear_second_article(pool, fair, best, chosen)
    choices = [
        Choice(pool.candidates[row], tuple(_echoes(pool, relevance, row, chosen, best))) for row in chosen
    ]
    return sorted(choices, key=_reading_order)


def _take(pool: Pool, relevance: FloatArray, best: float) -> list[int]:
    alike = pool.vectors @ pool.vectors.T
    folded = [fold(candidate.text) for candidate in pool.candidates]
    chosen: list[int] = []
    covered = np.zeros(pool.matches.shape[1], dtype=np.float32)
    open_rows = [row for row in range(len(folded)) if relevance[row] >= MARGIN * best]
    while open_rows and len(chosen) < MOST:
        gains = [_gain(pool, relevance, row, chosen, covered, alike) for row in open_rows]
        row = open_rows[int(np.argmax(gains))]
        if max(gains) < MARGIN * best:
            break
        chosen.append(row)
        covered = np.maximum(covered, pool.matches[row])
        open_rows = [
            other for other in open_rows if alike[row, other] < SAME_FACT and folded[other] != folded[row]
        ]
    return chosen


def _gain(
    pool: Pool, relevance: FloatArray, row: int, chosen: list[int], covered: FloatArray, alike: FloatArray
) -> float:
    repeated = max((float(alike[row, other]) for other in chosen), default=0.0)
    news = float(np.maximum(pool.matches[row] - covered, 0) @ pool.terms.weights)
    return float(relevance[row]) + 0.15 * news - 0.1 * repeated**2


def _hear_second_article(pool: Pool, relevance: FloatArray, best: float, chosen: list[int]) -> None:
    """Where all chosen sentences come from one article, let the best of another in, if it is near."""
    articles = {pool.candidates[row].article.id for row in chosen}
    if len(articles) != 1:
        return
    others = [
        row
        for row, candidate in enumerate(pool.candidates)
        if candidate.article.id not in articles
        and candidate.rank <= HEARD_RANK
        and relevance[row] >= SECOND_ARTICLE_MARGIN * best
    ]
    alike = pool.vectors @ pool.vectors.T
    others = [row for row in others if max(alike[row, other] for other in chosen) < SAME_FACT]
    if not others:
        return
    if len(chosen) == MOST:
        chosen.pop()
    chosen.append(max(others, key=lambda row: float(relevance[row])))


def _echoes(pool: Pool, relevance: FloatArray, row: int, chosen: list[int], best: float) -> list[Candidate]:
    """The best sentence of each other article that says the same as a chosen one, two at most."""
    article = pool.candidates[row].article.id
    alike = pool.vectors @ pool.vectors[row]
    found: dict[str, int] = {}
    for other in np.argsort(-alike):
        candidate = pool.candidates[other]
        if alike[other] < SAME_FACT or len(found) == 2:
            break
        if candidate.article.id != article and other not in chosen and relevance[other] >= MARGIN * best:
            found.setdefault(candidate.article.id, int(other))
    return [pool.candidates[other] for other in found.values()]


def _reading_order(choice: Choice) -> tuple[int, str, int]:
    candidate = choice.candidate
    return candidate.article.day or 99_999_999, candidate.article.id, candidate.start
