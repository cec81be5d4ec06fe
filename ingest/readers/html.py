"""Web pages: the article without what stands round it, and what the page says of it, by trafilatura."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from lxml import etree  # type: ignore[import-untyped]  # it ships no types
from lxml import html as lxml_html

from archive.errors import RefusedError
from ingest.files.decoding import decode
from ingest.files.document import Document
from ingest.records.fields import record_of
from ingest.records.record import Record, Refusal

Tree: TypeAlias = "lxml_html.HtmlElement"

_START = re.compile(
    r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|section|div|meta|title|p|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:-]+)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
LARGEST_PAGE = 16 << 20
# Trafilatura drops what is not printable, the joiners inside Persian and Urdu words too; two letters of
# Linear B, which no news has, stand for them until it is done.
_JOINERS = (("\u200c", "\U00010000"), ("\u200d", "\U00010001"))

# What pages say of themselves, best first; each is an attribute of `meta` and its value.
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datePublished",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "pubdate",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "date",
    "article:modified_time",
)
_SITE = ("og:site_name", "application-name", "dc.publisher", "publisher")
_AUTHOR = ("author", "article:author", "byl", "dc.creator", "parsely-author")

# It reports on single pages what is told here by refusals.
for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class HtmlReader:
    """Reads one article a page; nothing is fetched."""

    name = "HTML"
    extensions = frozenset({"html", "htm", "xhtml", "shtml"})

    def recognises(self, document: Document) -> bool:
        """Whether the text begins with one of the tags that open a page or a piece of one."""
        return bool(_START.match(document.head_text))

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The article of the page."""
        yield page_record(page_text(document.content()), str(document.path))


def page_text(content: bytes, declared: str | None = None) -> str:
    """The decoded HTML of a page, fit for a parser.

    Args:
        content: its bytes.
        declared: the encoding that came with it from a server; else its own `meta` says it.

    Raises:
        RefusedError: if it is too large or no text.
    """
    if len(content) > LARGEST_PAGE:
        raise RefusedError(f"the page is larger than {LARGEST_PAGE >> 20} MB")
    own = _CHARSET.search(content[:8192])
    page = decode(content, declared or (own[1].decode("ascii") if own else None))
    return _XML_DECLARATION.sub("", _CONTROLS.sub("", page).lstrip("\ufeff"))


def page_record(page: str, path: str, number: int | None = None) -> Record:
    """The article that a page holds.

    Args:
        page: the decoded HTML.
        path: the file.
        number: the place of the page in the file, if there are more.

    Raises:
        RefusedError: if no article is found in it.
    """
    import trafilatura  # only here: it takes longer to load than a run over a few records takes

    try:
        tree = lxml_html.document_fromstring(page)
        _hold_joiners(tree)
        extracted = trafilatura.bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (etree.LxmlError, ValueError, RecursionError, AssertionError) as error:
        raise RefusedError(f"the page cannot be read as HTML ({error})") from None
    # A document and no dict, as `as_dict` is not asked for; None where no article is found.
    found = None if isinstance(extracted, dict) else extracted
    tree = lxml_html.document_fromstring(page)
    said = _linked_data(tree)
    body = _with_joiners(found.text if found else "") or str(said.get("articleBody") or "")
    if not body or not body.strip():
        raise RefusedError("no article text is found in the page")
    title = _first(_meta(tree, "og:title"), said.get("headline"), found and found.title)
    return record_of(
        {
            "text": _without_title(body, title),
            "title": title,
            "published": _first(
                *(_meta(tree, name) for name in _PUBLISHED[:1]),
                said.get("datePublished"),
                *(_meta(tree, name) for name in _PUBLISHED),
                _time(tree),
                found and found.date,
            ),
            "source": _first(
                *(_meta(tree, name) for name in _SITE[:1]),
                said.get("publisher"),
                found and found.sitename,
                *(_meta(tree, name) for name in _SITE),
            ),
            "author": _first(
                said.get("author"), *(_meta(tree, name) for name in _AUTHOR), found and found.author
            ),
            "language": _first(
                tree.get("lang"),
                tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
                said.get("inLanguage"),
                _meta(tree, "og:locale"),
            ),
            "url": _first(_canonical(tree), _meta(tree, "og:url"), said.get("url")),
        },
        path,
        number,
    )


def _hold_joiners(tree: Tree) -> None:
    """Put letters that survive the extraction in the place of the joiners, in a whole page."""
    for element in tree.iter():
        for place in ("text", "tail"):
            text = getattr(element, place)
            if text and not text.isascii():
                for joiner, letter in _JOINERS:
                    text = text.replace(joiner, letter)
                setattr(element, place, text)


def _with_joiners(text: str | None) -> str:
    """A text as it was before `_hold_joiners`."""
    text = text or ""
    for joiner, letter in _JOINERS:
        text = text.replace(letter, joiner)
    return text


def _first(*values: object) -> object:
    """The first value that says anything."""
    return next((value for value in values if value), None)


def _meta(tree: Tree, name: str) -> str:
    """The content of a `meta` element by its name or property, in any case."""
    for element in tree.iter("meta"):
        given = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if given.lower() == name.lower():
            content = (element.get("content") or "").strip()
            if content:
                return str(content)
    return ""


def _canonical(tree: Tree) -> str:
    """The page's own address, where it is absolute."""
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            address = (element.get("href") or "").strip()
            return address if "://" in address else ""
    return ""


def _time(tree: Tree) -> str:
    """The first machine-readable time of the page."""
    return next(
        (str(element.get("datetime")) for element in tree.iter("time") if element.get("datetime")), ""
    )


def _linked_data(tree: Tree) -> Mapping[str, object]:
    """What schema.org's JSON-LD in the page says of the article."""
    for element in tree.iter("script"):
        if (element.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            value = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _graph(value):
            kind = item.get("@type")
            if any(
                str(name).endswith(("Article", "BlogPosting"))
                for name in (kind if isinstance(kind, list) else [kind])
            ):
                return item
    return {}


def _graph(value: object) -> list[Mapping[str, object]]:
    """The things that a piece of JSON-LD describes."""
    if isinstance(value, Mapping) and isinstance(value.get("@graph"), list):
        value = value["@graph"]
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, Mapping)]


def _without_title(body: str, title: object) -> str:
    """A body without the headline that pages repeat above it."""
    first, _, rest = body.partition("\n")
    same = " ".join(first.split()) == " ".join(str(title or "").split())
    return rest if same and rest.strip() else body
