"""The passages that are worth a closer look, with every signal that speaks for each.

Candidates are gathered language by language: in one common list the passages in the question's own
language would crowd out the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive.filters import Filters
from language.embedding import FloatArray
from language.static_model import StaticModel
from retrieval.passage_source import PassageSource
from retrieval.signals import NAMES, signals_of
from retrieval.sounds import match_sounds
from retrieval.terms import Terms
from retrieval.word_comparison import compare_words

NEAREST_WORDS = 10
LEAST_WEIGHT = 0.02
"""A question token that weighs less than this is not looked up in the words index."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages of one language and what speaks for each.

    Attributes:
        language: of the passages.
        same_language: whether the question is in it too.
        keys: the passages' numbers, shape (n,).
        signals: shape (n, s); `retrieval.signals.NAMES` names the columns.
    """

    language: str
    same_language: bool
    keys: NDArray[np.int64]
    signals: FloatArray


def gather(
    source: PassageSource,
    static_model: StaticModel,
    terms: Terms,
    language: str,
    limit: int,
    filters: Filters,
) -> Candidates:
    """The best `limit` passages of a language by each way in, with all signals of each."""
    same = language == terms.language
    near = source.nearest(terms.vector, language, limit, filters)
    grams = dict(source.match_grams(terms.text, language, limit, filters)) if same else {}
    alternatives = _alternatives(terms, static_model, language, same_language=same)
    translated = dict(source.match_tokens(alternatives, language, limit, filters)) if alternatives else {}
    sounds = match_sounds(source, static_model, terms, language, limit, filters)
    keys = list(dict.fromkeys([*(key for key, _ in near), *grams, *translated, *sounds]))
    if not keys:
        return Candidates(language, same, np.zeros(0, dtype=np.int64), np.zeros((0, len(NAMES)), np.float32))
    signals = signals_of(
        terms,
        cosines=source.vectors(keys) @ terms.vector,
        words=compare_words(terms, source.tokens(keys), static_model),
        grams=_column(grams, keys),
        translated=_column(translated, keys),
        sounds=_column(sounds, keys),
    )
    return Candidates(language, same, np.array(keys, dtype=np.int64), signals)


def _alternatives(
    terms: Terms, static_model: StaticModel, language: str, *, same_language: bool
) -> list[list[tuple[int, float]]]:
    """Each question token that matters: itself and its nearest in the language, weighed by cosine⁶."""
    chosen = np.flatnonzero(terms.weights >= LEAST_WEIGHT)
    nearest = static_model.nearest_tokens(terms.ids[chosen], language, NEAREST_WORDS)
    result = []
    for place, neighbours in zip(chosen, nearest, strict=True):
        token, weight = int(terms.ids[place]), float(terms.weights[place])
        boosts = {other: weight * cosine**6 for other, cosine in neighbours}
        if same_language or not neighbours:
            boosts[token] = weight
        result.append(list(boosts.items()))
    return result


def _column(scores: dict[int, float], keys: list[int]) -> FloatArray:
    return np.array([scores.get(key, 0.0) for key in keys], dtype=np.float32)
