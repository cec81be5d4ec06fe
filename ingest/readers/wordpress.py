"""WordPress exports (WXR): the posts and pages that a site has published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.files.document import Document
from ingest.files.safe_xml import Element, elements_of, root_of, text_of
from ingest.readers.feed import WORDPRESS_EXPORT
from ingest.records.markup import without_markup
from ingest.records.record import Record, Refusal

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_ARTICLES = frozenset({"post", "page"})
_NO_DATE = "0000-00-00"
# The shortcodes of media: what stands between their brackets is no text of the article.
_MEDIA = re.compile(
    r"\[(?P<end>/?)(?P<name>caption|wp_caption|embed|audio|video|playlist|gallery)\b[^\[\]]*\]", re.IGNORECASE
)
# Patterns that cannot try one text in two ways: a post may be made to be slow.
_WITH_ATTRIBUTES = re.compile(
    r"\[[a-z][\w-]*+(?:\s+[\w-]++=(?:\"[^\"\]]*\"|'[^'\]]*'|[^\s\]\"'\[]++))++\s*/?\]", re.IGNORECASE
)
_BARE = re.compile(r"\[(?P<end>/?)(?P<name>[a-z][\w-]*+)\]", re.IGNORECASE)
_BLOCK = re.compile(r"<!--\s*/?wp:.*?-->", re.DOTALL)


class WordPressReader:
    """Reads the items of an export that are public articles; drafts, pictures and menus are passed over."""

    name = "WordPress export"
    extensions = frozenset({"wxr"})

    def recognises(self, document: Document) -> bool:
        """Whether the first element is that of a feed which uses WordPress's own elements."""
        root = root_of(document.head_text)
        return (
            root is not None
            and root.tag == "rss"
            and any(WORDPRESS_EXPORT in space for space in root.nsmap.values())
        )

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The articles; one without a text is refused alone."""
        path = str(document.path)
        site = _Site()
        for number, element in enumerate(elements_of(document, ["item"]), 1):
            if number == 1:
                site = _site(element)
            if not _is_public_article(element):
                continue
            record = _record(element, site, path, number)
            yield record if record.body else Refusal(path, number, "the post has no text")


@dataclass(frozen=True, slots=True)
class _Site:
    """What an export says of the site and its authors (login name -> shown name)."""

    title: str = ""
    language: str | None = None
    authors: tuple[tuple[str, str], ...] = ()


def _site(first: Element) -> _Site:
    channel = first.getparent()
    return _Site(
        title=without_markup(text_of(channel, "title")),
        language=text_of(channel, "language") or None,
        authors=tuple(
            (text_of(author, "{*}author_login"), text_of(author, "{*}author_display_name"))
            for author in channel.iterfind("{*}author")
        ),
    )


def _is_public_article(element: Element) -> bool:
    return (
        text_of(element, "{*}post_type") in _ARTICLES
        and text_of(element, "{*}status") == "publish"
        and not text_of(element, "{*}post_password")
    )


def _record(element: Element, site: _Site, path: str, number: int) -> Record:
    login = text_of(element, _CREATOR)
    return Record(
        path=path,
        number=number,
        body=without_markup(_paragraphs(without_shortcodes(text_of(element, _CONTENT)))),
        title=without_markup(text_of(element, "title")),
        published=_date(element, "post_date") or text_of(element, "pubDate") or None,
        language=site.language,
        source=site.title,
        author=dict(site.authors).get(login) or login or None,
        url=text_of(element, "link") or None,
        id=text_of(element, "guid") or text_of(element, "{*}post_id") or None,
        updated=_date(element, "post_modified") or None,
    )


def without_shortcodes(text: str) -> str:
    """A post without WordPress's shortcodes: those of media go whole, of others the brackets only.

    Brackets that are the author's own ("[sic]") stay.
    """
    text = _WITH_ATTRIBUTES.sub("", _without_media(text))
    closed = {match["name"] for match in _BARE.finditer(text) if match["end"]}
    return _BARE.sub(lambda match: "" if match["name"] in closed else match[0], text)


def _without_media(text: str) -> str:
    """A post without the shortcodes of media; one that is closed goes with what it encloses."""
    tokens = list(_MEDIA.finditer(text))
    next_ends: dict[str, bool] = {}
    encloses: list[bool] = []
    for token in reversed(tokens):
        name = token["name"].lower()
        encloses.append(not token["end"] and next_ends.get(name, False))
        next_ends[name] = bool(token["end"])
    pieces: list[str] = []
    position, inside = 0, ""
    for token, is_pair in zip(tokens, reversed(encloses), strict=True):
        if not inside:
            pieces.append(text[position : token.start()])
            inside = token["name"].lower() if is_pair else ""
        elif token["end"] and token["name"].lower() == inside:
            inside = ""
        position = token.end()
    return "".join([*pieces, text[position:]])


def _paragraphs(text: str) -> str:
    """A post as its site shows it: without block comments, or else with its line ends made paragraphs."""
    if _BLOCK.search(text):
        return _BLOCK.sub("", text)
    text = text.replace("\r\n", "\n")
    return re.sub(r"\n\s*\n", "\n<p>", text).replace("\n", "<br>\n") if "<" in text else text


def _date(element: Element, name: str) -> str:
    """A date in UTC where the export has it so, else in the site's own time."""
    universal = text_of(element, f"{{*}}{name}_gmt")
    if universal and not universal.startswith(_NO_DATE):
        return f"{universal}Z"
    local = text_of(element, f"{{*}}{name}")
    return "" if local.startswith(_NO_DATE) else local
