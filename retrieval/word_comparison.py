"""Every word of a question against every word of a passage ("MaxSim").

Late interaction as in ColBERT (Khattab and Zaharia, 2020), over static vectors: a question token counts
with its best match in the passage. The cosine is cubed, so that one true match outweighs many vague ones,
and each token weighs what it matters. It crosses languages (Gaza ~ غزة) and says which words matched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from language.embedding import FloatArray
from language.static_model import StaticModel
from retrieval.hit import MatchedWords
from retrieval.terms import Terms

_WORD = re.compile(r"\w+(?:['’\u200c]\w+)*")

MATCH_FLOOR = 0.5
"""The least cosine at which two words are shown to a person as a match."""


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
    rows = static_model.vectors[distinct]
    lengths = np.maximum(np.linalg.norm(rows, axis=1), 1e-9)
    cosines = np.maximum(rows @ terms.units.T / lengths[:, None], 0)
    starts = np.cumsum([0] + [passages[row].size for row in filled[:-1]])
    result[filled] = np.maximum.reduceat(cosines[places], starts, axis=0)
    return result


def compare_words(
    terms: Terms, passages: Sequence[NDArray[np.uint32]], static_model: StaticModel
) -> FloatArray:
    """How well the words of each passage answer to those of the question, 0 to 1, shape (len(passages),)."""
    return best_matches(terms, passages, static_model) ** 3 @ terms.weights


def matched_words(question: str, passage: str, static_model: StaticModel) -> tuple[MatchedWords, ...]:
    """The pairs of words that matched, as each is written, those that matter most first."""
    asked, found = static_model.tokens(question), static_model.tokens(passage)
    if not asked or not found:
        return ()
    asked_rows = static_model.vectors[[token.id for token in asked]]
    found_rows = static_model.vectors[[token.id for token in found]]
    asked_lengths = np.linalg.norm(asked_rows, axis=1)
    found_lengths = np.linalg.norm(found_rows, axis=1)
    cosines = asked_rows @ found_rows.T
    cosines /= np.maximum(asked_lengths[:, None] * found_lengths, 1e-9)
    pairs: dict[str, tuple[float, MatchedWords]] = {}
    content = asked_lengths >= 0.5 * float(np.median(asked_lengths))
    for row in np.flatnonzero(content):
        column = int(cosines[row].argmax())
        similarity = float(cosines[row, column])
        if similarity < MATCH_FLOOR:
            continue
        word = _word_at(question, asked[row].start, asked[row].end)
        match = MatchedWords(word, _word_at(passage, found[column].start, found[column].end), similarity)
        weight = float(asked_lengths[row]) * similarity**3
        if word.strip() and weight > pairs.get(word, (0.0, match))[0]:
            pairs[word] = (weight, match)
    return tuple(match for _, match in sorted(pairs.values(), key=lambda pair: -pair[0]))


def _word_at(text: str, start: int, end: int) -> str:
    """The whole word round a token, which may be a piece of it."""
    for match in _WORD.finditer(text, max(0, text.rfind(" ", 0, start) + 1)):
        if match.end() > start:
            return match.group() if match.start() < end else text[start:end]
    return text[start:end]
