"""NewsML-G2 (IPTC): news items with their versions, alone or in a message of many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.errors import RefusedError
from ingest.files.document import Document
from ingest.files.safe_xml import Element, as_html, elements_of, root_of, text_of
from ingest.readers.nitf import nitf_record
from ingest.records.markup import without_markup
from ingest.records.record import Record, Refusal

_NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
_ITEMS = frozenset({"newsItem", "newsMessage", "packageItem"})
_WITHDRAWN = frozenset({"withheld", "canceled", "cancelled"})
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class NewsMlReader:
    """Reads news items one by one; those that carry pictures, sound or films only are passed over."""

    name = "NewsML-G2"
    extensions = frozenset({"newsml", "nml"})

    def recognises(self, document: Document) -> bool:
        """Whether the first element is one of NewsML-G2's that can hold news."""
        root = root_of(document.head_text)
        if root is None:
            return False
        namespace, _, name = root.tag.rpartition("}")
        return namespace[1:] == _NAMESPACE and name in _ITEMS

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The items; one that is taken back gives a record too, with or without its text."""
        path, any_item = str(document.path), False
        for number, element in enumerate(elements_of(document, [f"{{{_NAMESPACE}}}newsItem"]), 1):
            any_item = True
            record = _record(element, path, number)
            if record.body or record.withdrawn:
                yield record
            elif _is_text(element):
                yield Refusal(path, number, "the news item has no text")
        if not any_item:
            raise RefusedError("the NewsML-G2 document holds no news item")


def _record(element: Element, path: str, number: int) -> Record:
    meta, content = element.find("{*}itemMeta"), element.find("{*}contentMeta")
    body, story = _content(element)
    changed = text_of(meta, "{*}versionCreated")
    version = str(element.get("version") or "")
    published = text_of(content, "{*}contentCreated") or text_of(meta, "{*}firstCreated") or changed
    title = text_of(content, "{*}headline") or (story and story.title) or text_of(meta, "{*}title")
    return Record(
        path=path,
        number=number,
        body=body,
        title=without_markup(" ".join((title or "").split())),
        published=published or None,
        language=_language(element, content),
        source=_named(meta, "{*}provider")
        or _named(content, "{*}infoSource")
        or (story.source if story else ""),
        author=_author(content) or (story.author if story else None),
        id=element.get("guid"),
        updated=changed or None,
        version=int(version) if re.fullmatch(r"\d{1,9}", version, re.ASCII) else None,
        embargo=text_of(meta, "{*}embargoed") or (story.embargo if story else None),
        withdrawn=_status(meta) in _WITHDRAWN or bool(story and story.withdrawn),
    )


def _content(element: Element) -> tuple[str, Record | None]:
    """The text of the first rendition that has one, and the NITF story that it is, if it is one."""
    for inline in element.iterfind("{*}contentSet/{*}inlineXML"):
        nitf = inline.find("{*}nitf")
        if nitf is not None:
            story = nitf_record(nitf, "")
            if story.body:
                return story.body, story
        body = inline.find(".//{*}body")
        text = without_markup(as_html(inline if body is None else body))
        if text:
            return text, None
    for inline in element.iterfind("{*}contentSet/{*}inlineData"):
        if text_of(inline):
            return without_markup(text_of(inline)), None
    return "", None


def _language(element: Element, content: Element | None) -> str | None:
    tag = content.find("{*}language") if content is not None else None
    inline = element.find("{*}contentSet/{*}inlineXML")
    places = ((tag, "tag"), (inline, _LANG), (element, _LANG))
    return next(
        (str(found.get(name)) for found, name in places if found is not None and found.get(name)), None
    )


def _author(content: Element | None) -> str:
    """Who made the content, by name; else the byline."""
    if content is None:
        return ""
    people = (_name(found) for found in content.iterfind("{*}creator"))
    return ", ".join(filter(None, people)) or text_of(content, "{*}by")


def _named(parent: Element | None, path: str) -> str:
    """Who an element names: in words, else by a literal or code."""
    found = parent.find(path) if parent is not None else None
    if found is None:
        return ""
    return _name(found) or str(found.get("literal") or found.get("qcode", "").rpartition(":")[2])


def _name(element: Element) -> str:
    return " ".join(text_of(element, "{*}name").split())


def _status(meta: Element | None) -> str:
    """The state of publication, of a code ("stat:canceled") or an address that ends in it."""
    found = meta.find("{*}pubStatus") if meta is not None else None
    if found is None:
        return "usable"
    return re.split(r"[:/#]", str(found.get("qcode") or found.get("uri") or ""))[-1].lower()


def _is_text(element: Element) -> bool:
    """Whether an item says that it is text, or does not say what it is."""
    kind = element.find("{*}itemMeta/{*}itemClass")
    return kind is None or re.split(r"[:/#]", str(kind.get("qcode") or kind.get("uri") or ""))[-1] in (
        "",
        "text",
    )
