"""Feeds: RSS 2.0 and its forerunners, RSS 1.0 (RDF), Atom 1.0 and 0.3."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.files.document import Document
from ingest.files.safe_xml import Element, as_html, elements_of, root_of, text_of
from ingest.records.markup import without_markup
from ingest.records.record import Record, Refusal

_ATOM = frozenset({"http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"})
_RSS_1 = frozenset({"http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"})
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ITEMS = ("{*}item", "{*}entry")
WORDPRESS_EXPORT = "wordpress.org/export/"


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item of a feed.

    Attributes:
        record: what the item says.
        whole: whether the feed means its text to be the whole article, and no summary of it.
    """

    record: Record
    whole: bool


@dataclass(frozen=True, slots=True)
class _Channel:
    """What a feed says of itself, which holds for each item that does not say otherwise."""

    source: str = ""
    language: str | None = None
    author: str | None = None


class FeedReader:
    """Reads a feed item by item."""

    name = "feed"
    extensions = frozenset({"rss", "atom", "rdf"})

    def recognises(self, document: Document) -> bool:
        """Whether the first element is a feed's."""
        return is_feed(root_of(document.head_text))

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The items; one without a text is refused alone."""
        path = str(document.path)
        for item in feed_items(elements_of(document, ITEMS), path):
            yield item.record if isinstance(item, FeedItem) else item


def is_feed(root: Element | None) -> bool:
    """Whether a document with this first element is a feed and no WordPress export, which looks like one."""
    if root is None:
        return False
    namespace, _, name = root.tag.rpartition("}")
    spaces = set(root.nsmap.values())
    if name == "rss":
        return not any(WORDPRESS_EXPORT in space for space in spaces)
    if name == "feed":
        return namespace[1:] in _ATOM
    return bool(root.tag == f"{_RDF}RDF" and spaces & _RSS_1)


def feed_items(found: Iterable[Element], path: str) -> Iterator[FeedItem | Refusal]:
    """The items of a feed.

    Args:
        found: its elements `ITEMS`.
        path: the file or address that they are from.
    """
    channel = None
    for number, element in enumerate(found, 1):
        if channel is None:
            channel = _channel(element)
        is_entry = element.tag.endswith("}entry")
        item = _entry(element, path, number) if is_entry else _item(element, path, number)
        if not item.record.body:
            yield Refusal(path, number, "the item has no text")
            continue
        record = item.record
        yield replace(
            item,
            record=replace(
                record,
                source=record.source or channel.source,
                language=record.language or channel.language,
                author=record.author or channel.author,
            ),
        )


def _channel(first: Element) -> _Channel:
    """What stands before the first item."""
    top = first.getparent()
    if top is None:
        return _Channel()
    # In RSS 1.0 the channel stands beside the items, else round them.
    channel = top.find("{*}channel")
    channel = top if channel is None else channel
    language = (
        text_of(channel, "{*}language") or channel.get(_LANG) or first.getroottree().getroot().get(_LANG)
    )
    return _Channel(
        source=without_markup(text_of(channel, "{*}title")),
        language=language or None,
        author=text_of(channel, "{*}author/{*}name") or None,
    )


def _item(element: Element, path: str, number: int) -> FeedItem:
    """An item of RSS."""
    full = text_of(element, _CONTENT) or text_of(element, "{*}fulltext") or text_of(element, "{*}body")
    body = full or _own(element, "description") or text_of(element, f".//{_MEDIA}description")
    guid = element.find("{*}guid")
    permanent = guid is not None and guid.get("isPermaLink", "true").lower() == "true"
    link = _own(element, "link") or element.get(f"{_RDF}about") or ""
    if not link and permanent and "://" in text_of(guid):
        link = text_of(guid)
    published = _own(element, "pubDate") or _any(element, f"{_DC}date", f"{_TERMS}issued", "{*}published")
    author = ", ".join(filter(None, map(text_of, element.findall(f"{_DC}creator")))) or _own(
        element, "author"
    )
    record = Record(
        path=path,
        number=number,
        body=without_markup(body),
        title=without_markup(_own(element, "title") or text_of(element, f".//{_MEDIA}title")),
        published=published or None,
        language=_any(element, f"{_DC}language", "{*}language") or element.get(_LANG),
        source=without_markup(_own(element, "source")),
        author=without_markup(author) or None,
        url=link or None,
        id=text_of(guid) or _any(element, f"{_DC}identifier") or element.get(f"{_RDF}about"),
        updated=_any(element, f"{_TERMS}modified", "{http://www.w3.org/2005/Atom}updated") or None,
    )
    return FeedItem(record, whole=bool(full))


def _entry(element: Element, path: str, number: int) -> FeedItem:
    """An entry of Atom."""
    source = element.find("{*}source")
    content, summary = _rendered(element, "{*}content"), _rendered(element, "{*}summary")
    updated = _any(element, "{*}updated", "{*}modified")
    people = filter(None, (text_of(name) for name in element.findall("{*}author/{*}name")))
    record = Record(
        path=path,
        number=number,
        body=content or summary or text_of(element, f".//{_MEDIA}description"),
        title=_rendered(element, "{*}title"),
        published=_any(element, "{*}published", "{*}issued", "{*}created") or updated or None,
        language=element.get(_LANG),
        source=_rendered(source, "{*}title") if source is not None else "",
        author=", ".join(people) or text_of(source, "{*}author/{*}name") or None,
        url=_alternate(element),
        id=text_of(element, "{*}id") or None,
        updated=updated or None,
    )
    return FeedItem(record, whole=bool(content))


def _rendered(element: Element, path: str) -> str:
    """The text of one of Atom's constructs, which says itself whether it is text, HTML or XHTML."""
    found = element.find(path)
    if found is None:
        return ""
    kind, escaped = found.get("type", "text"), found.get("mode") == "escaped"
    if kind in ("xhtml", "application/xhtml+xml") and len(found):
        return without_markup(as_html(found))
    if kind in ("html", "text/html") or escaped:
        return without_markup(text_of(found))
    return text_of(found) if kind.startswith("text") else ""


def _alternate(element: Element) -> str | None:
    """The address of an entry's page."""
    for link in element.findall("{*}link"):
        address = str(link.get("href") or "").strip()
        if link.get("rel", "alternate") == "alternate" and address:
            return address
    return None


def _own(element: Element, name: str) -> str:
    """The text of RSS's own element of a name, and not that of a namespace that has the name too."""
    for child in element.iterchildren(name, *(f"{{{space}}}{name}" for space in _RSS_1)):
        text = text_of(child)
        if text:
            return text
    return ""


def _any(element: Element, *paths: str) -> str:
    return next((text for path in paths if (text := text_of(element, path))), "")
