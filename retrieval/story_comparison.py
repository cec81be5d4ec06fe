"""Which of some passages come from articles that are copies of one text.

Passages are cheap to compare and say which articles are worth a look; the articles decide, because two copies
are not cut into passages at the same places, and because a follow-up may repeat one whole passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from archive.article import ArticleInfo, Passage
from retrieval.copies import Text, Words, covered, same_meaning, same_wording, shingles_of

if TYPE_CHECKING:
    from archive.reader import ArchiveReader
    from language.embedding import FloatArray
    from language.static_model import StaticModel

SHARED: Final = 0.3
"""The part of the shorter passage's shingles from which on two articles are worth a look; copies whose
passages are cut at other places share at least half of one."""

NEAR: Final = 0.6
"""The cosine of two passages' vectors from which on they may be translations; 95 in 100 of those reach it."""

DAYS: Final = 3
"""Copies run within so many days, where both are dated; later the same words are another event's."""

TOLD: Final = 0.5
"""The part of a passage that stands in the shown article, or it is news of its own."""


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate as the archive holds it."""

    score: float
    key: int
    passage: Passage
    article: ArticleInfo


class StoryComparison:
    """Compares the articles of some passages, reading of the archive only what may be alike.

    Args:
        found: the passages.
        reader: the archive.
        static_model: whose words are compared.
    """

    def __init__(self, found: Sequence[Found], reader: ArchiveReader, static_model: StaticModel) -> None:
        self._found = found
        self._reader = reader
        self._static_model = static_model
        titles = static_model.token_ids([one.article.title for one in found])
        self._titles = [title.size for title in titles]
        tokens = reader.tokens([one.key for one in found])
        self._tokens = [ids[size:] for ids, size in zip(tokens, self._titles, strict=True)]
        self._worth = self._worth_a_look()
        self._bodies = self._read_bodies()
        self._texts: dict[str, Text] = {}
        self._words: dict[str, Words] = {}
        self._known: dict[tuple[str, str], bool] = {}

    def is_copy(self, row: int, shown: int) -> bool:
        """Whether passage `row` tells nothing that the article of passage `shown` does not tell."""
        if not self._worth[row, shown]:
            return False
        one, other = self._found[row].article, self._found[shown].article
        names = min(one.id, other.id), max(one.id, other.id)
        if names not in self._known:
            self._known[names] = self._same(one, other)
        if not self._known[names] or one.language != other.language:
            return self._known[names]
        told = covered(self._tokens[row], self._text(other).shingles)
        return not told.size or float(told.mean()) >= TOLD

    def _same(self, one: ArticleInfo, other: ArticleInfo) -> bool:
        if one.language == other.language:
            return same_wording(self._text(one), self._text(other))
        return same_meaning(self._opening(one), self._opening(other))

    def _text(self, article: ArticleInfo) -> Text:
        if article.id not in self._texts:
            self._texts[article.id] = Text.of(self._bodies[article.id], self._static_model)
        return self._texts[article.id]

    def _opening(self, article: ArticleInfo) -> Words:
        if article.id not in self._words:
            self._words[article.id] = Words.of(self._bodies[article.id], self._static_model)
        return self._words[article.id]

    def _worth_a_look(self) -> NDArray[np.bool_]:
        """Which pairs of passages may come from copies, shape (n, n)."""
        languages = np.array([one.article.language for one in self._found])
        ids = np.array([one.article.id for one in self._found])
        same_language = languages[:, None] == languages
        worth = self._within_days() & (ids[:, None] != ids)
        alike = np.where(same_language, self._shared() >= SHARED, False)
        if not (same_language | ~worth).all():
            vectors = self._reader.vectors([one.key for one in self._found])
            alike |= ~same_language & (vectors @ vectors.T >= NEAR)
        result: NDArray[np.bool_] = worth & alike
        return result

    def _within_days(self) -> NDArray[np.bool_]:
        days = [
            date.fromisoformat(one.article.published[:10]).toordinal() if one.article.published else 0
            for one in self._found
        ]
        known = np.array(days)
        near = np.abs(known[:, None] - known) <= DAYS
        result: NDArray[np.bool_] = near | (known[:, None] == 0) | (known == 0)
        return result

    def _shared(self) -> FloatArray:
        """The part of the shorter passage's shingles that each pair of passages shares, shape (n, n)."""
        runs = [shingles_of(ids) for ids in self._tokens]
        distinct, places = np.unique(np.concatenate(runs), return_inverse=True)
        holds = np.zeros((len(runs), distinct.size), dtype=np.float32)
        holds[np.repeat(np.arange(len(runs)), [run.size for run in runs]), places] = 1
        sizes = holds.sum(axis=1)
        shared: FloatArray = holds @ holds.T
        share: FloatArray = shared / np.maximum(np.minimum(sizes[:, None], sizes), 1)
        return share

    def _read_bodies(self) -> dict[str, NDArray[np.uint32]]:
        """The tokens of the whole bodies of the articles that are worth a look."""
        rows: dict[str, int] = {}
        for row in np.flatnonzero(self._worth.any(axis=1)).tolist():
            rows.setdefault(self._found[row].article.id, row)
        siblings = self._reader.siblings([self._found[row].key for row in rows.values()])
        keys = [key for keys in siblings.values() for key in keys]
        tokens = dict(zip(keys, self._reader.tokens(keys), strict=True))
        bodies: dict[str, NDArray[np.uint32]] = {}
        for article, row in rows.items():
            key, title = self._found[row].key, self._titles[row]
            parts = [tokens[other][title:] for other in siblings.get(key, ())]
            bodies[article] = np.concatenate(parts) if parts else self._tokens[row]
        return bodies
