"""A record with what it is known by: what a run decides about."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.preparing.outlet import with_source
from ingest.records.identity import article_id, record_hash
from ingest.records.record import Record, Refusal


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may become an article.

    Attributes:
        record: with its source.
        article_id: which article it is.
        record_hash: of all that the record says.
    """

    record: Record
    article_id: str
    record_hash: str

    @classmethod
    def of(cls, record: Record) -> Candidate:
        """A record as its file tells it."""
        record = with_source(record)
        return cls(record, article_id(record), record_hash(record))


def met(item: Record | Refusal) -> Candidate | Refusal:
    """What a file holds, as a run meets it."""
    return Candidate.of(item) if isinstance(item, Record) else item
