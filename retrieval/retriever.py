"""From a question to its hits."""

from __future__ import annotations

from collections.abc import Iterator

from archive.reader import ArchiveReader
from language.embedding import Embedder
from language.static_model import StaticModel
from retrieval.candidates import Candidates, gather
from retrieval.hit import Copy, Hit, SearchResult
from retrieval.matched_words import matched_words
from retrieval.newest import newest_first
from retrieval.passage_source import PassageSource
from retrieval.question import Question
from retrieval.relevance import confidence_of_best, score
from retrieval.stories import LOOKED_AT, collapse, copies_of
from retrieval.story_comparison import Found
from retrieval.terms import Terms, terms_of
from retrieval.time_window import search_in_window

CANDIDATES = 300
"""How many passages each way into the archive brings, shared among the languages."""

LEAST_CANDIDATES = 60
"""How many of them a language gets at least."""


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
            limit: how many hits at most; copies of one text are one hit.
            per_article: how many of them one article may have.
        """
        self.reader.follow()
        question, scored, considered = search_in_window(question, self.reader, self._scored)
        if question.newest:
            scored = newest_first(scored, self.reader.days([key for _, key in scored]))
        hits = tuple(self._hits(question, scored, limit, per_article))
        sureness = confidence_of_best(scored, question.language, self.reader) if hits else 0.0
        return SearchResult(question, hits, sureness, considered)

    def _scored(self, question: Question, source: PassageSource) -> list[tuple[float, int]]:
        """Scores and keys of the passages that a source has for a question, best first."""
        terms = terms_of(question.searched, question.language, self.embedder, self.static_model)
        if not terms:
            return []
        scored = [
            (float(value), int(key))
            for pool in self.pools(terms, question, source)
            for value, key in zip(score(pool), pool.keys, strict=True)
        ]
        return sorted(scored, key=lambda pair: (-pair[0], pair[1]))

    def pools(
        self, terms: Terms, question: Question, source: PassageSource | None = None
    ) -> list[Candidates]:
        """The candidates of a question, language by language; from the archive where no source is given."""
        wanted = question.filters.languages
        languages = [code for code in self.reader.languages() if not wanted or code in wanted]
        limit = max(LEAST_CANDIDATES, CANDIDATES // max(1, len(languages)))
        return [
            gather(source or self.reader, self.static_model, terms, language, limit, question.filters)
            for language in languages
        ]

    def _hits(
        self, question: Question, scored: list[tuple[float, int]], limit: int, per_article: int
    ) -> list[Hit]:
        stories = collapse(self._stored(scored, limit), self.reader, self.static_model, limit, per_article)
        shown = [story.shown(question.language) for story in stories]
        tokens = self.reader.tokens([one.key for one in shown])
        return [
            Hit(
                rank,
                story.members[0].score,
                one.key,
                one.passage,
                one.article,
                matched_words(question.text, one.article.title, one.passage.text, ids, self.static_model),
                tuple(Copy(other.key, other.passage, other.article) for other in copies_of(story, one)),
            )
            for rank, (story, one, ids) in enumerate(zip(stories, shown, tokens, strict=True), start=1)
        ]

    def _stored(self, scored: list[tuple[float, int]], limit: int) -> Iterator[Found]:
        """The passages themselves, best first; one that has left the archive meanwhile is passed over."""
        step = LOOKED_AT * limit
        for first in range(0, len(scored), step):
            part = scored[first : first + step]
            found = self.reader.passages([key for _, key in part])
            yield from (Found(value, key, *found[key]) for value, key in part if key in found)
