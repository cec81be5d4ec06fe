"""One hit for one story: copies of a text, from whatever outlet and in whatever language, stand behind one.

Forty outlets that print one agency's report are one source, and a page of forty such hits has no room for a
second. Precision matters more than recall here: two stories must never become one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from retrieval.story_comparison import Found, StoryComparison

if TYPE_CHECKING:
    from archive.reader import ArchiveReader
    from language.static_model import StaticModel

LOOKED_AT: Final = 4
"""Candidates that are compared at once for each story that is wanted."""

ABOUT_AS_GOOD: Final = 0.5
"""Scores are log-odds: a copy within this of the best is as good an answer, and other things decide."""


@dataclass(slots=True)
class Story:
    """A text and everyone who published it.

    Attributes:
        members: the best passage of each article, best first.
    """

    members: list[Found] = field(default_factory=list)

    def shown(self, language: str) -> Found:
        """Who stands for the story: of those about as good, the one to read and to cite.

        The question's own language before a translation, the earliest before those that copied it, and of one
        outlet's versions the last, which may be the correction.
        """
        best = self.members[0]
        good = [one for one in self.members if one.score >= best.score - ABOUT_AS_GOOD]
        chosen = min(good, key=lambda one: (one.article.language != language, _day(one)))
        versions = [one for one in good if _outlet(one) == _outlet(chosen)]
        return max(versions, key=lambda one: one.article.published or "")


def collapse(
    found: Iterable[Found],
    reader: ArchiveReader,
    static_model: StaticModel,
    limit: int,
    per_article: int,
) -> list[Story]:
    """The best stories, best first.

    Args:
        found: candidates, best first; only as many are taken as are needed.
        reader: the archive.
        static_model: whose words are compared.
        limit: how many stories at most; copies do not count.
        per_article: how many of them one article may begin, with different passages.
    """
    coming = iter(found)
    stories: list[Story] = []
    taken: Counter[str] = Counter()
    while len(stories) < limit and (batch := list(islice(coming, LOOKED_AT * limit))):
        leading = [story.members[0] for story in stories]
        comparison = StoryComparison([*leading, *batch], reader, static_model)
        rows = list(range(len(leading)))  # of the first member of each story
        for row, one in enumerate(batch, start=len(leading)):
            home = next((place for place, first in enumerate(rows) if comparison.is_copy(row, first)), None)
            if home is not None:
                _join(stories[home], one)
            elif len(stories) < limit and taken[one.article.id] < per_article:
                taken[one.article.id] += 1
                stories.append(Story([one]))
                rows.append(row)
    return stories


def copies_of(story: Story, shown: Found) -> Sequence[Found]:
    """The story's other articles, best first."""
    return [one for one in story.members if one.article.id != shown.article.id]


def _join(story: Story, one: Found) -> None:
    if all(member.article.id != one.article.id for member in story.members):
        story.members.append(one)


def _day(found: Found) -> int:
    return found.article.day or 99_999_999


def _outlet(found: Found) -> tuple[str, str]:
    """Outlet and language; articles of an unknown outlet are nobody's versions of one another."""
    article = found.article
    return (article.source.casefold() or article.id, article.language)
