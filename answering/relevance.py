"""How well each sentence answers the question, as a number that can be compared between questions."""

from __future__ import annotations

from typing import Final

import numpy as np

from answering.candidates import Pool
from answering.numerals import numbers_in
from language.embedding import FloatArray

LACKS_NUMBER: Final = 0.45
"""What a sentence is worth, as a part, where its passage lacks a year or figure of the question."""

LONG_NUMBER: Final = 3
"""Shorter numbers are often written as words."""


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
