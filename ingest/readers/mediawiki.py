"""Dumps of MediaWiki (`pages-articles`), such as Wikinews publishes: the newest revision of each article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from archive.errors import RefusedError
from ingest.files.document import Document
from ingest.files.safe_xml import Element, elements_of, root_of, text_of
from ingest.readers.wikitext import text_of_wikitext
from ingest.records.record import Record, Refusal

_NAMESPACE = "http://www.mediawiki.org/xml/export-"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WIKI_OF_LANGUAGE = re.compile(r"([a-z]{2,3})wik")
_REDIRECT = re.compile(
    r"\s*#\s*(?:redirect|تحويل|redirection|redirección|weiterleitung|перенаправление)\b", re.IGNORECASE
)
_ARTICLES = "0"


@dataclass(frozen=True, slots=True)
class _Site:
    name: str = ""
    address: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class _Revision:
    """A revision: when it was made, and its wikitext."""

    made: str
    text: str


class MediaWikiReader:
    """Reads page by page; talk, templates, redirects and all else that is no article are passed over."""

    name = "MediaWiki dump"
    extensions = frozenset({"mediawiki"})

    def recognises(self, document: Document) -> bool:
        """Whether the first element is that of an export."""
        root = root_of(document.head_text)
        return root is not None and root.tag.startswith(f"{{{_NAMESPACE}") and root.tag.endswith("}mediawiki")

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The articles; one without a text is refused alone."""
        path, number, site = str(document.path), 0, _Site()
        newest: _Revision | None = None
        first = ""
        for element in elements_of(document, ["{*}siteinfo", "{*}page", "{*}revision"]):
            kind = element.tag.rpartition("}")[2]
            if kind == "siteinfo":
                site = _site(element)
            elif kind == "revision":
                revision = _Revision(text_of(element, "{*}timestamp"), text_of(element, "{*}text"))
                first = min(first or revision.made, revision.made)
                if newest is None or revision.made >= newest.made:
                    newest = revision
            else:
                number += 1
                if newest is not None and _is_article(element, newest):
                    # With one revision only, it is not known when the page was first there.
                    yield _record(element, newest, first if first != newest.made else "", site, path, number)
                newest, first = None, ""


def _record(
    page: Element, revision: _Revision, first: str, site: _Site, path: str, number: int
) -> Record | Refusal:
    title = text_of(page, "{*}title")
    try:
        body, date = text_of_wikitext(revision.text)
    except RefusedError as refused:
        return Refusal(path, number, f"{refused} (page {title!r})")
    if not body:
        return Refusal(path, number, f"the page {title!r} has no text")
    return Record(
        path=path,
        number=number,
        body=body,
        title=title,
        published=date or first or None,
        language=site.language,
        source=site.name,
        url=f"{site.address}{quote(title.replace(' ', '_'), safe='/:(),')}" if site.address else None,
        id=text_of(page, "{*}id") or None,
        updated=revision.made or None,
    )


def _is_article(page: Element, revision: _Revision) -> bool:
    return (
        (text_of(page, "{*}ns") or _ARTICLES) == _ARTICLES
        and page.find("{*}redirect") is None
        and not _REDIRECT.match(revision.text)
    )


def _site(element: Element) -> _Site:
    wiki = _WIKI_OF_LANGUAGE.match(text_of(element, "{*}dbname"))
    root = element.getroottree().getroot()
    base = text_of(element, "{*}base")
    return _Site(
        name=text_of(element, "{*}sitename"),
        address=f"{base.rpartition('/')[0]}/" if "/" in base.partition("://")[2] else "",
        language=wiki[1] if wiki else root.get(_LANG),
    )
