"""`python -m ingest restore FILE`: a backup in the place of the catalogue."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from archive.restoration import restore
from archive.settings import Settings
from archive.terminal import write_json


class RestoreCommand:
    """Puts a backup in place, keeps what was there, and builds both indexes again."""

    name = "restore"
    summary = "put a backup in the place of the archive; what was there is kept beside it"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where from, and in place of what."""
        parser.add_argument("file", metavar="FILE", type=Path, help="what `backup` wrote")
        parser.add_argument(
            "--replace", action="store_true", help="go back to it even where the archive is whole and newer"
        )

    def run(self, options: argparse.Namespace, settings: Settings) -> int:
        """Do it, and say what the archive holds now."""
        done = restore(settings.home, options.file, replace=options.replace)
        if options.json:
            write_json(
                {
                    "articles": done.articles,
                    "passages": done.passages,
                    "generation": done.generation,
                    "kept": str(done.kept) if done.kept else None,
                    "seconds": round(done.seconds, 3),
                }
            )
        else:
            kept = f" What was there is kept as {done.kept}." if done.kept else ""
            sys.stdout.write(
                f"{settings.home} holds {done.articles:,} articles in {done.passages:,} passages again, "
                f"with both indexes built and compared ({done.seconds:.1f} seconds).{kept}\n"
            )
        return 0
