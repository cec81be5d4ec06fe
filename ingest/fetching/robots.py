"""robots.txt (RFC 9309): what a site lets programs ask, and how often."""

from __future__ import annotations

from collections.abc import Callable

import httpx
from protego import Protego

from archive.errors import RefusedError

LARGEST = 500 << 10
LONGEST_DELAY = 30.0


class Robots:
    """The rules of the sites of a run, each asked for once.

    Args:
        ask: gives the status and the bytes at an address, or raises RefusedError where there are none.
        agent: the name under which we ask.
    """

    def __init__(self, ask: Callable[[str], tuple[int, bytes]], agent: str) -> None:
        self._ask = ask
        self._agent = agent
        self._rules: dict[str, Protego | str] = {}

    def check(self, url: httpx.URL) -> None:
        """Do nothing where a page may be asked.

        Raises:
            RefusedError: the site does not allow it, or cannot be asked for its rules.
        """
        rules = self._of(url)
        if isinstance(rules, str):
            raise RefusedError(f"{rules}; without its robots.txt nothing of it is asked")
        if not rules.can_fetch(str(url), self._agent):
            raise RefusedError(f"robots.txt of {url.host} does not allow it")

    def delay(self, url: httpx.URL) -> float:
        """The seconds that the site wants between two requests, at most `LONGEST_DELAY`."""
        rules = self._of(url)
        wanted = rules.crawl_delay(self._agent) if not isinstance(rules, str) else None
        return min(float(wanted or 0), LONGEST_DELAY)

    def _of(self, url: httpx.URL) -> Protego | str:
        place = str(url.copy_with(raw_path=b"/robots.txt", fragment=None))
        if place not in self._rules:
            self._rules[place] = self._asked(place)
        return self._rules[place]

    def _asked(self, place: str) -> Protego | str:
        """A site's rules; none at all where it has no file, and why where it does not answer."""
        try:
            status, content = self._ask(place)
        except RefusedError as refused:
            return str(refused)
        if 400 <= status < 500 and status != httpx.codes.TOO_MANY_REQUESTS:
            return Protego.parse("")
        if status != httpx.codes.OK:
            return f"the server answers with status {status}"
        return Protego.parse(content.decode("utf-8", errors="replace"))
