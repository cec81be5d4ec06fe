"""From a file to its records: through the containers and packings round them, by the right reader."""

from __future__ import annotations

from collections.abc import Iterator

from archive.errors import RefusedError
from ingest.files.containers.walking import is_container, members_of
from ingest.files.document import Document
from ingest.readers.choosing import reader_for
from ingest.records.record import Record, Refusal


def items_of(document: Document) -> Iterator[Record | Refusal]:
    """What a file holds; where it, or a file inside it, cannot be read, a refusal says so."""
    try:
        if is_container(document):
            for member in members_of(document):
                if isinstance(member, Refusal):
                    yield member
                else:
                    yield from items_of(member)
        else:
            yield from reader_for(document).read(document)
    except RefusedError as refused:
        yield Refusal(str(document.path), None, str(refused))
    finally:
        document.forget()
