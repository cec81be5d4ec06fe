"""`python -m ingest reclean`: every article prepared anew, after the cleaning has become better."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from archive.settings import Settings
from archive.terminal import INTERRUPTED, write_json
from ingest.progress import PassageBar, asked_to_stop

if TYPE_CHECKING:
    from ingest.recleaning import Recleaning


class RecleanCommand:
    """Prepares the articles anew from the records that are kept of them; their files may be gone."""

    name = "reclean"
    summary = "prepare every article anew from its original, after the cleaning changed"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Whether to write."""
        parser.add_argument("--dry-run", action="store_true", help="say what would change and write nothing")

    def run(self, options: argparse.Namespace, settings: Settings) -> int:
        """Prepare them, put what came out otherwise, and say how many."""
        from ingest.preparing.indexing import Indexer, load_models
        from ingest.recleaning import reclean

        models = load_models(settings)
        indexer = Indexer(models.embedder, models.static_model)
        with closing(PassageBar("articles")) as bar, asked_to_stop() as stopped:
            done = reclean(
                settings, indexer, dry_run=options.dry_run, progress=bar, stopped=lambda: bool(stopped)
            )
        if options.json:
            write_json(_as_document(done))
        if not options.json or done.interrupted:
            stream = sys.stderr if options.json else sys.stdout
            stream.write(_as_text(done))
        return INTERRUPTED if done.interrupted else 0


def _as_document(done: Recleaning) -> dict[str, object]:
    return {
        "articles": done.articles,
        "changed": done.changed,
        "boilerplate": done.boilerplate,
        "seconds": round(done.seconds, 3),
    }


def _as_text(done: Recleaning) -> str:
    would = "would come" if done.dry_run else "came"
    lines = [
        f"Articles prepared anew: {done.articles:,}. {done.changed:,} {would} out otherwise, without "
        f"{done.boilerplate:,} lines of boilerplate ({done.seconds:.1f} seconds)."
    ]
    if done.interrupted:
        lines.append("It was stopped before its end; the same command does the rest.")
    return "\n".join(lines) + "\n"
