"""What a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.article import ArticleInfo, Passage
from retrieval.question import Question


@dataclass(frozen=True, slots=True)
class MatchedWords:
    """A word of the question and the word of the passage that answers to it, as each is written."""

    question: str
    passage: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Copy:
    """Where the text of a hit was published too: word for word, lightly edited, or translated.

    Attributes:
        key: the number of the passage that answers to the hit's.
        passage: that passage.
        article: whose passage it is.
    """

    key: int
    passage: Passage
    article: ArticleInfo


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, once for all the outlets that published it.

    Attributes:
        rank: 1 for the best.
        score: the best fused score of the passage and its copies; comparable within one search only.
        key: the passage's number in the archive.
        passage: the passage itself.
        article: whose passage it is.
        matched: the pairs of words that matched, best first.
        copies: the other articles of the same text, best first, each once.
    """

    rank: int
    score: float
    key: int
    passage: Passage
    article: ArticleInfo
    matched: tuple[MatchedWords, ...] = ()
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits of a question.

    Attributes:
        question: as it was understood.
        hits: best first.
        confidence: how sure the archive is to hold what was asked, 0 to 1; comparable between searches.
        considered: how many passages were looked at; among few, scores say little.
    """

    question: Question
    hits: tuple[Hit, ...]
    confidence: float
    considered: int


def copies_by_article(hits: Sequence[Hit]) -> dict[str, tuple[Copy, ...]]:
    """For each article of the hits, the other articles of the same text.

    A copy that says something more may be a hit of its own with that passage; it is known by its hit too.
    """
    found: dict[str, dict[str, Copy]] = {}
    for hit in hits:
        told = (Copy(hit.key, hit.passage, hit.article), *hit.copies)
        for one in told:
            others = {copy.article.id: copy for copy in told if copy.article.id != one.article.id}
            found[one.article.id] = found.get(one.article.id, {}) | others
    return {article: tuple(copies.values()) for article, copies in found.items() if copies}
