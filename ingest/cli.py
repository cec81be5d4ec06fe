"""`python -m ingest PATH…`: articles from files into the archive."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tqdm import tqdm

from archive.errors import UsageError
from archive.reader import ArchiveReader
from archive.repair import repair
from archive.settings import Settings
from archive.terminal import INTERRUPTED, write_json
from ingest.show import as_document, as_text
from ingest.summary import Summary

_SOME_REFUSED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    settings = Settings()
    if options.home:
        settings = settings.model_copy(update={"home": options.home})
    if options.show:
        return _show(options.show, settings, as_json=options.json)
    if options.repair:
        return _repair(settings, as_json=options.json)
    if not options.paths:
        parser.error("give at least one file or folder of articles")
    return _ingest(options, settings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ingest",
        description="Read articles into the archive: JSON Lines, JSON, CSV, HTML, Markdown, text; gzip too. "
        "What is unchanged is skipped, so the same command also brings the archive up to date.",
        epilog="Exit codes: 0 done, 1 done with some files or records refused, 2 wrong use, 3 could not run, "
        "130 stopped.",
    )
    parser.add_argument("paths", metavar="PATH", type=Path, nargs="*", help="files and folders of articles")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument(
        "--prune", action="store_true", help="remove articles whose files or records are gone"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
    parser.add_argument("--repair", action="store_true", help="build both indexes again from the catalogue")
    parser.add_argument("--show", metavar="ARTICLE_ID", help="print one article whole")
    parser.add_argument("--home", metavar="DIR", type=Path, help="the data folder, instead of ISNAD_HOME")
    return parser


def _ingest(options: argparse.Namespace, settings: Settings) -> int:
    # The models and what reads the formats are loaded only where a run needs them.
    from ingest.indexing import load_models
    from ingest.run import ingest

    models = load_models(settings)
    with _bar() as bar, _asked_to_stop() as stopped:
        summary = ingest(
            options.paths,
            settings,
            embedder=models.embedder,
            static_model=models.static_model,
            prune=options.prune,
            dry_run=options.dry_run,
            progress=bar,
            stopped=lambda: bool(stopped),
        )
    _report(summary, as_json=options.json)
    if summary.interrupted:
        return INTERRUPTED
    return _SOME_REFUSED if summary.refused else 0


def _report(summary: Summary, *, as_json: bool) -> None:
    if as_json:
        write_json(summary.document())
    if not as_json or summary.interrupted:
        stream = sys.stderr if as_json else sys.stdout
        stream.write(summary.text() + "\n")


class _Bar:
    """A progress bar by bytes read, on standard error, only where that is a terminal."""

    def __init__(self) -> None:
        self._bar = tqdm(total=0, unit="B", unit_scale=True, disable=None, leave=False, mininterval=0.2)

    def __call__(self, done: int, total: int, articles: int) -> None:
        """Move the bar."""
        if self._bar.disable:
            return
        self._bar.total = total
        elapsed = self._bar.format_dict["elapsed"]
        if elapsed:
            self._bar.set_postfix_str(f"{articles:,} articles, {articles / elapsed:,.0f}/s", refresh=False)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Take the bar off the screen."""
        self._bar.close()


@contextmanager
def _bar() -> Iterator[_Bar]:
    bar = _Bar()
    try:
        yield bar
    finally:
        bar.close()


@contextmanager
def _asked_to_stop() -> Iterator[list[int]]:
    """A list that is no longer empty once Ctrl-C was pressed; pressed again it stops at once."""
    asked: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)
        sys.stderr.write("\nStopping after the current batch; press Ctrl-C again to stop at once.\n")

    former = signal.signal(signal.SIGINT, note)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, former)


def _show(name: str, settings: Settings, *, as_json: bool) -> int:
    with ArchiveReader(settings.home) as reader:
        article = reader.article(name)
    if article is None:
        raise UsageError(f"The archive in {settings.home} has no article {name}.")
    if as_json:
        write_json(as_document(article))
    else:
        sys.stdout.write(as_text(article))
    return 0


def _repair(settings: Settings, *, as_json: bool) -> int:
    done = repair(settings.home)
    if as_json:
        write_json(
            {"passages": done.passages, "generation": done.generation, "seconds": round(done.seconds, 3)}
        )
    else:
        sys.stdout.write(
            f"Both indexes were built again from the catalogue: {done.passages:,} passages"
            f" ({done.seconds:.1f} seconds).\n"
        )
    return 0
