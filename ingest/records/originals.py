"""The record as it came, packed beside the article that was made of it, so that it can be cleaned anew."""

from __future__ import annotations

import json
import zlib
from dataclasses import fields, replace

import zstandard

from archive.article import Article
from ingest.records.record import Record

_COMPRESSOR = zstandard.ZstdCompressor(level=1)  # zlib's quickest takes three times as long
_NAMES = tuple(field.name for field in fields(Record))


def pack(record: Record, article: Article) -> bytes:
    """The record in few bytes: what the article says in the same words is left out.

    Args:
        record: as its file tells it.
        article: made of it.
    """
    same = {"path": article.info.path, "title": article.info.title, "body": article.body}
    values = ((name, getattr(record, name)) for name in _NAMES)
    kept = {
        name: value for name, value in values if value not in (None, "", False) and same.get(name) != value
    }
    return _COMPRESSOR.compress(json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def unpack(original: bytes, article: Article) -> Record:
    """The record that an article was made of; of one without an original, what the article says itself."""
    info = article.info
    same = Record(path=info.path, number=None, body=article.body, title=info.title)
    if not original:
        return replace(
            same,
            published=info.published,
            language=info.language,
            source=info.source,
            author=info.author,
            url=info.url,
            updated=info.updated,
        )
    return replace(same, **json.loads(_unpacked(original).decode("utf-8", "surrogatepass")))


def _unpacked(original: bytes) -> bytes:
    if original.startswith(zstandard.FRAME_HEADER):
        return zstandard.ZstdDecompressor().decompress(original)
    return zlib.decompress(original)  # as archives of earlier versions have it
