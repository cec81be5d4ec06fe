"""The sentences that could answer, cut from the passages that were found."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from archive.article import ArticleInfo, Passage
from language.embedding import FloatArray
from language.folding import fold
from language.sentences import sentence_spans
from language.static_model import StaticModel
from retrieval.hit import Hit, SearchResult
from retrieval.sounds import sounds_alike, unknown_words
from retrieval.terms import Terms, terms_of
from retrieval.word_comparison import best_matches

if TYPE_CHECKING:
    from retrieval.retriever import Retriever

PASSAGES: Final = 10
"""How many hits are cut into sentences."""

LESS_LIKELY: Final = 2.0
"""How far below the best score a hit may lie: scores are log-odds, so it is e² = 7 times less likely."""

WIDENED: Final = 3
"""Round how many of the best hits the passages before and after are read too."""

LEAST_WORDS: Final = 4
"""A shorter sentence says too little when it stands alone."""

_QUESTION_END = re.compile(r"[?؟]['\"»”’)\]]*$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One whole sentence of an article: `article body[start:end] == text`.

    Attributes:
        article: whose sentence it is.
        passage: the passage round it.
        start: first character in the body.
        end: one past the last.
        text: the sentence.
        rank: of its passage among the hits, from 1; a neighbouring passage has the rank of its hit.
    """

    article: ArticleInfo
    passage: Passage
    start: int
    end: int
    text: str
    rank: int


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates of a question, beside it.

    Attributes:
        terms: the question, of t tokens.
        candidates: n sentences, those of better passages first.
        matches: the best cosine of each question token in each sentence, cubed, shape (n, t).
        context: the same for the headline and the sentence before, which often name the subject.
        whole: the same for the headline and the passage round the sentence.
        vectors: unit vectors of the sentences, shape (n, d).
        cosines: of each sentence with the question, shape (n,).
    """

    terms: Terms
    candidates: tuple[Candidate, ...]
    matches: FloatArray
    context: FloatArray
    whole: FloatArray
    vectors: FloatArray
    cosines: FloatArray


class _Latest(threading.local):
    """The last pool of this thread: the abstention and the writer look at the same one."""

    result: SearchResult | None = None
    pool: Pool | None = None


_latest = _Latest()


def gather(result: SearchResult, retriever: Retriever) -> Pool:
    """Cut the hits and their near neighbours into sentences and compare each with the question."""
    if _latest.pool is None or _latest.result is not result:
        _latest.pool = _gather(result, retriever)
        _latest.result = result
    return _latest.pool


def _gather(result: SearchResult, retriever: Retriever) -> Pool:
    question, model = result.question, retriever.static_model
    # The days of a window that is applied are its articles' own: no sentence need name them ("2015 to 2017").
    terms = terms_of(question.beside_window, question.language, model, model)
    candidates = tuple(_sentences(_passages(_likely(result.hits), retriever)))
    return compare(terms, candidates, model)


def compare(terms: Terms, candidates: tuple[Candidate, ...], model: StaticModel) -> Pool:
    """Every candidate beside the question."""
    ids = model.token_ids([candidate.text for candidate in candidates])
    titles = list(dict.fromkeys(candidate.article.title for candidate in candidates))
    title_matches = dict(zip(titles, best_matches(terms, model.token_ids(titles), model), strict=True))
    matches = best_matches(terms, ids, model)
    _hear_names(terms, candidates, matches, model)
    context = np.zeros_like(matches)
    whole: dict[tuple[str, int], FloatArray] = {}
    for row, candidate in enumerate(candidates):
        context[row] = title_matches[candidate.article.title]
        place = _place(candidate)
        whole[place] = np.maximum(whole.get(place, context[row]), matches[row])
        if row and _follows(candidates[row - 1], candidate):
            context[row] = np.maximum(context[row], matches[row - 1])
    vectors = model.embed_ids(ids)
    cosines = np.maximum(vectors @ terms.vector, 0).astype(np.float32)
    wholes = np.array([whole[_place(candidate)] for candidate in candidates]).reshape(matches.shape)
    return Pool(terms, candidates, matches**3, context**3, wholes**3, vectors, cosines)


def _hear_names(
    terms: Terms, candidates: Sequence[Candidate], matches: FloatArray, model: StaticModel
) -> None:
    """Count a name that the model does not know as matched where a word of the sentence sounds like it."""
    for word in unknown_words(terms, model, None):
        rows = [row for row, candidate in enumerate(candidates) if sounds_alike(word, candidate.text)]
        matches[np.ix_(rows, word.places)] = 1.0


def _place(candidate: Candidate) -> tuple[str, int]:
    return candidate.article.id, candidate.passage.start


def _follows(before: Candidate, candidate: Candidate) -> bool:
    return before.article.id == candidate.article.id and 0 <= candidate.start - before.end <= 8


def _likely(hits: Sequence[Hit]) -> list[Hit]:
    """The hits about as likely as the best; where all are of one article, the best of a second too."""
    near = [hit for hit in hits if hit.score >= hits[0].score - LESS_LIKELY]
    if len({hit.article.id for hit in near}) == 1:
        others = (hit for hit in hits if hit.article.id != hits[0].article.id)
        near += [hit for hit in islice(others, 1) if hit.score >= hits[0].score - 2 * LESS_LIKELY]
    return near


def _passages(hits: Sequence[Hit], retriever: Retriever) -> list[tuple[Passage, ArticleInfo, int]]:
    """The hits' passages in order of rank, each followed by the neighbours that are no hits themselves."""
    reader = retriever.reader
    taken = {hit.key for hit in hits[:PASSAGES]}
    near: dict[int, list[int]] = {}
    for hit in hits[:WIDENED]:
        keys = [key for key in reader.neighbours(hit.key) if key is not None and key not in taken]
        taken.update(keys)
        near[hit.key] = keys
    stored = reader.passages([key for keys in near.values() for key in keys])
    found: list[tuple[Passage, ArticleInfo, int]] = []
    for hit in hits[:PASSAGES]:
        found.append((hit.passage, hit.article, hit.rank))
        found += [(*stored[key], hit.rank) for key in near.get(hit.key, ()) if key in stored]
    return found


def _sentences(passages: Iterable[tuple[Passage, ArticleInfo, int]]) -> Iterable[Candidate]:
    seen: set[tuple[str, int]] = set()
    for passage, article, rank in passages:
        title = fold(article.title)
        for start, end in sentence_spans(passage.text):
            place = (article.id, passage.start + start)
            text = passage.text[start:end]
            if place not in seen and _can_stand_alone(text, title):
                seen.add(place)
                yield Candidate(article, passage, passage.start + start, passage.start + end, text, rank)


def _can_stand_alone(text: str, folded_title: str) -> bool:
    """Whether a sentence is more than a fragment, no question, and not the headline over again."""
    if len(_WORD.findall(text)) < LEAST_WORDS or _QUESTION_END.search(text):
        return False
    return not folded_title or fold(text).strip(" .!۔") != folded_title.strip(" .!۔")
