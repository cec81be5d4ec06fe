"""What every reader offers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from ingest.files.document import Document
from ingest.records.record import Record, Refusal


class Reader(Protocol):
    """Reads the files of one format."""

    @property
    def name(self) -> str:
        """What people call the format."""
        ...

    @property
    def extensions(self) -> frozenset[str]:
        """The endings that its files usually have, in lower case without the dot."""
        ...

    def recognises(self, document: Document) -> bool:
        """Whether a file is surely of the format by its first bytes or text, whatever it is called."""
        ...

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The records of a file in their order, a `Refusal` in the place of each that cannot be had.

        Raises:
            RefusedError: if the file cannot be read at all, or not any further.
        """
        ...
