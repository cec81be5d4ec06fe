"""Which words of a passage answer to which words of the question, to be shown to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from language.embedding import FloatArray
from language.skeletons import skeletons
from language.static_model import StaticModel, Token
from retrieval.hit import MatchedWords

MATCH_FLOOR = 0.5
"""The least cosine at which two words are shown as a match."""

LEAST_SHARE = 0.4
"""A question word that weighs less than this part of the weightiest is a filler, and not shown."""

_WORD = re.compile(r"\w+(?:['’\u200c]\w+)*")


def matched_words(
    question: str, title: str, passage: str, ids: NDArray[np.uint32], static_model: StaticModel
) -> tuple[MatchedWords, ...]:
    """The pairs of words that matched, as each is written, those that matter most first.

    Args:
        question: as asked.
        title: of the passage's article.
        passage: its text.
        ids: the tokens of title and passage, as the archive keeps them.
        static_model: whose vectors are compared.
    """
    asked = static_model.tokens(question)
    opening = len(title) + 1
    found = [token for token in static_model.place(f"{title}\n{passage}", ids) if token.start >= opening]
    if not asked or not found:
        return ()
    asked_rows = static_model.vectors[[token.id for token in asked]]
    found_rows = static_model.vectors[[token.id for token in found]]
    asked_lengths = np.linalg.norm(asked_rows, axis=1)
    found_lengths = np.linalg.norm(found_rows, axis=1)
    cosines = asked_rows @ found_rows.T
    cosines /= np.maximum(asked_lengths[:, None] * found_lengths, 1e-9)
    pairs: dict[str, tuple[float, MatchedWords]] = {}
    for row in np.flatnonzero(asked_lengths >= LEAST_SHARE * asked_lengths.max()):
        column = int(cosines[row].argmax())
        similarity = float(cosines[row, column])
        if similarity < MATCH_FLOOR:
            continue
        word = _word_at(question, asked[row].start, asked[row].end)
        start, end = found[column].start - opening, found[column].end - opening
        match = MatchedWords(word, _word_at(passage, start, end), similarity)
        weight = float(asked_lengths[row]) * similarity**3
        if word.strip() and weight > pairs.get(word, (0.0, match))[0]:
            pairs[word] = (weight, match)
    for word, length in _lengths_of_unknown(question, asked, asked_lengths):
        sounding = _sounding_alike(word, passage) if word not in pairs else None
        if sounding:
            pairs[word] = (length, MatchedWords(word, sounding, 1.0))
    return tuple(match for _, match in sorted(pairs.values(), key=lambda pair: -pair[0]))


def _lengths_of_unknown(
    question: str, asked: Sequence[Token], lengths: FloatArray
) -> Iterator[tuple[str, float]]:
    """The words that the model has only pieces of, each with the length of its longest piece's vector."""
    for word in _WORD.finditer(question):
        pieces = [n for n, token in enumerate(asked) if word.start() <= token.start < word.end()]
        if len(pieces) > 1:
            yield word.group(), float(lengths[pieces].max())


def _sounding_alike(word: str, passage: str) -> str | None:
    """The first word of a passage that sounds like this one, whatever its script."""
    wanted = skeletons(word)
    found = (match.group() for match in _WORD.finditer(passage) if wanted)
    return next((other for other in found if wanted & skeletons(other)), None)


def _word_at(text: str, start: int, end: int) -> str:
    """The whole word round a token, which may be a piece of it."""
    for match in _WORD.finditer(text, max(0, text.rfind(" ", 0, start) + 1)):
        if match.end() > start:
            return match.group() if match.start() < end else text[start:end]
    return text[start:end]
