"""Who published a record: as it says itself, or as its place tells."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ingest.files.document import folder_name, stem
from ingest.records.identity import host_of
from ingest.records.record import Record


def with_source(record: Record) -> Record:
    """A record whose outlet is named: by itself, else by its address, its folder or its file.

    The outlet is the folder's name for a file that is one article, and the file's name for a file of many.
    """
    source = record.source.strip()
    if "://" in source:
        source = host_of(source)
    if not source:
        source = host_of(record.url) or _named_by_place(record.path, alone=record.number is None)
    return record if source == record.source else replace(record, source=source)


def stated_outlet(record: Record) -> str:
    """The outlet that a record states, itself or by its address; empty where only its file names one."""
    named = _named_by_place(record.path, alone=record.number is None)
    return "" if record.source == named and not host_of(record.url) else record.source


@lru_cache(maxsize=64)  # of a file of many records, each asks
def _named_by_place(file: str, *, alone: bool) -> str:
    path = Path(file)
    return folder_name(path.parent.name) if alone else stem(path.name)
