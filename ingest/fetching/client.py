"""Asking servers: safely, politely, and never for more than is sensible."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType

import httpx

from archive.errors import RefusedError
from ingest.fetching import robots
from ingest.fetching.addresses import Guard
from ingest.fetching.sizes import LARGEST_LIST, LARGEST_PAGE, content_of
from ingest.fetching.transport import GuardedTransport

AGENT = "isnad"
USER_AGENT = f"{AGENT}/0.1 (reads articles into an archive of its user)"
MOST_REDIRECTS = 5
SECONDS_PER_REQUEST = 60.0
SECONDS_PER_STEP = 20.0
SECONDS_BETWEEN = 1.0
LONGEST_WAIT = 60.0
_MOST_FAILURES = 3
_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Validators:
    """By what a server tells whether a page is as it was."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """The headers of a conditional request."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answers.

    Attributes:
        url: the address after all redirects.
        status: of HTTP.
        kind: the media type in lower case, without parameters.
        charset: the encoding that the server names.
        body: the content, unpacked.
        validators: for the next time.
    """

    url: str
    status: int
    kind: str
    charset: str | None
    body: bytes
    validators: Validators

    def required(self) -> Answer:
        """This answer, if it holds what was asked for.

        Raises:
            RefusedError: it holds an error or nothing.
        """
        if self.status != httpx.codes.OK:
            raise RefusedError(f"the server answers with status {self.status}")
        return self

    @property
    def is_page(self) -> bool:
        """Whether it is HTML."""
        return self.kind in _PAGES


class Client:
    """Asks for one address after another. Environment variables for proxies are not heeded.

    Args:
        guard: which addresses may be asked.
        seconds: how long one request may take in all.
        delay: how many seconds lie between two requests to one host.
        sleep: waits; replaced in tests.
    """

    def __init__(
        self,
        guard: Guard | None = None,
        *,
        seconds: float = SECONDS_PER_REQUEST,
        delay: float = SECONDS_BETWEEN,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._guard = guard or Guard()
        self._delay = delay
        self._sleep = sleep
        self._next: dict[str, float] = {}
        self._left_alone: dict[str, str] = {}
        self._failures: dict[str, int] = {}
        self._robots = robots.Robots(self._ask_rules, AGENT)
        self._client = httpx.Client(
            transport=GuardedTransport(self._guard, seconds),
            timeout=min(SECONDS_PER_STEP, seconds),
            follow_redirects=False,
            trust_env=False,
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip", "Accept": "*/*"},
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, url: str, known: Validators | None = None) -> Answer:
        """What stands at an address, after up to `MOST_REDIRECTS` redirects.

        Args:
            url: the address.
            known: of the last time; the answer then has the status 304 and no body where nothing changed.

        Raises:
            RefusedError: it may not be asked, does not answer in time, or answers with too much.
        """
        return self._followed(url, (known or Validators()).headers(), obeys=True)

    def _ask_rules(self, url: str) -> tuple[int, bytes]:
        answer = self._followed(url, {}, obeys=False)
        return answer.status, answer.body[: robots.LARGEST]

    def _followed(self, url: str, headers: Mapping[str, str], *, obeys: bool) -> Answer:
        place = self._guard.check(url)
        for _ in range(MOST_REDIRECTS + 1):
            if obeys:
                self._robots.check(place)
            answer, target = self._asked(place, headers, obeys=obeys)
            if not target:
                return answer
            following = self._guard.check(_joined(place, target))
            if place.scheme == "https" and following.scheme == "http":
                raise RefusedError(f"{place.host} leads from https to http, which is not followed")
            place = following
        raise RefusedError(f"the address leads on more than {MOST_REDIRECTS} times")

    def _asked(self, url: httpx.URL, headers: Mapping[str, str], *, obeys: bool) -> tuple[Answer, str]:
        """The answer, and where it leads if it is a redirect; one that comes too early is asked once more."""
        for again in (False, True):
            if reason := self._left_alone.get(url.host):
                raise RefusedError(reason)
            self._wait(url, self._robots.delay(url) if obeys else 0)
            answer, sent = self._once(url, headers)
            told_when = "retry-after" in sent
            if not (answer.status == 429 or (answer.status == 503 and told_when)):
                break
            seconds = _seconds_of(sent.get("retry-after", ""))
            if again or seconds > LONGEST_WAIT:
                reason = f"{url.host} asks to be left alone for now (status {answer.status})"
                self._left_alone[url.host] = reason
                raise RefusedError(reason)
            self._sleep(seconds)
        return answer, sent.get("location", "") if answer.status in (301, 302, 303, 307, 308) else ""

    def _once(self, url: httpx.URL, headers: Mapping[str, str]) -> tuple[Answer, httpx.Headers]:
        with self._told(url), self._client.stream("GET", url, headers=dict(headers)) as response:
            kind, _, parameters = response.headers.get("content-type", "").lower().partition(";")
            largest = LARGEST_PAGE if kind.strip() in _PAGES else LARGEST_LIST
            wanted = response.status_code == httpx.codes.OK
            answer = Answer(
                url=str(url),
                status=response.status_code,
                kind=kind.strip(),
                charset=parameters.partition("charset=")[2].strip(" \"'") or None,
                body=b"".join(content_of(response, largest)) if wanted else b"",
                validators=Validators(
                    response.headers.get("etag", ""), response.headers.get("last-modified", "")
                ),
            )
        self._failures.pop(url.host, None)
        return answer, response.headers

    @contextmanager
    def _told(self, url: httpx.URL) -> Iterator[None]:
        """Tell a failed connection in a sentence, and leave a host alone that fails again and again."""
        try:
            yield
        except (httpx.HTTPError, httpx.InvalidURL, zlib.error) as error:
            failures = self._failures.get(url.host, 0) + 1
            self._failures[url.host] = failures
            late = isinstance(error, httpx.TimeoutException)
            what = "does not answer in time" if late else f"cannot be read ({str(error) or 'no answer'})"
            if failures >= _MOST_FAILURES:
                self._left_alone[url.host] = f"{url.host} failed {failures} times and is left alone for now"
            raise RefusedError(f"{url.host} {what}") from None

    def _wait(self, url: httpx.URL, wanted: float) -> None:
        now = time.monotonic()
        pause = self._next.get(url.host, now) - now
        if pause > 0:
            self._sleep(pause)
        self._next[url.host] = time.monotonic() + max(self._delay, wanted)


def _joined(url: httpx.URL, target: str) -> str:
    try:
        return str(url.join(target))
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise RefusedError(f"{url.host} leads to something that is no address") from None


def _seconds_of(value: str) -> float:
    """How long a server wants to be left alone (`Retry-After`: seconds or a date); else some seconds."""
    if value.strip().isdecimal():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return 5.0
    return max(0.0, (when.astimezone(UTC) - datetime.now(UTC)).total_seconds())
