"""Which word translates which, from sentence pairs alone (IBM model 1; Brown et al., 1993)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from language.embedding import FloatArray
from training.encoded import Texts

ROUNDS = 5
TRUST = 5.0
"""How much more likely words are that an earlier model holds for the same: e to the power of this."""
LONGEST = 40
"""Of a longer sentence only so many tokens are looked at: the table grows with the square."""


@dataclass(frozen=True, slots=True)
class Translations:
    """Word pairs with how likely each is.

    Attributes:
        left: tokens of English, shape (n,).
        right: tokens of the other language, shape (n,).
        counts: how often the one was taken for the other's translation, shape (n,).
        shares: probability of the English token for the other, shape (n,).
        back: probability of the other for the English token, shape (n,).
    """

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    counts: NDArray[np.float32]
    shares: NDArray[np.float32]
    back: NDArray[np.float32]


def align(
    left: Texts,
    right: Texts,
    matters: NDArray[np.bool_],
    weights: NDArray[np.float64],
    units: FloatArray | None = None,
) -> Translations:
    """Count translations by expectation maximisation, over the words that matter.

    Args:
        left: the English side.
        right: the other side, as many texts.
        matters: for each token whether it is worth a translation (not "the"), shape (V,).
        weights: how much each pair is trusted, shape (pairs,).
        units: vectors of an earlier model, shape (V, d): words that it holds near begin as likely
            translations, which settles the rare ones.
    """
    vocabulary = len(matters)
    first: list[NDArray[np.int64]] = []
    groups: list[NDArray[np.int64]] = []
    trust: list[NDArray[np.float32]] = []
    group = 0
    for place in range(len(left)):
        english = np.unique(left[place][:LONGEST])
        other = np.unique(right[place][:LONGEST])
        english, other = english[matters[english]], other[matters[other]]
        if not english.size or not other.size:
            continue
        first.append((other[:, None].astype(np.int64) * vocabulary + english).ravel())
        groups.append(np.repeat(np.arange(group, group + other.size), english.size))
        trust.append(np.full(other.size * english.size, weights[place], dtype=np.float32))
        group += other.size
    keys, places = np.unique(np.concatenate(first), return_inverse=True)
    cells, trusted = np.concatenate(groups), np.concatenate(trust)
    english_of = (keys % vocabulary).astype(np.int32)
    other_of = (keys // vocabulary).astype(np.int32)
    table: NDArray[np.float64] = np.ones(len(keys)) if units is None else _prior(units, english_of, other_of)
    counts: NDArray[np.float64] = table
    for _ in range(ROUNDS):
        belief: NDArray[np.float64] = table[places]
        belief /= np.bincount(cells, belief, minlength=group)[cells]
        belief *= trusted
        counts = np.bincount(places, belief, minlength=len(keys)).astype(np.float64)
        # t(other | english): each English word spreads one unit over what it is called.
        table = counts / np.bincount(english_of, counts, minlength=vocabulary)[english_of]
    totals = np.bincount(other_of, counts, minlength=vocabulary)
    kept = counts > 0.3
    return Translations(
        left=english_of[kept],
        right=other_of[kept],
        counts=counts[kept].astype(np.float32),
        shares=(counts / totals[other_of])[kept].astype(np.float32),
        back=table[kept].astype(np.float32),
    )


def _prior(units: FloatArray, left: NDArray[np.int32], right: NDArray[np.int32]) -> NDArray[np.float64]:
    """How likely word pairs look to an earlier model."""
    result = np.empty(len(left))
    for first in range(0, len(left), 100_000):
        span = slice(first, first + 100_000)
        result[span] = np.einsum("ij,ij->i", units[left[span]], units[right[span]])
    return np.exp(TRUST * result)
