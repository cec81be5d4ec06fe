"""What stands at an address as records: a page's article, a feed's items, the articles of a sitemap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from io import BytesIO
from itertools import islice
from urllib.parse import urljoin

from archive.errors import RefusedError
from ingest.fetching.client import Answer, Client
from ingest.fetching.memory import Memory
from ingest.fetching.page import article_at, article_of
from ingest.fetching.sitemap import SitemapEntry, is_sitemap, moment, pages_of
from ingest.fetching.sizes import unpacked
from ingest.files.decoding import decode
from ingest.files.safe_xml import elements, root_of
from ingest.readers.feed import ITEMS, FeedItem, feed_items, is_feed
from ingest.readers.json_feed import is_json_feed, json_feed_items
from ingest.records.identity import host_of
from ingest.records.record import Record, Refusal

MOST_PAGES = 200
_HEAD = 1 << 18
# A description of so many words is an article, whatever the feed calls it.
_WORDS_OF_A_WHOLE = 150


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wants of an address.

    Attributes:
        most: how many pages are asked for at most.
        since: articles of earlier days are left out, as far as their day is known.
        full_pages: whether the page of a feed's summary is asked for on other hosts than the feed's too.
    """

    most: int = MOST_PAGES
    since: date | None = None
    full_pages: bool = False

    def leaves_out(self, written: str | None) -> bool:
        """Whether a date, as written, is known to be too early."""
        when = moment(written or "").date()
        return self.since is not None and date.min < when < self.since


def records_from(
    url: str, client: Client, memory: Memory, wishes: Wishes | None = None
) -> Iterator[Record | Refusal]:
    """The articles at an address; their `path` is the address that their text came from.

    What is yielded is noted in the memory when the next is asked for, thus once it has been taken; the caller
    keeps the memory when the archive is committed.

    Args:
        url: of a page, a feed or a sitemap.
        client: asks for it.
        memory: says what has been fetched before, and is told.
        wishes: how much is asked for.
    """
    wishes = wishes or Wishes()
    try:
        answer = client.get(url, memory.validators(url))
        if answer.status == 304:
            return
        yield from _Visit(client, memory, wishes, url).records(answer.required())
    except RefusedError as refused:
        yield Refusal(url, None, str(refused))


class _Visit:
    """One address, and what it leads to."""

    def __init__(self, client: Client, memory: Memory, wishes: Wishes, url: str) -> None:
        self._client = client
        self._memory = memory
        self._wishes = wishes
        self._url = url
        self._asked = 0
        # Nothing was left for another time, so that "unchanged" may be believed next time.
        self._complete = wishes.since is None

    def records(self, answer: Answer) -> Iterator[Record | Refusal]:
        """The articles.

        Raises:
            RefusedError: the answer is no page, feed or sitemap, or breaks off.
        """
        content = answer.body if answer.is_page else unpacked(answer.body)
        head = decode(content[:_HEAD], answer.charset).lstrip("\ufeff \t\r\n") if content else ""
        root = root_of(head)
        if is_feed(root):
            items = feed_items(elements(BytesIO(content), content[:_HEAD], ITEMS), answer.url)
            yield from self._feed(answer.url, items)
        elif is_json_feed(head):
            yield from self._feed(answer.url, json_feed_items(content, answer.url))
        elif is_sitemap(root):
            yield from self._sitemap(answer.url, content)
        elif answer.is_page:
            item = article_of(answer)
            yield item
            self._complete = isinstance(item, Record)
        else:
            raise RefusedError(f"it is no web page, feed or sitemap ({answer.kind or 'unnamed'})")
        if self._complete:
            self._memory.note(self._url, answer.validators)

    def _feed(self, url: str, items: Iterator[FeedItem | Refusal]) -> Iterator[Record | Refusal]:
        for item in items:
            if isinstance(item, Refusal):
                yield item
            elif not self._wishes.leaves_out(item.record.published):
                yield from self._item(_with_address(item, url), url)

    def _item(self, item: FeedItem, feed: str) -> Iterator[Record | Refusal]:
        """An item as the feed has it, or the page that it is a summary of."""
        summary = item.record
        page = summary.url
        if page is None or item.whole or len(summary.body.split()) >= _WORDS_OF_A_WHOLE:
            yield summary
            return
        mark = _digest(summary)
        if not (self._wishes.full_pages or host_of(page) == host_of(feed)):
            yield summary
        elif self._memory.mark(page) != mark:
            if self._asked >= self._wishes.most:
                self._complete = False
                return
            self._asked += 1
            outcome = article_at(page, self._client)
            if isinstance(outcome.item, Record):
                yield _completed(outcome.item, summary)
            else:
                yield outcome.item
                yield summary
            self._settle(page, mark, settled=outcome.settled)

    def _sitemap(self, url: str, content: bytes) -> Iterator[Record | Refusal]:
        found: dict[str, SitemapEntry] = {}
        for entry in pages_of(url, content, self._client):
            if isinstance(entry, Refusal):
                self._complete = False
                yield entry
            elif not self._wishes.leaves_out(entry.changed or entry.published) and self._is_new(entry):
                found[entry.url] = entry
        newest = sorted(found.values(), key=lambda entry: entry.when, reverse=True)
        self._complete = self._complete and len(newest) <= self._wishes.most
        for entry in islice(newest, self._wishes.most):
            outcome = article_at(entry.url, self._client)
            item = outcome.item
            if isinstance(item, Refusal):
                yield item
            else:
                said = Record(
                    path=entry.url,
                    number=None,
                    body="",
                    title=entry.title,
                    published=entry.published or None,
                    language=entry.language or None,
                    source=entry.source,
                    updated=entry.changed or None,
                )
                record = _completed(item, said)
                if not self._wishes.leaves_out(record.published):
                    yield record
            self._settle(entry.url, entry.changed or entry.published, settled=outcome.settled)

    def _is_new(self, entry: SitemapEntry) -> bool:
        """Whether a page was not fetched yet, or has been changed since."""
        return self._memory.mark(entry.url) != (entry.changed or entry.published)

    def _settle(self, url: str, mark: str, *, settled: bool) -> None:
        if settled:
            self._memory.note(url, mark=mark)
        self._complete = self._complete and settled


def _with_address(item: FeedItem, feed: str) -> FeedItem:
    """An item whose address is absolute and on the web, or else has none."""
    try:
        address = urljoin(feed, item.record.url) if item.record.url else ""
    except ValueError:
        address = ""
    record = replace(
        item.record,
        url=address if address.startswith(("http://", "https://")) else None,
        source=item.record.source or host_of(feed),
    )
    return replace(item, record=record)


def _completed(page: Record, said: Record) -> Record:
    """A page's article with what else was said of it where the page itself says nothing."""
    return replace(
        page,
        title=page.title or said.title,
        published=page.published or said.published,
        language=page.language or said.language,
        source=page.source or said.source,
        author=page.author or said.author,
        updated=page.updated or said.updated,
    )


def _digest(record: Record) -> str:
    said = "\x1f".join((record.title, record.body, record.published or "", record.updated or ""))
    return blake2b(said.encode("utf-8", errors="replace"), digest_size=8).hexdigest()
