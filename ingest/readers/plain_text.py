"""Plain text: the first line is the title."""

from __future__ import annotations

from collections.abc import Iterator

from archive.errors import RefusedError
from ingest.files.decoding import decode
from ingest.files.document import Document
from ingest.records.record import Record, Refusal

LONGEST_TITLE = 300


class PlainTextReader:
    """Reads one article a file."""

    name = "text"
    extensions = frozenset({"txt", "text", "asc"})

    def recognises(self, document: Document) -> bool:  # noqa: ARG002  any text may be plain text
        """Never: text is what remains when nothing else recognises a file."""
        return False

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The article."""
        text = decode(document.content()).strip("\ufeff \t\r\n\x00")
        if not text:
            raise RefusedError("the file holds only white space")
        title, body = split_title(text)
        yield Record(path=str(document.path), number=None, title=title, body=body)


def split_title(text: str) -> tuple[str, str]:
    """Title and body; a text of one line, or whose first line is a paragraph already, has no title."""
    lines = text.splitlines()
    title = lines[0].strip()
    body = "\n".join(lines[1:]).strip()
    return (title, body) if body and len(title) <= LONGEST_TITLE else ("", text)
