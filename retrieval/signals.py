"""What speaks for a passage, in numbers that mean the same in every search."""

from __future__ import annotations

from typing import Final

import numpy as np

from language.embedding import FloatArray
from retrieval.terms import Terms
from retrieval.word_comparison import WordComparison

NAMES: Final = (
    "dense",  # cosine of the passage's vector with the question's
    "words",  # weighted mean over the question's tokens of the best cosine in the passage
    "words cubed",  # the same of the cubed cosines: one true match outweighs many vague ones
    "words told apart",  # the same of the cosines against those of the other candidates
    "narrow run",  # the best two blocks of the passage
    "narrow run cubed",
    "wide run cubed",  # the best four
    "mean",  # all tokens of the passage: is it about this at all
    "dense told apart",  # "dense" against that of the other candidates
    "grams",  # BM25 over character 4-grams, against the best candidate's
    "translated",  # BM25 over tokens and their nearest, against the best candidate's
    "grams in full",  # logarithm of the same BM25, not against the best
    "translated in full",
    "sounds",  # the part of the question that is unknown words which a word of the passage sounds like
    "length",  # logarithm of the number of tokens: a long passage matches more by chance
)
"""The columns of `Candidates.signals`."""

FEW: Final = 1
"""Candidates of which the best counts half."""

_LEAST_DEVIATION = 0.05
_LEAST_COSINE_DEVIATION = 0.02


def signals_of(
    terms: Terms,
    *,
    cosines: FloatArray,
    words: WordComparison,
    grams: FloatArray,
    translated: FloatArray,
    sounds: FloatArray,
) -> FloatArray:
    """The signals of n candidates, shape (n, len(NAMES)); each argument has n rows, n at least 1."""
    whole = words.whole
    apart = (whole - whole.mean(axis=0)) / (whole.std(axis=0) + _LEAST_DEVIATION)
    dense_apart = (cosines - cosines.mean()) / (cosines.std() + _LEAST_COSINE_DEVIATION)
    columns = [
        cosines,
        whole @ terms.weights,
        whole**3 @ terms.weights,
        apart @ terms.weights,
        words.narrow[:, 0],
        words.narrow[:, 1],
        words.wide[:, 1],
        words.mean,
        dense_apart,
        _against_best(grams),
        _against_best(translated),
        np.log1p(grams),
        np.log1p(translated),
        sounds,
        np.log(words.sizes),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _against_best(scores: FloatArray) -> FloatArray:
    """Each score as a part of the best; shrunk where that is the best of few, which says little."""
    best = float(scores.max())
    return scores / best * (len(scores) / (len(scores) + FEW)) if best > 0 else scores
