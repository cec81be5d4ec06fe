"""Whether what a chat model wrote is borne out by the passages it cites.

Three tests, none of which needs a model to judge: every number of the sentence stands in the passages; so
does every name; and the words of the sentence find their like in them. The best of a sentence's evidence is
the sentence of a cited passage that is nearest to it, which becomes the quote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from answering.names import gives_name, names_in
from answering.numerals import numbers_in, numbers_meant
from archive.article import ArticleInfo, Passage
from language.embedding import FloatArray
from language.sentences import sentence_spans
from language.static_model import StaticModel
from retrieval.terms import terms_of
from retrieval.word_comparison import best_matches

LEAST_SUPPORT: Final = 0.4
"""Below it a sentence is dropped."""

SAME_NAME: Final = 0.45
"""The cosine from which a word of a passage may be the name in another language (Egypt, مصر)."""

SMALL_NUMBERS: Final = frozenset({"0", "1", "2"})
"""Numbers that many languages say by an article or a dual, and that therefore prove nothing."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that a sentence cites, and whose it is."""

    article: ArticleInfo
    passage: Passage

    @property
    def text(self) -> str:
        """Everything the model was shown of it."""
        article = self.article
        return "\n".join((article.title, article.source, article.published or "", self.passage.text))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of checking a sentence.

    Attributes:
        support: how much of the sentence, by the weight of its words, the passages say: 0 to 1.
        objection: why it fails, in words for a log; empty if it stands.
        quotes: for each cited passage the body offsets of its sentence nearest to the checked one.
    """

    support: float
    objection: str
    quotes: tuple[tuple[int, int], ...]


def verify(text: str, language: str, evidence: Sequence[Evidence], model: StaticModel) -> Verdict:
    """Check a sentence against the passages it cites.

    Args:
        text: the sentence.
        language: of the sentence.
        evidence: the cited passages, at least one.
        model: whose word vectors are compared.
    """
    terms = terms_of(text, language, model, model)
    if not terms:
        return Verdict(0.0, "it has no words that can be checked", ())
    ids = model.token_ids([item.text for item in evidence])
    matches = best_matches(terms, [np.concatenate(ids)], model)[0]
    support = float(np.minimum(matches, 1.0) @ terms.weights)
    quotes = tuple(_nearest_sentence(item.passage, terms.vector, model) for item in evidence)
    said = "\n".join(item.text for item in evidence)
    return Verdict(support, _objection(text, language, said, support, np.concatenate(ids), model), quotes)


def _objection(
    text: str, language: str, said: str, support: float, ids: NDArray[np.uint32], model: StaticModel
) -> str:
    strange = numbers_in(text) - numbers_meant(said) - SMALL_NUMBERS
    if strange:
        return f"the number {min(strange)} is in none of the passages it cites"
    for name in names_in(text, language):
        if not gives_name(said, name) and not _has_like(name, ids, model):
            return f"the name {name} is in none of the passages it cites"
    if support < LEAST_SUPPORT:
        return f"its support is {support:.2f}, less than {LEAST_SUPPORT}"
    return ""


def _has_like(name: str, ids: NDArray[np.uint32], model: StaticModel) -> bool:
    """Whether a passage has a word that means the name, as another language calls it."""
    [tokens] = model.token_ids([name])
    if not tokens.size:
        return True
    asked, found = model.vectors[tokens], model.vectors[np.unique(ids)]
    cosines = _units(asked) @ _units(found).T
    return bool(cosines.size) and float(cosines.max(axis=1).min()) >= SAME_NAME


def _units(rows: FloatArray) -> FloatArray:
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return np.asarray(rows / lengths, dtype=np.float32)


def _nearest_sentence(passage: Passage, vector: FloatArray, model: StaticModel) -> tuple[int, int]:
    spans = sentence_spans(passage.text)
    nearness = model.embed_documents([passage.text[start:end] for start, end in spans]) @ vector
    start, end = spans[int(np.argmax(nearness))]
    return passage.start + start, passage.start + end
