"""From a question to its hits."""

from __future__ import annotations

from collections.abc import Iterator

from archive.article import ArticleInfo, Passage
from archive.reader import ArchiveReader
from language.embedding import Embedder
from language.static_model import StaticModel
from retrieval.candidates import Candidates, gather
from retrieval.hit import Hit, SearchResult
from retrieval.matched_words import matched_words
from retrieval.newest import newest_first
from retrieval.question import Question
from retrieval.relevance import confidence_of_best, score
from retrieval.terms import Terms, terms_of
from retrieval.time_window import search_in_window

CANDIDATES = 300
"""How many passages each way into the archive brings, shared among the languages."""

LEAST_CANDIDATES = 60
"""How many of them a language gets at least."""

READ_AHEAD = 2
"""Passages that are read at once for each hit that is wanted, as one article may fill the first places."""


class Retriever:
    """Finds passages in an archive, whatever the language of either.

    Args:
        reader: the archive.
        embedder: the model whose vectors the archive holds.
        static_model: the bundled model, whose words are compared.
    """

    def __init__(self, reader: ArchiveReader, embedder: Embedder, static_model: StaticModel) -> None:
        self.reader = reader
        self.embedder = embedder
        self.static_model = static_model

    def search(self, question: Question, limit: int = 10, per_article: int = 3) -> SearchResult:
        """The best passages for a question.

        Args:
            question: as `understanding.understand` read it.
            limit: how many hits at most.
            per_article: how many of them one article may have.
        """
        self.reader.refresh()
        question, scored, considered = search_in_window(question, self.reader, self._scored)
        if question.newest:
            scored = newest_first(scored, self.reader.days([key for _, key in scored]))
        hits = tuple(self._hits(question, scored, limit, per_article))
        sureness = confidence_of_best(scored, question.language, self.reader) if hits else 0.0
        return SearchResult(question, hits, sureness, considered)

    def _scored(self, question: Question, reader: ArchiveReader) -> list[tuple[float, int]]:
        """Scores and keys of the passages that a reader finds for a question, best first."""
        terms = terms_of(question.searched, question.language, self.embedder, self.static_model)
        if not terms:
            return []
        scored = [
            (float(value), int(key))
            for pool in self.pools(terms, question, reader)
            for value, key in zip(score(pool), pool.keys, strict=True)
        ]
        return sorted(scored, key=lambda pair: (-pair[0], pair[1]))

    def pools(
        self, terms: Terms, question: Question, reader: ArchiveReader | None = None
    ) -> list[Candidates]:
        """The candidates of a question, language by language; of another reader where one is given."""
        wanted = question.filters.languages
        languages = [code for code in self.reader.languages() if not wanted or code in wanted]
        limit = max(LEAST_CANDIDATES, CANDIDATES // max(1, len(languages)))
        return [
            gather(reader or self.reader, self.static_model, terms, language, limit, question.filters)
            for language in languages
        ]

    def _hits(
        self, question: Question, scored: list[tuple[float, int]], limit: int, per_article: int
    ) -> list[Hit]:
        chosen: list[tuple[float, int, Passage, ArticleInfo]] = []
        taken: dict[str, int] = {}
        for value, key, passage, article in self._stored(scored, limit):
            if taken.get(article.id, 0) < per_article:
                taken[article.id] = taken.get(article.id, 0) + 1
                chosen.append((value, key, passage, article))
            if len(chosen) == limit:
                break
        tokens = self.reader.tokens([key for _, key, _, _ in chosen])
        return [
            Hit(
                rank,
                value,
                key,
                passage,
                article,
                matched_words(question.text, article.title, passage.text, ids, self.static_model),
            )
            for rank, ((value, key, passage, article), ids) in enumerate(
                zip(chosen, tokens, strict=True), start=1
            )
        ]

    def _stored(
        self, scored: list[tuple[float, int]], limit: int
    ) -> Iterator[tuple[float, int, Passage, ArticleInfo]]:
        """The passages themselves, best first; one that has left the archive meanwhile is passed over."""
        step = READ_AHEAD * limit
        for first in range(0, len(scored), step):
            part = scored[first : first + step]
            found = self.reader.passages([key for _, key in part])
            yield from ((value, key, *found[key]) for value, key in part if key in found)

