"""The vectors that training starts from: the teacher's for English, its translations' for the rest.

A token's frequency says how much it matters: its vector is scaled by a / (a + p), the smooth inverse
frequency of Arora et al., "A Simple but Tough-to-Beat Baseline for Sentence Embeddings" (2017).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from language.embedding import FloatArray
from language.static_model import LANGUAGES
from training.alignment import Translations
from training.encoded import Texts

DIMENSION = 256
SMOOTHING = 4e-4
LITTLE, SOME = 6.0, 2.0
"""Evidence below which a word leans on its relatives, and from which it may be leant on."""
LEANING = 0.5
"""The evidence that relatives are worth."""
RELATIVES = 6
"""So many words of the nearest spelling lend a word their vector."""


def importance(frequencies: FloatArray) -> FloatArray:
    """How much each token matters, 0 to 1, by its share of running text."""
    weights: FloatArray = (SMOOTHING / (SMOOTHING + frequencies)).astype(np.float32)
    return weights


def reduce_teacher(vectors: FloatArray, dimension: int = DIMENSION) -> FloatArray:
    """The teacher's word vectors, centred, on their main components, of unit length."""
    centred = vectors - vectors.mean(axis=0)
    _, _, components = np.linalg.svd(centred[:30_000], full_matrices=False)
    reduced = centred @ components[:dimension].T
    return unit(reduced)


