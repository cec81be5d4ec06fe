"""Who an article is over the runs, and whether it has changed."""

from __future__ import annotations

import re
from hashlib import blake2b
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from ingest.records.record import Record

# Raise it when cleaning, chunking or the reading of fields changes: every article is then made anew.
PREPARATION_VERSION = 2

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|ocid|cmpid|smid|xtor|at_\w+"
)
_HEX_DIGITS = 16
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+://")


def article_id(record: Record) -> str:
    """A short stable name: the same article gets the same in every run.

    It is made from the first of these that the record has: its address on the web, its own id in the system
    that it was exported from (with its file), its path if the file is one article, and else its title,
    date and source.
    """
    address = normalised_url(record.url) if record.url else None
    if address:
        return _digest("url", address)
    if record.id:
        return _digest("id", record.source or Path(record.path).name, record.id)
    if record.number is None:
        return _digest("path", record.path)
    if record.title:
        return _digest("title", record.title, record.published or "", record.source)
    return _digest("text", record.body)


def id_of_url(url: str) -> str | None:
    """The id of the article at an address; None where the address names no page."""
    address = normalised_url(url)
    return _digest("url", address) if address else None


def normalised_url(url: str) -> str | None:
    """An address without what does not tell pages apart: scheme, `www.`, tracking parameters, the fragment.

    Returns:
        The address, or None where it names no page (it is malformed, or a site's front page).
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return None
    query = urlencode(
        sorted(pair for pair in parse_qsl(parts.query) if not _TRACKING.fullmatch(pair[0].lower()))
    )
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._").rstrip("/")
    if not host or not (path or query):
        return None
    return f"{host}{f':{port}' if port else ''}{path}{f'?{query}' if query else ''}"


def host_of(url: str | None) -> str:
    """The outlet's host in an address ("www.example.org" is "example.org"); empty where there is none."""
    try:
        host = urlsplit((url or "").strip()).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def is_url(text: str) -> bool:
    """Whether a text is an address on the web and no path ("https://example.org/a")."""
    return bool(_SCHEME.match(text))


def record_hash(record: Record) -> str:
    """What tells whether a record is as it was: everything that it says, and how it is prepared here."""
    fields = (
        record.title,
        record.body,
        record.published,
        record.language,
        record.source,
        record.author,
        record.url,
    )
    delivery = (
        [f"version {record.version}", f"embargo {record.embargo}", f"withdrawn {record.withdrawn}"]
        if record.version is not None or record.embargo or record.withdrawn
        else []
    )
    return _digest(str(PREPARATION_VERSION), *(value or "" for value in fields), *delivery)


def text_hash(title: str, body: str, outlet: str = "") -> str:
    """What two copies of one story in one outlet have in common, without regard to white space.

    Args:
        title: cleaned.
        body: cleaned.
        outlet: who published it, where the record says so.

    Returns:
        The hash of the text, followed by that of the outlet where there is one (see `text_part`).
    """
    text = _digest(" ".join(title.split()), " ".join(body.split()))
    return text + (_digest(" ".join(outlet.casefold().split())) if outlet else "")


def record_part(content_hash: str) -> str:
    """The part of a content hash that tells of the record as it came; behind a hyphen stands its text's."""
    return content_hash.partition("-")[0]


def text_part(hashed: str) -> str:
    """The part of a `text_hash` that tells of the text alone, whoever published it."""
    return hashed[:_HEX_DIGITS]


def _digest(*parts: str) -> str:
    joined = "\x1f".join(parts).encode("utf-8", errors="surrogatepass")
    return blake2b(joined, digest_size=_HEX_DIGITS // 2).hexdigest()
