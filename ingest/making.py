"""What is made of a record by itself, before it is known whether the archive wants it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.article import Article
from archive.entries import PassageEntry
from ingest.identity import record_hash
from ingest.originals import pack
from ingest.preparation import copy_hash, prepare
from ingest.record import Record


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a record.

    Attributes:
        article: cleaned.
        record_hash: of the record as it came.
        text_hash: what copies of the article are known by.
        original: the record, packed.
        boilerplate: lines that were taken out of the body.
        passages: of the article; none where they were not cut yet.
    """

    article: Article
    record_hash: str
    text_hash: str
    original: bytes
    boilerplate: int
    passages: Sequence[PassageEntry] = ()


def make(record: Record, article_id: str) -> Made:
    """Prepare a record, without passages.

    Args:
        record: with its source.
        article_id: what the article is called.

    Raises:
        RefusedError: if the text is too short to be an article.
    """
    preparation = prepare(record, article_id)
    article = preparation.article
    return Made(
        article,
        record_hash(record),
        copy_hash(article, record),
        pack(record, article),
        preparation.boilerplate,
    )
