"""Several signals become one score."""

from __future__ import annotations

import numpy as np

from language.embedding import FloatArray
from retrieval.candidates import Candidates


def standardise(signal: FloatArray) -> FloatArray:
    """How many standard deviations each value lies above the mean; zeros where all are alike."""
    deviation = float(signal.std()) if signal.size else 0.0
    if deviation < 1e-6:
        return np.zeros_like(signal)
    return ((signal - signal.mean()) / deviation).astype(np.float32)


def fuse(candidates: Candidates) -> FloatArray:
    """One score a candidate, shape (n,)."""
    score = standardise(candidates.dense) + standardise(candidates.words)
    if candidates.same_language:
        score = score + standardise(candidates.grams)
    return score
