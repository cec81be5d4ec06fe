"""One message of mail as an article."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from archive.errors import RefusedError
from ingest.files.decoding import decode
from ingest.readers.html import LARGEST_PAGE, page_record
from ingest.records.markup import without_markup
from ingest.records.record import Record

_ADDRESS = re.compile(r"<?\s*(https?://[^\s<>]+)\s*>?")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_FEWEST_LETTERS = 40
# What `email` raises here and there on headers and bodies that are written wrongly.
_ERRORS = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError)


def message_record(content: bytes, path: str, number: int | None) -> Record:
    """The article that a message is.

    Args:
        content: the message, headers first.
        path: the file.
        number: its place in the file, from 1; None for a file of one message.

    Raises:
        RefusedError: if it has no text.
    """
    try:
        message = message_from_bytes(content, policy=policy.default)
        plain, page = _texts(message)
    except _ERRORS as error:
        raise RefusedError(f"the message is damaged ({error})") from None
    body = plain
    if page and sum(map(str.isalpha, plain)) < _FEWEST_LETTERS:
        body = _text_of_page(page, path, number) or plain
    if not body.strip():
        raise RefusedError("the message has no text")
    name, address = parseaddr(_header(message, "From"))
    listed = _header(message, "List-Id").partition("<")[0].strip(' "')
    return Record(
        path=path,
        number=number,
        body=body,
        title=" ".join(_header(message, "Subject").split()),
        published=_date(_header(message, "Date")),
        source=listed or name or address.rpartition("@")[2],
        author=name or address or None,
        url=_address(message),
        id=_header(message, "Message-ID").strip(" <>") or None,
        language=_header(message, "Content-Language") or None,
    )


def _texts(message: EmailMessage) -> tuple[str, str]:
    """The plain text of a message and its HTML; what is attached is left out."""
    plain: list[str] = []
    pages: list[str] = []
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart() or kind not in ("text/plain", "text/html"):
            continue
        if _header(part, "Content-Disposition").lower().startswith("attachment"):
            continue
        (plain if kind == "text/plain" else pages).append(_decoded(part))
    return "\n\n".join(filter(None, plain)), max(pages, key=len, default="")


def _decoded(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return ""
    charset = part.get_content_charset()
    if charset is None and (found := _CHARSET.search(payload[:4096])):
        charset = found[1].decode("ascii")
    text = decode(payload, charset).strip("\ufeff \t\r\n").replace("\r\n", "\n")
    return _reflowed(text) if part.get_param("format") == "flowed" else text


def _reflowed(text: str) -> str:
    """A text of RFC 3676: a line that ends with a space goes on in the next."""
    lines = [line.removeprefix(" ") for line in text.split("\n")]
    return "".join(line if line.endswith(" ") and line != "-- " else f"{line}\n" for line in lines).rstrip()


def _text_of_page(page: str, path: str, number: int | None) -> str:
    """The article in a page, or, where none is told from what stands round it, all of its text."""
    if len(page) > LARGEST_PAGE:
        raise RefusedError(f"the page in the message is larger than {LARGEST_PAGE >> 20} MB")
    try:
        return page_record(page, path, number).body
    except RefusedError:
        return without_markup(page)


def _header(message: EmailMessage, name: str) -> str:
    """A header as text, in whatever encoding it is, or as it stands where it is written wrongly."""
    try:
        value = next((raw for key, raw in message.raw_items() if key.lower() == name.lower()), "")
    except _ERRORS:
        return ""
    raw = str(value)
    if not raw.isascii():
        raw = decode(raw.encode("utf-8", errors="surrogateescape"))
    try:
        return str(make_header(decode_header(raw.replace("\r\n", "").replace("\n", "")))).strip()
    except _ERRORS:
        return raw.strip()


def _date(written: str) -> str | None:
    try:
        return parsedate_to_datetime(written).isoformat()
    except (*_ERRORS, OverflowError):
        return written or None


def _address(message: EmailMessage) -> str | None:
    """Where the message can be read on the web, if its headers say so."""
    for name in ("Archived-At", "List-Post"):
        found = _ADDRESS.match(_header(message, name))
        if found:
            return found[1]
    return None