def unit(rows: FloatArray) -> FloatArray:
    """Rows of length one; zeros stay zeros."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    result: FloatArray = (rows / np.maximum(lengths, 1e-9)).astype(np.float32)
    return result


class Start:
    """Unit vectors of tokens, filled in by one source after the other."""

    def __init__(self, tokens: Sequence[str], weights: FloatArray) -> None:
        """Begin with no vector known.

        Args:
            tokens: the vocabulary.
            weights: how much each token matters, shape (V,).
        """
        self._tokens = tokens
        self._weights = weights
        self.vectors = np.zeros((len(tokens), DIMENSION), dtype=np.float32)
        self.known = np.zeros(len(tokens), dtype=bool)
        self._evidence = np.zeros(len(tokens))

    def take_teacher(self, words: Sequence[str], vectors: FloatArray) -> None:
        """English words, as the teacher sees them."""
        places = {token: place for place, token in enumerate(self._tokens)}
        for word, vector in zip(words, vectors, strict=True):
            place = places.get(word)
            if place is not None:
                self.vectors[place] = vector
                self.known[place] = True

    def take_translations(
        self, lexicons: Iterable[tuple[Texts, Texts]], tables: Iterable[Translations]
    ) -> None:
        """Words of other languages, as the weighted mean of what they mean in English."""
        shape = (len(self._tokens), len(self._tokens))
        rows: list[NDArray[np.int32]] = []
        columns: list[NDArray[np.int32]] = []
        values: list[FloatArray] = []
        for english, other in lexicons:
            sizes = np.diff(english.starts), np.diff(other.starts)
            for place in np.flatnonzero((sizes[0] > 0) & (sizes[1] > 0) & (sizes[0] * sizes[1] <= 16)):
                left, right = english[int(place)], other[int(place)]
                left = left[self.known[left]]
                rows.append(np.repeat(right, left.size))
                columns.append(np.tile(left, right.size))
                # A word in a phrase shares the phrase's meaning with its neighbours.
                share = self._weights[left] / right.size**2
                values.append(np.tile(share, right.size))
        for table in tables:
            kept = self.known[table.left] & (table.shares > 0.05)
            rows.append(table.right[kept])
            columns.append(table.left[kept])
            trust = table.counts * table.shares * np.sqrt(table.back)
            values.append(np.minimum(trust, 20)[kept] * self._weights[table.left[kept]])
        matrix = csr_matrix(
            (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=shape
        )
        self._evidence = np.where(self.known, np.inf, np.asarray(matrix.sum(axis=1)).ravel())
        new = (self._evidence > 0) & ~self.known
        self.vectors[new] = unit((matrix[new] @ self.vectors).astype(np.float32))
        self.known |= new

    def lean_on_relatives(self, languages: NDArray[np.uint16]) -> None:
        """Words that few pairs tell of move towards the surer words of their language spelt most alike.

        An inflected form is seen a few times among chance neighbours; its stem and sisters are seen often.
        """
        leant = self.vectors.copy()
        for bit in range(len(LANGUAGES)):
            own = np.flatnonzero((languages >> bit) & 1)
            evidence = self._evidence[own]
            wanted, donors = own[(evidence > 0) & (evidence < LITTLE)], own[evidence >= SOME]
            if wanted.size and donors.size:
                means, sure = relatives_mean(self._tokens, wanted, donors, self.vectors)
                share = (LEANING / (self._evidence[wanted] + LEANING))[:, None]
                mixed = unit(((1 - share) * self.vectors[wanted] + share * means).astype(np.float32))
                leant[wanted[sure]] = mixed[sure]
        self.vectors = leant

    def take_relatives(self, languages: NDArray[np.uint16]) -> None:
        """The words left: the mean of the known words of their language that are spelt most alike."""
        for bit in range(len(LANGUAGES)):
            own = np.flatnonzero((languages >> bit) & 1)
            wanted, donors = own[~self.known[own]], own[self.known[own]]
            if wanted.size and donors.size:
                vectors, sure = relatives_mean(self._tokens, wanted, donors, self.vectors)
                self.vectors[wanted[sure]] = vectors[sure]
        self.known |= np.linalg.norm(self.vectors, axis=1) > 0

    def fill(self, seed: int = 0) -> FloatArray:
        """All rows with their weights; what nobody knows is short and random."""
        rest = ~self.known
        random = np.random.default_rng(seed).normal(size=(int(rest.sum()), DIMENSION))
        self.vectors[rest] = 0.5 * random / np.sqrt(DIMENSION)
        rows: FloatArray = self.vectors * self._weights[:, None]
        rows[0] = 0
        return rows


def relatives_mean(
    tokens: Sequence[str], wanted: NDArray[np.int64], donors: NDArray[np.int64], vectors: FloatArray
) -> tuple[FloatArray, NDArray[np.bool_]]:
    """For each wanted token the weighted mean of the donors spelt most like it.

    Args:
        tokens: the vocabulary.
        wanted: tokens to find relatives for.
        donors: tokens that have a vector.
        vectors: of all tokens, shape (V, d).

    Returns:
        Unit vectors, shape (wanted, d), and whether any relative was near enough.
    """
    grams: dict[str, int] = {}
    asked = _gram_matrix([tokens[place] for place in wanted], grams, grow=True)
    given = _gram_matrix([tokens[place] for place in donors], grams, grow=True)
    asked.resize((asked.shape[0], len(grams)))
    rarity = 1 / np.sqrt(1 + np.asarray((given > 0).sum(axis=0)).ravel())
    asked, given = asked.multiply(rarity).tocsr(), given.multiply(rarity).tocsr()
    asked, given = _unit_rows(asked), _unit_rows(given)
    result = np.zeros((len(wanted), vectors.shape[1]), dtype=np.float32)
    sure = np.zeros(len(wanted), dtype=bool)
    for first in range(0, len(wanted), 2000):
        alike = (asked[first : first + 2000] @ given.T).tocsr()
        for row in range(alike.shape[0]):
            span = slice(alike.indptr[row], alike.indptr[row + 1])
            values, places = alike.data[span], alike.indices[span]
            if values.size > RELATIVES:
                best = np.argpartition(-values, RELATIVES)[:RELATIVES]
                values, places = values[best], places[best]
            kept = values > 0.3
            if kept.any():
                result[first + row] = (values[kept] ** 3) @ vectors[donors[places[kept]]]
                sure[first + row] = True
    return unit(result), sure


def _gram_matrix(words: Sequence[str], grams: dict[str, int], *, grow: bool) -> csr_matrix:
    """Which grams of three to five letters, and which beginnings, a word has."""
    rows: list[int] = []
    columns: list[int] = []
    for row, word in enumerate(words):
        marked = f"<{word}>"
        for size in (3, 4, 5):
            for start in range(len(marked) - size + 1):
                gram = marked[start : start + size]
                place = grams.setdefault(gram, len(grams)) if grow else grams.get(gram)
                if place is not None:
                    rows.append(row)
                    columns.append(place)
    return csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=(len(words), len(grams)))


def _unit_rows(matrix: csr_matrix) -> csr_matrix:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scaled: csr_matrix = matrix.multiply(1 / np.maximum(lengths, 1e-9)[:, None]).tocsr()
    return scaled
