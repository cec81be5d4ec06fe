"""An article and the passages it is cut into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

_DAY: Final = len("2026-01-14")


@dataclass(frozen=True)  # without slots: it goes through pipes, and is pickled twice as fast
class ArticleInfo:
    """What is known of an article besides its body: enough to list it and to cite it.

    Attributes:
        id: stable over runs; made by the ingest from the URL, the record's own id or the path.
        title: the headline, possibly empty.
        language: ISO 639-1 code, or "und" where it could not be told.
        published: ISO 8601, a day ("2026-01-14") or a moment with the zone it was written in
            ("2026-01-14T18:30:00+02:00"; without a zone where none was given); None where unknown.
        source: the outlet's name, possibly empty.
        author: the byline, where there is one.
        url: where the article stands on the web, where known.
        path: the absolute path of the file it came from.
        updated: when it was last corrected, as `published`; None where it was not or that is unknown.
    """

    id: str
    title: str
    language: str
    published: str | None
    source: str
    author: str | None
    url: str | None
    path: str
    updated: str | None = None

    @property
    def day(self) -> int | None:
        """The day of publication as the integer YYYYMMDD, for filters and for order."""
        return int(self.published[:10].replace("-", "")) if self.published else None

    @property
    def corrected(self) -> str | None:
        """`updated` where it lies after the publication; many outlets give both with one value."""
        if self.updated and self.published and not _is_later(self.updated, self.published):
            return None
        return self.updated


@dataclass(frozen=True)  # without slots: it goes through pipes, and is pickled twice as fast
class Article:
    """An article whole: its info and its body. Every offset anywhere counts characters of `body`."""

    info: ArticleInfo
    body: str

    @property
    def id(self) -> str:
        """The article's id."""
        return self.info.id


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article: `article.body[start:end] == text`, always."""

    article_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """What an article said before it was corrected.

    Attributes:
        title: the headline then.
        body: the text then.
        published: as `ArticleInfo.published`.
        updated: when that version had been corrected itself.
        replaced: when this archive took the next version (ISO 8601, UTC).
    """

    title: str
    body: str
    published: str | None
    updated: str | None
    replaced: str


class Standing(Enum):
    """Whether an article may be answered from; only a usable one has passages."""

    USABLE = "usable"
    EMBARGOED = "embargoed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What an article's system says of this version of it.

    Attributes:
        standing: whether it may be answered from.
        version: its number, where the system counts; the highest stands.
        embargo: the moment until which it is embargoed (ISO 8601, UTC, to the second).
        original: the record as it came, packed by the ingest, for cleaning it anew; empty where none is kept.
    """

    standing: Standing = Standing.USABLE
    version: int | None = None
    embargo: str | None = None
    original: bytes = b""


AS_IT_CAME = Delivery()
"""An ordinary delivery: usable, of no version."""


def _is_later(one: str, other: str) -> bool:
    """Whether a day or moment lies after another; by their days where their hours cannot be compared."""
    first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
    if len(one) > _DAY and len(other) > _DAY and (first.tzinfo is None) == (second.tzinfo is None):
        return first > second
    return one[:_DAY] > other[:_DAY]
