"""`python -m ingest PATH…`: articles from files into the archive."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from importlib import import_module
from pathlib import Path

from archive.errors import UsageError
from archive.settings import Settings
from archive.terminal import INTERRUPTED, write_json
from ingest.commands.command import Command
from ingest.commands.reading import Order, read_into
from ingest.records.identity import is_url

COMMANDS = ("sync", "status", "log", "retry", "reclean", "remove", "backup", "restore")
"""The words that may come first; a folder of such a name is given as `./log`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; returns the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments and arguments[0] in COMMANDS:
        return _run(_command(arguments[0]), arguments[1:])
    parser = _parser()
    options = parser.parse_args(arguments)
    alone = [name for name in ("show", "repair", "reembed") if getattr(options, name)]
    if len(alone) > 1 or (alone and (options.paths or options.prune or options.dry_run or options.fields)):
        parser.error(f"--{alone[0]} goes with no other work: it takes only --home and --json")
    settings = _settings(options)
    if options.show:
        return _show(options.show, settings, as_json=options.json)
    if options.repair:
        return _repair(settings, as_json=options.json)
    if options.reembed:
        return _reembed(settings, as_json=options.json)
    if not options.paths:
        parser.error("give at least one file or folder of articles")
    urls = [path for path in options.paths if is_url(path)]
    if urls and not options.fetch:
        parser.error(f"{urls[0]} is on the web; add --fetch to have it asked for")
    if options.fetch and not urls:
        parser.error("--fetch needs at least one address (https://…)")
    order = Order(
        paths=[Path(path) for path in options.paths if not is_url(path)],
        urls=urls,
        prune=options.prune,
        dry_run=options.dry_run,
        most=options.most,
        since=options.since,
        full_pages=options.full_pages,
        fields=options.fields,
    )
    return read_into(settings, order, as_json=options.json)


def _command(name: str) -> Command:
    # Only the one that is asked for: together they take longer to import than a run over unchanged files.
    command: Command = getattr(import_module(f"ingest.commands.{name}"), f"{name.capitalize()}Command")()
    return command


def _run(command: Command, arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog=f"python -m ingest {command.name}", description=command.summary)
    command.add_arguments(parser)
    _add_common(parser)
    options = parser.parse_args(arguments)
    return command.run(options, _settings(options))


def _settings(options: argparse.Namespace) -> Settings:
    settings = Settings()
    return settings.model_copy(update={"home": options.home}) if options.home else settings


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--home", metavar="DIR", type=Path, help="the data folder, instead of ISNAD_HOME")


class _Parser(argparse.ArgumentParser):
    """One whose help lists the commands."""

    def format_help(self) -> str:
        """The help."""
        self.epilog = (
            "Commands that may stand in the place of PATH, each with --help:\n"
            + "".join(f"  {name:10}{_command(name).summary}\n" for name in COMMANDS)
            + "\nExit codes: 0 done, 1 done with some files or records refused, 2 wrong use, "
            "3 could not run, 130 stopped."
        )
        return super().format_help()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m ingest",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Read articles into the archive: JSON, CSV, Parquet, feeds, web pages, agency XML,\n"
        "WARC, PDF, Word, mail, text and more (docs/readers.md); packed, or in ZIP and tar files, too.\n"
        "What is unchanged is skipped, so the same command also brings the archive up to date.",
    )
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="files and folders of articles; with --fetch addresses too"
    )
    parser.add_argument("--fetch", action="store_true", help="ask the web for the given addresses")
    parser.add_argument(
        "--most", metavar="N", type=_count, default=200, help="pages asked for per address (200)"
    )
    parser.add_argument(
        "--since",
        metavar="DATE",
        type=date.fromisoformat,
        help="leave out articles of days before (YYYY-MM-DD)",
    )
    parser.add_argument(
        "--full-pages", action="store_true", help="fetch the pages of a feed's summaries on other hosts too"
    )
    parser.add_argument(
        "--prune", action="store_true", help="remove articles whose files or records are gone"
    )
    parser.add_argument(
        "--fields",
        metavar="FILE",
        type=Path,
        help="a mapping of field names for all files, instead of fields.toml",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
    parser.add_argument("--repair", action="store_true", help="build both indexes again from the catalogue")
    parser.add_argument(
        "--reembed",
        action="store_true",
        help="change the archive to the model of ISNAD_EMBEDDING; a run that was stopped goes on",
    )
    parser.add_argument(
        "--show", metavar="ARTICLE_ID", help="print one article whole, and its earlier versions"
    )
    _add_common(parser)
    return parser


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of pages")
    return int(text)


def _show(name: str, settings: Settings, *, as_json: bool) -> int:
    from archive.reader import ArchiveReader
    from ingest.show import as_document, as_text

    with ArchiveReader(settings.home) as reader:
        article = reader.article(name)
        versions = reader.earlier_versions(name)
    if article is None:
        raise UsageError(f"The archive in {settings.home} has no article {name}.")
    if as_json:
        write_json(as_document(article, versions))
    else:
        sys.stdout.write(as_text(article, versions))
    return 0


def _repair(settings: Settings, *, as_json: bool) -> int:
    from archive.repair import repair

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


def _reembed(settings: Settings, *, as_json: bool) -> int:
    from archive.lock import ensure_nobody_writes
    from archive.reembedding import ensure_archive
    from ingest import reembedding
    from ingest.preparing.indexing import load_models
    from ingest.progress import PassageBar, asked_to_stop

    # Asked before the model is loaded, which may take long.
    ensure_archive(settings.home)
    ensure_nobody_writes(settings.home)
    models = load_models(settings)
    with closing(PassageBar()) as bar, asked_to_stop() as stopped:
        done = reembedding.reembed_archive(settings, models, progress=bar, stopped=lambda: bool(stopped))
    if as_json:
        write_json(reembedding.as_document(done))
    if not as_json or done.interrupted:
        stream = sys.stderr if as_json else sys.stdout
        stream.write(reembedding.as_text(done) + "\n")
    return INTERRUPTED if done.interrupted else 0
