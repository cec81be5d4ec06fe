"""One page on the web as an article."""

from __future__ import annotations

from dataclasses import dataclass, replace

from archive.errors import RefusedError
from ingest.fetching.client import Answer, Client
from ingest.readers.html import page_record, page_text
from ingest.records.identity import host_of
from ingest.records.record import Record, Refusal

_GONE = frozenset({404, 410, 451})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking for a page.

    Attributes:
        item: the article, or why there is none.
        settled: whether asking again later would give the same: not so after a failure of the moment.
    """

    item: Record | Refusal
    settled: bool


def article_at(url: str, client: Client) -> Outcome:
    """The article at an address."""
    try:
        answer = client.get(url)
    except RefusedError as refused:
        return Outcome(Refusal(url, None, str(refused)), settled=False)
    if answer.status != 200:
        reason = f"the server answers with status {answer.status}"
        return Outcome(Refusal(url, None, reason), settled=answer.status in _GONE)
    if not answer.is_page:
        return Outcome(Refusal(url, None, f"it is no web page ({answer.kind or 'unnamed'})"), settled=True)
    return Outcome(article_of(answer), settled=True)


def article_of(answer: Answer) -> Record | Refusal:
    """The article of a page that has been fetched.

    A page is believed what it says of its own address only as far as it stays on its host: else any page
    could put itself in the place of another outlet's article.
    """
    try:
        record = page_record(page_text(answer.body, answer.charset), answer.url)
    except RefusedError as refused:
        return Refusal(answer.url, None, str(refused))
    own = record.url if host_of(record.url) == host_of(answer.url) else answer.url
    return replace(record, url=own)
