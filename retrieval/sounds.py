"""Names that the model does not know, found by their sound in whatever script they are written.

A word vector crosses scripts only for words that training saw. The names of the news are often newer than
that: such a word of the question is looked for by its consonant skeleton.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from archive.filters import Filters
from language.skeletons import words_with_skeletons
from language.static_model import StaticModel, TokenIds
from retrieval.passage_source import PassageSource
from retrieval.terms import Terms

KNOWN = 0.6
"""The cosine from which a word's nearest in a language is taken for its translation."""


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of the question that may be a name.

    Attributes:
        places: of its tokens in `Terms.ids`.
        weight: how much it matters, as a part of the question.
        skeletons: how it sounds (`language.skeletons`).
    """

    places: tuple[int, ...]
    weight: float
    skeletons: frozenset[str]


def unknown_words(terms: Terms, static_model: StaticModel, language: str | None) -> Iterator[UnknownWord]:
    """The words of a question that have a sound but no translation that the model knows.

    Args:
        terms: the question.
        static_model: the model that knows words.
        language: into which a word of one token is to have a translation; None: such words are all known. A
            word of several tokens is never known.
    """
    words = dict(words_with_skeletons(terms.text))
    places = {token: place for place, token in enumerate(terms.ids.tolist())}
    for found, tokens in zip(words.values(), static_model.token_ids(list(words)), strict=True):
        if tokens.size == 1 and (language is None or _is_known(tokens, static_model, language)):
            continue
        own = tuple({places[token]: None for token in tokens.tolist() if token in places})
        if own:
            yield UnknownWord(own, float(terms.weights[list(own)].sum()), found)


def match_sounds(
    source: PassageSource,
    static_model: StaticModel,
    terms: Terms,
    language: str,
    limit: int,
    filters: Filters,
) -> dict[int, float]:
    """Passage -> the weight of the question's unknown words that sound like a word of it.

    A sound that more than `limit` passages have tells nothing of any of them.
    """
    matched: dict[int, float] = defaultdict(float)
    for word in unknown_words(terms, static_model, language):
        for key in source.match_sounds(word.skeletons, language, limit, filters):
            matched[key] += word.weight
    return dict(matched)


def sounds_alike(word: UnknownWord, text: str) -> bool:
    """Whether a word of the text sounds like this one."""
    return any(word.skeletons & found for _, found in words_with_skeletons(text))


def _is_known(token: TokenIds, static_model: StaticModel, language: str) -> bool:
    [nearest] = static_model.nearest_tokens(token, language)
    return any(cosine >= KNOWN for _, cosine in nearest[:1])
