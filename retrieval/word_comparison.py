"""Every word of a question against every word of a passage ("MaxSim").

Late interaction as in ColBERT (Khattab and Zaharia, 2020), over static vectors: a question token counts
with its best match in the passage and weighs what it matters. It crosses languages (Gaza ~ غزة).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from language.embedding import FloatArray
from language.static_model import StaticModel
from retrieval.terms import Terms

_NOTHING = np.zeros(1, dtype=np.uint32)

BLOCK = 12
"""Tokens that are looked at together when a passage is searched for its best run of words."""


def best_matches(
    terms: Terms, passages: Sequence[NDArray[np.uint32]], static_model: StaticModel
) -> FloatArray:
    """The best cosine of each question token in each passage, at least 0.

    Args:
        terms: the question, with n tokens.
        passages: the token ids of each passage.
        static_model: whose vectors are compared.

    Returns:
        Shape (len(passages), n).
    """
    result = np.zeros((len(passages), terms.ids.size), dtype=np.float32)
    filled = [row for row, ids in enumerate(passages) if ids.size]
    if not filled or not terms:
        return result
    tokens = np.concatenate([passages[row] for row in filled])
    distinct, places = np.unique(tokens, return_inverse=True)
    starts = _starts(np.array([passages[row].size for row in filled]))
    result[filled] = np.maximum.reduceat(_cosines(terms, distinct, static_model)[places], starts, axis=0)
    return result


@dataclass(frozen=True, slots=True)
class WordComparison:
    """How the words of n passages answer to the t tokens of a question.

    Attributes:
        whole: the best cosine of each question token anywhere in the passage, shape (n, t).
        narrow: how well the best run of two blocks answers: weighted cosine and its cube, shape (n, 2).
        wide: the same for a run of four blocks; words that stand together say more than words far apart.
        mean: the weighted mean cosine over all the passage's tokens, shape (n,).
        sizes: the number of tokens of each passage, at least 1, shape (n,).
    """

    whole: FloatArray
    narrow: FloatArray
    wide: FloatArray
    mean: FloatArray
    sizes: NDArray[np.int64]


def compare_words(
    terms: Terms, passages: Sequence[NDArray[np.uint32]], static_model: StaticModel
) -> WordComparison:
    """Compare the question's tokens with those of each passage, in the whole and by its best run of words.

    Args:
        terms: the question; it has at least one token.
        passages: the token ids of each passage, at least one passage.
        static_model: whose vectors are compared.
    """
    filled = [ids if ids.size else _NOTHING for ids in passages]
    sizes = np.array([ids.size for ids in filled])
    distinct, places = np.unique(np.concatenate(filled), return_inverse=True)
    cosines = _cosines(terms, distinct, static_model)[places]
    blocks = -(-sizes // BLOCK)
    first_tokens = _starts(sizes)
    first_blocks = _starts(blocks)
    number = np.arange(int(blocks.sum())) - np.repeat(first_blocks, blocks)
    by_block = np.maximum.reduceat(cosines, np.repeat(first_tokens, blocks) + number * BLOCK, axis=0)
    left = np.repeat(blocks, blocks) - number
    return WordComparison(
        whole=np.maximum.reduceat(by_block, first_blocks, axis=0),
        narrow=_best_run(terms, by_block, left, first_blocks, 2),
        wide=_best_run(terms, by_block, left, first_blocks, 4),
        mean=(np.add.reduceat(cosines @ terms.weights, first_tokens) / sizes).astype(np.float32),
        sizes=sizes,
    )


def _best_run(
    terms: Terms, by_block: FloatArray, left: NDArray[np.int64], first_blocks: NDArray[np.int64], length: int
) -> FloatArray:
    """The best run of `length` neighbouring blocks of each passage, shape (n, 2); `left` ends a passage."""
    run = by_block.copy()
    for ahead in range(1, length):
        inside = np.flatnonzero(left > ahead)
        run[inside] = np.maximum(run[inside], by_block[inside + ahead])
    scores = np.stack([run @ terms.weights, run**3 @ terms.weights], axis=1)
    best: FloatArray = np.maximum.reduceat(scores, first_blocks, axis=0)
    return best


def _cosines(terms: Terms, distinct: NDArray[np.uint32], static_model: StaticModel) -> FloatArray:
    rows = static_model.vectors[distinct]
    lengths = np.maximum(np.linalg.norm(rows, axis=1), 1e-9)
    cosines: FloatArray = np.maximum(rows @ terms.units.T / lengths[:, None], 0)
    return cosines


def _starts(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(sizes[:-1])))
