"""Newsletters: one message as an `eml` file, or many one after the other in an mbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader

from archive.errors import RefusedError
from ingest.files.document import Document
from ingest.readers.message import message_record
from ingest.records.record import Record, Refusal

LARGEST_MESSAGE = 32 << 20
_HEADER = re.compile(rb"[!-9;-~]+:[ \t\r\n]|[!-9;-~]+:\S")
_TELLING = re.compile(
    rb"^(?:from|date|subject|message-id|mime-version|received|return-path|delivered-to|content-type):",
    re.I | re.M,
)
_FEWEST_TELLING = 3
# "From someone@example.org Tue Nov 24 07:00:00 2026": what a mail program puts before each message.
_SEPARATOR = re.compile(rb"From \S.*\d{1,2}:\d{2}(?::\d{2})?\b.*\d{4}\b.*\r?\n?$")
_QUOTED = re.compile(rb">+From ")


class MailReader:
    """Reads one article a file."""

    name = "mail"
    extensions = frozenset({"eml"})

    def recognises(self, document: Document) -> bool:
        """Whether the text begins with the headers of a message."""
        return _begins_message(document.head)

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The article."""
        content = document.content()
        if len(content) > LARGEST_MESSAGE:
            raise RefusedError(_too_large())
        yield message_record(content, str(document.path), None)


class MboxReader:
    """Reads message by message, so that the size of the file does not matter."""

    name = "mbox"
    extensions = frozenset({"mbox", "mbx"})

    def recognises(self, document: Document) -> bool:
        """Whether the file begins with the line before a message."""
        first, _, rest = document.head.partition(b"\n")
        return bool(_SEPARATOR.match(first)) and bool(_HEADER.match(rest))

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The articles, numbered from 1; a message that cannot be read is refused alone."""
        path = str(document.path)
        with document.open() as stream:
            for number, message in enumerate(_messages(BufferedReader(stream, 1 << 18)), 1):
                if message is None:
                    yield Refusal(path, number, _too_large())
                    continue
                try:
                    yield message_record(message, path, number)
                except RefusedError as refused:
                    yield Refusal(path, number, str(refused))
            if stream.broken:
                yield Refusal(path, None, stream.broken)


def _messages(file: BufferedReader) -> Iterator[bytes | None]:
    """The messages of an mbox; None in the place of one that is too large.

    A line that begins with "From " parts messages only if it is written as the mail programs do, stands after
    an empty line and before a header: newsletters begin sentences with the word too.
    """
    lines: list[bytes] = []
    size, after_blank, pending = 0, False, b""
    file.readline(LARGEST_MESSAGE)
    while line := file.readline(1 << 20):
        if pending:
            if _HEADER.match(line):
                yield b"".join(lines) if size <= LARGEST_MESSAGE else None
                lines, size = [], 0
            else:
                lines.append(pending)
            pending = b""
        if after_blank and _SEPARATOR.match(line):
            pending = line
            continue
        after_blank = not line.strip()
        size += len(line)
        if size <= LARGEST_MESSAGE:
            lines.append(line[1:] if _QUOTED.match(line) else line)
    if lines:
        yield b"".join(lines) if size <= LARGEST_MESSAGE else None


def _begins_message(head: bytes) -> bool:
    headers = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0][: 1 << 16]
    told = {found[0].lower() for found in _TELLING.finditer(headers)}
    return bool(_HEADER.match(headers)) and len(told) >= _FEWEST_TELLING


def _too_large() -> str:
    return f"the message is larger than {LARGEST_MESSAGE >> 20} MB"
