"""`python -m ingest PATH…`: articles from files into the archive."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from archive.errors import UsageError
from archive.lock import ensure_nobody_writes
from archive.reader import ArchiveReader
from archive.reembedding import ensure_archive
from archive.repair import repair
from archive.settings import Settings
from archive.terminal import INTERRUPTED, write_json
from ingest.commands.backup import BackupCommand
from ingest.commands.command import Command
from ingest.commands.log import LogCommand
from ingest.commands.restore import RestoreCommand
from ingest.progress import ByteBar, PassageBar, asked_to_stop
from ingest.show import as_document, as_text
from ingest.summary import Summary

COMMANDS: tuple[Command, ...] = (LogCommand(), BackupCommand(), RestoreCommand())
"""The words that may come first; a folder of such a name is given as `./log`."""

_SOME_REFUSED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; returns the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    for command in COMMANDS:
        if arguments[:1] == [command.name]:
            return _run(command, arguments[1:])
    parser = _parser()
    options = parser.parse_args(arguments)
    alone = [name for name in ("show", "repair", "reembed") if getattr(options, name)]
    if len(alone) > 1 or (alone and (options.paths or options.prune or options.dry_run)):
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
    return _ingest(options, settings)


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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ingest",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Read articles into the archive: JSON Lines, JSON, CSV, HTML, Markdown, text; gzip too.\n"
        "What is unchanged is skipped, so the same command also brings the archive up to date.",
        epilog="Commands that may stand in the place of PATH, each with --help:\n"
        + "".join(f"  {command.name:10}{command.summary}\n" for command in COMMANDS)
        + "\nExit codes: 0 done, 1 done with some files or records refused, 2 wrong use, 3 could not run, "
        "130 stopped.",
    )
    parser.add_argument("paths", metavar="PATH", type=Path, nargs="*", help="files and folders of articles")
    parser.add_argument(
        "--prune", action="store_true", help="remove articles whose files or records are gone"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
    parser.add_argument("--repair", action="store_true", help="build both indexes again from the catalogue")
    parser.add_argument(
        "--reembed",
        action="store_true",
        help="change the archive to the model of ISNAD_EMBEDDING; a run that was stopped goes on",
    )
    parser.add_argument("--show", metavar="ARTICLE_ID", help="print one article whole")
    _add_common(parser)
    return parser


def _ingest(options: argparse.Namespace, settings: Settings) -> int:
    ensure_nobody_writes(settings.home)
    # The models and what reads the formats are loaded only where a run needs them.
    from ingest.indexing import load_models
    from ingest.run import ingest

    models = load_models(settings)
    with closing(ByteBar()) as bar, asked_to_stop() as stopped:
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


def _reembed(settings: Settings, *, as_json: bool) -> int:
    from ingest import reembedding
    from ingest.indexing import load_models

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
