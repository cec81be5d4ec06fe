"""`python -m ingest log`: what the runs did."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from typing import Any

from archive.runs import Run, runs
from archive.settings import Settings
from archive.terminal import write_json

_COUNTS = ("added", "updated", "unchanged", "removed", "duplicates", "recleaned")
_SHOWN_REASONS = 5


class LogCommand:
    """Lists the runs, newest first, with their counts and why files were refused."""

    name = "log"
    summary = "the runs, newest first: counts, and what was refused and why"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """How many runs."""
        parser.add_argument("--last", metavar="N", type=int, default=20, help="how many (default 20)")

    def run(self, options: argparse.Namespace, settings: Settings) -> int:
        """Print them."""
        found = runs(settings.home, options.last)
        if options.json:
            write_json(
                {"runs": [{"run": run.number, "finished": run.finished, **run.summary} for run in found]}
            )
        else:
            sys.stdout.write("".join(map(_as_text, found)) or "No run has changed this archive yet.\n")
        return 0


def _as_text(run: Run) -> str:
    counts = ", ".join(f"{run.summary[name]:,} {name}" for name in _COUNTS if run.summary.get(name))
    stopped = " · stopped before its end" if run.summary.get("interrupted") else ""
    seconds = float(run.summary.get("seconds", 0))
    lines = [f"{run.number}  {run.finished}  {counts or 'nothing new'} · {seconds:.1f} s{stopped}\n"]
    refused: list[Mapping[str, Any]] = run.summary.get("refused", [])
    for refusal in refused[:_SHOWN_REASONS]:
        place = f", record {refusal['record']}" if refusal["record"] else ""
        lines.append(f"     refused: {refusal['path']}{place}: {refusal['reason']}\n")
    if len(refused) > _SHOWN_REASONS:
        lines.append(f"     … and {len(refused) - _SHOWN_REASONS:,} more; --json lists them all\n")
    return "".join(lines)
