"""From a record, as its file tells it, to an article, as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from archive.article import Article, ArticleInfo
from archive.errors import RefusedError
from ingest.preparing.boilerplate import without_boilerplate
from ingest.preparing.cleaning import clean, clean_line
from ingest.preparing.outlet import stated_outlet
from ingest.records.identity import text_hash
from ingest.records.languages import language_code
from ingest.records.record import Record
from language.dates import parse_published
from language.identification import identify

# A flash of three words is an article; a stray "n/a" or a page number is none.
FEWEST_LETTERS = 10
_READ_FOR_LANGUAGE = 300


@dataclass(frozen=True)  # without slots: it goes through pipes, and is pickled twice as fast
class Preparation:
    """What was made of a record.

    Attributes:
        article: the article.
        boilerplate: how many lines were taken out of its body because they are no part of the story.
        copy_hash: what copies of it are known by: its text, and the outlet where its record states one.
    """

    article: Article
    boilerplate: int
    copy_hash: str


def is_earlier(record: Record, since: date) -> bool:
    """Whether a record is known to be of a day before another; one without a date is not."""
    published = parse_published(record.published) if record.published else None
    return published is not None and published[:10] < since.isoformat()


def prepare(record: Record, article_id: str) -> Preparation:
    """The article: cleaned, without boilerplate, dated, its language told.

    Args:
        record: with its source.
        article_id: what it is called.

    Raises:
        RefusedError: if the text is too short to be an article.
    """
    stripped, title = without_boilerplate(clean(record.body)), clean_line(record.title)
    body = stripped.body
    letters = sum(map(str.isalpha, body[:200]))
    if letters < FEWEST_LETTERS and not record.withdrawn:
        raise RefusedError(f"the text is too short to be an article ({len(body)} characters)")
    language = language_code(record.language) or identify(f"{title}\n{body[:_READ_FOR_LANGUAGE]}")
    author = clean_line(record.author) if record.author else ""
    url = record.url.strip() if record.url else ""
    info = ArticleInfo(
        id=article_id,
        title=title,
        language=language,
        published=parse_published(record.published) if record.published else None,
        source=clean_line(record.source),
        author=author or None,
        url=clean_line(url) or None,
        path=record.path,
        updated=parse_published(record.updated) if record.updated else None,
    )
    return Preparation(Article(info, body), stripped.lines, text_hash(title, body, stated_outlet(record)))
