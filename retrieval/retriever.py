"""From a question to its hits."""

from __future__ import annotations

from dataclasses import dataclass

from archive.article import ArticleInfo, Passage
from archive.reader import ArchiveReader
from language.embedding import Embedder
from language.static_model import StaticModel
from retrieval.candidates import Candidates, gather
from retrieval.confidence import confidence_of
from retrieval.fusion import fuse
from retrieval.hit import Hit, SearchResult
from retrieval.question import Question
from retrieval.terms import Terms, terms_of
from retrieval.word_comparison import matched_words

CANDIDATES = 300
"""How many passages each way into the archive brings, shared among the languages."""

LEAST_CANDIDATES = 60
"""How many of them a language gets at least."""


@dataclass(frozen=True, slots=True)
class Retriever:
    """Finds passages in an archive, whatever the language of either.

    Attributes:
        reader: the archive.
        embedder: the model whose vectors the archive holds.
        static_model: the bundled model, whose words are compared.
    """

    reader: ArchiveReader
    embedder: Embedder
    static_model: StaticModel

    def search(self, question: Question, limit: int = 10, per_article: int = 3) -> SearchResult:
        """The best passages for a question.

        Args:
            question: as `understanding.understand` read it.
            limit: how many hits at most.
            per_article: how many of them one article may have.
        """
        self.reader.refresh()
        terms = terms_of(question.text, question.language, self.embedder, self.static_model)
        if not terms:
            return SearchResult(question, (), 0.0)
        pools = self._pools(terms, question)
        scored = [
            (float(score), int(key))
            for pool in pools
            for score, key in zip(fuse(pool), pool.keys, strict=True)
        ]
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        hits = tuple(self._hits(question, scored, limit, per_article))
        return SearchResult(question, hits, confidence_of(pools, hits))

    def _pools(self, terms: Terms, question: Question) -> list[Candidates]:
        wanted = question.filters.languages
        languages = [code for code in self.reader.languages() if not wanted or code in wanted]
        limit = max(LEAST_CANDIDATES, CANDIDATES // max(1, len(languages)))
        return [
            gather(self.reader, self.static_model, terms, language, limit, question.filters)
            for language in languages
        ]

    def _hits(
        self, question: Question, scored: list[tuple[float, int]], limit: int, per_article: int
    ) -> list[Hit]:
        hits: list[Hit] = []
        taken: dict[str, int] = {}
        for score, key, passage, article in self._stored(scored, limit * 3):
            if taken.get(article.id, 0) == per_article:
                continue
            taken[article.id] = taken.get(article.id, 0) + 1
            matched = matched_words(question.text, passage.text, self.static_model)
            hits.append(Hit(len(hits) + 1, score, key, passage, article, matched))
            if len(hits) == limit:
                break
        return hits

    def _stored(
        self, scored: list[tuple[float, int]], batch: int
    ) -> list[tuple[float, int, Passage, ArticleInfo]]:
        """The passages themselves; one that has left the archive meanwhile is passed over."""
        found = self.reader.passages([key for _, key in scored[: batch * 4]])
        return [(score, key, *found[key]) for score, key in scored[: batch * 4] if key in found]
