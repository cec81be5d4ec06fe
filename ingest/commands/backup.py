"""`python -m ingest backup FILE`: a checked copy of the catalogue."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from archive.backup import back_up
from archive.settings import Settings
from archive.terminal import write_json


class BackupCommand:
    """Copies the catalogue, also while a run writes; the indexes are built again from it."""

    name = "backup"
    summary = "a checked copy of the archive in one file, also while a run writes"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to, and over what."""
        parser.add_argument("file", metavar="FILE", type=Path, help="the backup; it appears when it is whole")
        parser.add_argument("--overwrite", action="store_true", help="take the place of a file that is there")

    def run(self, options: argparse.Namespace, settings: Settings) -> int:
        """Make it, and say what it holds."""
        done = back_up(settings.home, options.file, overwrite=options.overwrite)
        if options.json:
            write_json(
                {
                    "file": str(done.file),
                    "articles": done.articles,
                    "passages": done.passages,
                    "generation": done.generation,
                    "bytes": done.size,
                    "seconds": round(done.seconds, 3),
                }
            )
        else:
            sys.stdout.write(
                f"{done.file} holds {done.articles:,} articles in {done.passages:,} passages, as of "
                f"generation {done.generation}: {done.size / 1e6:.1f} MB, checked "
                f"({done.seconds:.1f} seconds).\n"
            )
        return 0
