"""One run over some paths, with a bar, a report and the exit code: what several commands end in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from archive.settings import Settings
from archive.terminal import INTERRUPTED, write_json
from ingest.progress import ByteBar, asked_to_stop
from ingest.summary import Summary

SOME_REFUSED = 1


def read_into(
    settings: Settings,
    paths: Sequence[Path],
    *,
    as_json: bool,
    prune: bool = False,
    dry_run: bool = False,
) -> int:
    """Read files and folders into the archive, print what was done, and return the exit code."""
    # The models and what reads the formats are loaded only where a run needs them.
    from ingest.indexing import load_models
    from ingest.run import ingest

    models = load_models(settings)
    with closing(ByteBar()) as bar, asked_to_stop() as stopped:
        summary = ingest(
            paths,
            settings,
            embedder=models.embedder,
            static_model=models.static_model,
            prune=prune,
            dry_run=dry_run,
            progress=bar,
            stopped=lambda: bool(stopped),
        )
    report(summary, as_json=as_json)
    if summary.interrupted:
        return INTERRUPTED
    return SOME_REFUSED if summary.refused else 0


def report(summary: Summary, *, as_json: bool) -> None:
    """Print what a run did."""
    if as_json:
        write_json(summary.document())
    if not as_json or summary.interrupted:
        stream = sys.stderr if as_json else sys.stdout
        stream.write(summary.text() + "\n")
