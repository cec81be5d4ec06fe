"""`python -m ingest retry`: what was refused, read again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from archive.runs import PastRefusal, refusals
from archive.settings import Settings
from archive.terminal import write_json
from ingest.commands.reading import Order, read_into

_SHOWN = 50


class RetryCommand:
    """Reads the files again in which something was refused, or lists them."""

    name = "retry"
    summary = "read again the files in which something was refused; --list shows them"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Whether to read or only to list."""
        parser.add_argument("--list", action="store_true", help="only show what is refused, and why")

    def run(self, options: argparse.Namespace, settings: Settings) -> int:
        """Read them."""
        found = refusals(settings.home)
        if options.list:
            return _list(found, as_json=options.json)
        files = sorted({path for refusal in found if (path := _file(refusal.path))})
        gone = sorted({refusal.path for refusal in found if not _file(refusal.path)})
        if gone:
            sys.stderr.write("".join(f"{path}: the file is gone.\n" for path in gone))
        if not files:
            if options.json:
                write_json({"refused": []})
            else:
                sys.stdout.write("Nothing is waiting to be read again.\n")
            return 0
        return read_into(settings, Order(files), as_json=options.json)


def _file(path: str) -> Path | None:
    """The file on disk that a path names, or that holds what it names."""
    place = Path(path)
    return next((one for one in (place, *place.parents) if one.is_file()), None)


def _list(found: list[PastRefusal], *, as_json: bool) -> int:
    if as_json:
        rows = [
            {"path": one.path, "record": one.record, "reason": one.reason, "since": one.since}
            for one in found
        ]
        write_json({"refused": rows})
        return 0
    for one in found[:_SHOWN]:
        place = f", record {one.record}" if one.record else ""
        sys.stdout.write(f"{one.path}{place}: {one.reason} ({one.since})\n")
    if len(found) > _SHOWN:
        sys.stdout.write(f"… and {len(found) - _SHOWN:,} more; --json lists them all\n")
    if not found:
        sys.stdout.write("Nothing is refused.\n")
    return 0
