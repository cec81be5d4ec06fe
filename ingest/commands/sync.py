"""`python -m ingest sync`: the archive brought up to date from its sources, once or for good."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from archive.errors import ArchiveBusyError, UsageError
from archive.settings import Settings
from archive.terminal import INTERRUPTED, write_json
from ingest.commands.reading import Order, exit_code, read
from ingest.sources import Source, read_sources, source_of

SOURCES = Path("sources.toml")
_SETTLED_MS = 1500
_EVERY_MINUTES = 15.0


class SyncCommand:
    """Reads every source, and with `--watch` again whenever files change or the time has come."""

    name = "sync"
    summary = "bring the archive up to date from folders and feeds, once or with --watch"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """What to read, and when."""
        parser.add_argument(
            "sources", metavar="DIR|FEED", nargs="*", help=f"folders, files and addresses (else {SOURCES})"
        )
        parser.add_argument("--sources", dest="file", metavar="FILE", type=Path, help="another sources.toml")
        parser.add_argument(
            "--since", metavar="DATE", type=date.fromisoformat, help="leave out articles of days before"
        )
        parser.add_argument("--watch", action="store_true", help="go on: read what changes until stopped")
        parser.add_argument(
            "--every",
            metavar="MINUTES",
            type=float,
            default=_EVERY_MINUTES,
            help="how often addresses are asked",
        )

    def run(self, options: argparse.Namespace, settings: Settings) -> int:
        """Read them; the exit code is the worst of the sources'."""
        sources = _sources(options)
        sync = _Sync(settings, options.since, as_json=options.json)
        if not options.watch:
            return sync.read(sources)
        if options.every <= 0:
            raise UsageError("--every wants a number of minutes above 0.")
        return _watch(sources, sync, options.every * 60)


def _sources(options: argparse.Namespace) -> list[Source]:
    if options.sources and options.file:
        raise UsageError("Give sources or --sources FILE, not both.")
    if options.sources:
        return [source_of(given) for given in options.sources]
    if options.file is None and not SOURCES.exists():
        raise UsageError(f"Say what to read: folders or addresses, or write a {SOURCES} (docs/ingest.md).")
    return read_sources(options.file or SOURCES)


class _Sync:
    """Reads sources one after the other, each in a run of its own, and reports."""

    def __init__(self, settings: Settings, since: date | None, *, as_json: bool) -> None:
        self._settings = settings
        self._since = since
        self._as_json = as_json

    def read(self, sources: Sequence[Source]) -> int:
        """Read some sources and return the worst exit code; one that is missing hinders no other."""
        worst, documents = 0, list[dict[str, object]]()
        for source in sources:
            name = str(source.path or source.url)
            try:
                summary = read(self._settings, self._order(source))
            except UsageError as error:
                sys.stderr.write(f"{error}\n")
                documents.append({"source": name, "error": str(error)})
                worst = max(worst, error.exit_code)
                continue
            documents.append({"source": name, **summary.document()})
            if not self._as_json:
                sys.stdout.write(f"{name}\n{summary.text()}\n")
                sys.stdout.flush()
            worst = max(worst, exit_code(summary))
            if summary.interrupted:
                break
        if self._as_json:
            write_json({"sources": documents})
            sys.stdout.flush()
        return worst

    def _order(self, source: Source) -> Order:
        return Order(
            paths=[source.path] if source.path else [],
            urls=[source.url] if source.url else [],
            prune=source.prune,
            fields=source.fields,
            most=source.most,
            full_pages=source.full_pages,
            since=self._since,
        )


def _watch(sources: Sequence[Source], sync: _Sync, seconds: float) -> int:
    """Read everything, then what changes, until stopped; a run that finds the archive busy is tried again."""
    local = [source for source in sources if source.path]
    remote = [source for source in sources if source.url]
    folders = [source.path for source in local if source.path]
    if missing := [path for path in folders if not path.exists()]:
        raise UsageError(f"{missing[0]} does not exist; there is nothing to watch.")
    sys.stderr.write(f"Watching {len(sources)} sources; press Ctrl-C to stop.\n")
    with _stopped_by_signals() as stopped:
        waiting, last = list(sources), time.monotonic()
        # The first look comes before the first run, so that nothing that changes meanwhile is missed.
        for changed in _changes(folders, stopped):
            if changed:
                waiting = list(dict.fromkeys([*waiting, *local]))
            if remote and time.monotonic() - last >= seconds:
                waiting, last = list(dict.fromkeys([*waiting, *remote])), time.monotonic()
            if waiting:
                try:
                    if sync.read(waiting) == INTERRUPTED:
                        break
                    waiting = []
                except ArchiveBusyError as error:
                    sys.stderr.write(f"{error}\n")
    return 0


def _changes(folders: Sequence[Path], stopped: threading.Event) -> Iterator[bool]:
    """Whether something has changed under some folders, once a second or as soon as it has settled."""
    if not folders:
        while not stopped.is_set():
            yield False
            stopped.wait(1)
        return
    from watchfiles import watch  # only here: it takes a while to load

    for changes in watch(
        *folders, debounce=_SETTLED_MS, rust_timeout=1000, stop_event=stopped, yield_on_timeout=True
    ):
        yield bool(changes)


@contextmanager
def _stopped_by_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C and the end of a service set."""
    stopped = threading.Event()
    former = {
        number: signal.signal(number, lambda *_: stopped.set()) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stopped
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
