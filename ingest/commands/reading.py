"""One run over paths and addresses, with a bar, a report and the exit code: what several commands end in."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from archive.catalogue.connection import FILE
from archive.lock import ensure_nobody_writes
from archive.settings import Settings
from archive.terminal import INTERRUPTED, write_json
from ingest.preparing.ahead import LARGE, Ahead
from ingest.progress import ByteBar, asked_to_stop
from ingest.records.record import Record, Refusal
from ingest.summary import Summary

SOME_REFUSED = 1
_SELDOM = 100_000


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be read.

    Attributes:
        paths: files and folders.
        urls: addresses to be fetched.
        prune: whether what is gone from the paths is removed.
        dry_run: whether nothing is written.
        most: how many pages are fetched per address.
        since: articles of days before are left out.
        full_pages: whether the pages of a feed's summaries on other hosts are fetched too.
        fields: a mapping of field names for all files; None looks for a `fields.toml` beside each.
    """

    paths: Sequence[Path]
    urls: Sequence[str] = ()
    prune: bool = False
    dry_run: bool = False
    most: int = 200
    since: date | None = None
    full_pages: bool = False
    fields: Path | None = None


def read_into(settings: Settings, order: Order, *, as_json: bool) -> int:
    """Read into the archive what is ordered, print what was done, and return the exit code."""
    summary = read(settings, order)
    report(summary, as_json=as_json)
    return exit_code(summary)


def exit_code(summary: Summary) -> int:
    """The exit code of a run."""
    if summary.interrupted:
        return INTERRUPTED
    return SOME_REFUSED if summary.refused else 0


def read(settings: Settings, order: Order) -> Summary:
    """Read into the archive what is ordered, with a bar on a terminal, until asked to stop."""
    ensure_nobody_writes(settings.home)
    with closing(Ahead(settings)) as ahead:
        if _is_all_new(settings, order):
            ahead.start()  # meanwhile this process gets ready itself
        return _read(settings, order, ahead)


def _is_all_new(settings: Settings, order: Order) -> bool:
    """Whether there is no archive yet, and a large file to begin one with."""
    if order.dry_run or (settings.home / FILE).exists():
        return False
    return any(path.is_file() and path.stat().st_size >= LARGE for path in order.paths)


def _read(settings: Settings, order: Order, ahead: Ahead) -> Summary:
    # Articles by the thousand are no cycles, and to look for some among them took a twentieth of a run.
    gc.set_threshold(_SELDOM)
    # The models and what reads the formats are loaded only where a run needs them.
    from ingest.preparing.indexing import load_models
    from ingest.run import ingest

    models = load_models(settings, deferred=True)
    with closing(ByteBar()) as bar, asked_to_stop() as stopped, _fetching(order, settings) as fetched:
        return ingest(
            order.paths,
            settings,
            embedder=models.embedder,
            static_model=models.static_model,
            prune=order.prune,
            dry_run=order.dry_run,
            fields=order.fields,
            fetched=fetched,
            since=order.since,
            progress=bar,
            stopped=lambda: bool(stopped),
            ahead=ahead,
        )


@contextmanager
def _fetching(order: Order, settings: Settings) -> Iterator[Iterable[Record | Refusal]]:
    """What the addresses hold, asked for as it is read; remembered once the archive has it."""
    if not order.urls:
        yield ()
        return
    from ingest.fetching.client import Client
    from ingest.fetching.fetch import Wishes, records_from
    from ingest.fetching.memory import Memory

    memory = Memory(settings.home, forget=not (settings.home / FILE).exists())
    wishes = Wishes(order.most, order.since, order.full_pages)
    with Client() as client:
        yield chain.from_iterable(records_from(url, client, memory, wishes) for url in order.urls)
    if not order.dry_run:
        memory.keep()


def report(summary: Summary, *, as_json: bool) -> None:
    """Print what a run did."""
    if as_json:
        write_json(summary.document())
    if not as_json or summary.interrupted:
        stream = sys.stderr if as_json else sys.stdout
        stream.write(summary.text() + "\n")
