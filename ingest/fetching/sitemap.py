"""Sitemaps (sitemaps.org, with Google's news extension): which pages a site has, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from archive.errors import RefusedError
from ingest.fetching.client import Client
from ingest.fetching.sizes import unpacked
from ingest.files.safe_xml import Element, elements, text_of
from ingest.records.identity import host_of
from ingest.records.record import Refusal
from language.dates import parse_published

MOST_SITEMAPS = 50
_DEEPEST = 3
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """What a sitemap says of a page.

    Attributes:
        url: its address.
        changed: when it was last changed, as written.
        published: when it was published, as written.
        title: its title, in news sitemaps.
        source: the outlet, in news sitemaps.
        language: of the outlet, in news sitemaps.
        is_sitemap: whether it is a sitemap itself.
    """

    url: str
    changed: str = ""
    published: str = ""
    title: str = ""
    source: str = ""
    language: str = ""
    is_sitemap: bool = False

    @property
    def when(self) -> datetime:
        """When it was changed or published; the earliest time of all where that is not said."""
        return moment(self.changed or self.published)


def is_sitemap(root: Element | None) -> bool:
    """Whether a document with this first element is a sitemap or an index of sitemaps."""
    return root is not None and root.tag.rpartition("}")[2] in ("urlset", "sitemapindex")


def pages_of(url: str, content: bytes, client: Client) -> Iterator[SitemapEntry | Refusal]:
    """The pages of a sitemap and of those that it names, on its own host only; in no order.

    Args:
        url: its address.
        content: what stands there.
        client: asks for the further sitemaps, the newest first; older ones than the first `MOST_SITEMAPS` are
            left out.
    """
    waiting: list[tuple[int, SitemapEntry]] = []
    asked = {url}
    yield from _taken(url, content, 1, waiting)
    while waiting and len(asked) <= MOST_SITEMAPS:
        waiting.sort(key=lambda found: found[1].when)
        depth, entry = waiting.pop()
        if entry.url in asked or depth > _DEEPEST:
            continue
        asked.add(entry.url)
        try:
            inner = unpacked(client.get(entry.url).required().body)
        except RefusedError as refused:
            yield Refusal(entry.url, None, str(refused))
            continue
        yield from _taken(entry.url, inner, depth, waiting)


def moment(value: str) -> datetime:
    """A written date as a time; the earliest of all where there is none."""
    found = parse_published(value) if value else None
    if not found:
        return _NEVER
    when = datetime.fromisoformat(found)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _taken(
    url: str, content: bytes, depth: int, waiting: list[tuple[int, SitemapEntry]]
) -> Iterator[SitemapEntry | Refusal]:
    """The pages of one sitemap; the sitemaps that it names are put to those that wait."""
    try:
        for element in elements(BytesIO(content), content[: 1 << 18], ["{*}url", "{*}sitemap"]):
            entry = _entry(element)
            if host_of(entry.url) != host_of(url):
                continue
            if entry.is_sitemap:
                waiting.append((depth + 1, entry))
            else:
                yield entry
    except RefusedError as refused:
        yield Refusal(url, None, str(refused))


def _entry(element: Element) -> SitemapEntry:
    return SitemapEntry(
        url=text_of(element, "{*}loc"),
        changed=text_of(element, "{*}lastmod"),
        published=text_of(element, "{*}news/{*}publication_date"),
        title=text_of(element, "{*}news/{*}title"),
        source=text_of(element, "{*}news/{*}publication/{*}name"),
        language=text_of(element, "{*}news/{*}publication/{*}language"),
        is_sitemap=element.tag.rpartition("}")[2] == "sitemap",
    )
