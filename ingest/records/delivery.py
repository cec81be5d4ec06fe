"""What a record says of its delivery: which version it is, and whether it may be answered from yet, or ever.

Agencies deliver under embargo and take items back (NewsML-G2 `embargoed` and `pubStatus`, NITF `date.release`
and `management-status`). Such an item is kept, so that it is known, but it gets no passages.
"""

from __future__ import annotations

from datetime import UTC, datetime

from archive.article import Delivery, Standing
from archive.clock import stamp
from archive.errors import RefusedError
from ingest.records.record import Record
from language.dates import parse_published


def delivery_of(record: Record, now: datetime, original: bytes = b"") -> Delivery:
    """How a record is to stand in the archive.

    Args:
        record: as its file tells it.
        now: decides whether an embargo has ended; with its zone.
        original: the record packed.

    Raises:
        RefusedError: the end of an embargo cannot be read; it is not guessed.
    """
    if record.withdrawn:
        return Delivery(Standing.WITHDRAWN, record.version, None, original)
    embargo = _moment(record.embargo) if record.embargo else None
    if embargo and embargo > now:
        return Delivery(Standing.EMBARGOED, record.version, stamp(embargo), original)
    return Delivery(Standing.USABLE, record.version, None, original)


def _moment(written: str) -> datetime:
    """The end of an embargo; a day ends it at its beginning, a time without a zone is taken for UTC."""
    iso = parse_published(written)
    if iso is None:
        raise RefusedError(f"the end of the embargo cannot be read ({written[:40]!r})")
    moment = datetime.fromisoformat(iso)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
