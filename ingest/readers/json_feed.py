"""JSON Feed (jsonfeed.org, versions 1 and 1.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archive.errors import RefusedError
from ingest.files.decoding import decode
from ingest.files.document import Document
from ingest.readers.feed import FeedItem
from ingest.readers.jsonl import parse_object
from ingest.records.markup import without_markup
from ingest.records.record import Record, Refusal

_VERSION = "jsonfeed.org/version/"
_LONGEST_BEFORE_VERSION = 4000


class JsonFeedReader:
    """Reads a feed whole."""

    name = "JSON Feed"
    extensions: frozenset[str] = frozenset()

    def recognises(self, document: Document) -> bool:
        """Whether the text begins like an object that names the standard's version."""
        return is_json_feed(document.head_text)

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The items; one without a text is refused alone."""
        for item in json_feed_items(document.content(), str(document.path)):
            yield item.record if isinstance(item, FeedItem) else item


def is_json_feed(text: str) -> bool:
    """Whether a text begins like a JSON Feed."""
    beginning = text[:_LONGEST_BEFORE_VERSION].replace("\\/", "/")
    return text.startswith("{") and _VERSION in beginning and '"version"' in beginning


def json_feed_items(content: bytes, path: str) -> Iterator[FeedItem | Refusal]:
    """The items of a feed.

    Raises:
        RefusedError: if it is no valid JSON, or has no list of items.
    """
    feed = parse_object(decode(content).lstrip("\ufeff"))
    items = feed.get("items")
    if not isinstance(items, list):
        raise RefusedError("the JSON Feed has no list of items")
    for number, item in enumerate(items, 1):
        if not isinstance(item, Mapping):
            yield Refusal(path, number, "an item of the feed is not an object")
            continue
        found = _item(item, feed, path, number)
        yield found if found.record.body else Refusal(path, number, "the item has no text")


def _item(item: Mapping[str, object], feed: Mapping[str, object], path: str, number: int) -> FeedItem:
    # "content_text" is plain text, in which what looks like a tag is none.
    full = without_markup(_text(item, "content_html")) or _text(item, "content_text")
    record = Record(
        path=path,
        number=number,
        body=full or _text(item, "summary"),
        title=_text(item, "title"),
        published=_text(item, "date_published") or None,
        language=_text(item, "language") or _text(feed, "language") or None,
        source=_text(feed, "title"),
        author=_authors(item) or _authors(feed) or None,
        url=_text(item, "url") or _text(item, "external_url") or None,
        id=_text(item, "id") or None,
        updated=_text(item, "date_modified") or None,
    )
    return FeedItem(record, whole=bool(full))


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _authors(values: Mapping[str, object]) -> str:
    """The names of the authors: a list since version 1.1, one before."""
    several = values.get("authors")
    people = several if isinstance(several, list) else [values.get("author")]
    return ", ".join(
        filter(None, (_text(person, "name") for person in people if isinstance(person, Mapping)))
    )
