"""`python -m evaluation`: quality and speed, measured with the pipeline that people use."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archive.errors import UsageError
from archive.settings import Settings
from archive.terminal import write_json
from evaluation.corpus import read_documents, read_questions
from evaluation.development import LANGUAGES, UNITS, measure_pairs, print_pairs
from evaluation.floors import FLOORS_FILE
from evaluation.gate import check_floors, print_table, update_floors
from evaluation.measuring import indexed, measure
from evaluation.running import default_workers
from evaluation.samples import measure_samples
from evaluation.stories import measure_stories
from evaluation.studies import GROUPS, chosen
from evaluation.time_expressions import measure_time_expressions
from ingest.preparing.indexing import load_models

DATA = Path("../shared/data")
DEVELOPMENT_SETS = DATA / "dev"

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    options = _parser().parse_args(arguments)
    code: int = options.command(options)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    adders = (_add_retrieval, _add_development, _add_samples, _add_others, _add_table, _add_floors)
    for add in adders:
        add(commands)
    return parser


def _add_retrieval(commands: Commands) -> None:
    parser = commands.add_parser("retrieval", help="measure retrieval over a corpus of your own")
    parser.add_argument(
        "--passages", type=Path, required=True, help="rows of id, text; perhaps language, title"
    )
    parser.add_argument(
        "--questions", type=Path, required=True, help="rows of id, question, relevant; perhaps language"
    )
    parser.add_argument(
        "--depth", type=int, default=10, metavar="N", help="how many are ranked, which only map sees (10)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(command=_retrieval)


def _add_development(commands: Commands) -> None:
    parser = commands.add_parser("dev", help="XQuAD-R: every pair of question and corpus language")
    parser.add_argument("--data", type=Path, default=DEVELOPMENT_SETS, help="where xquad-r.*.jsonl.gz lie")
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=list(LANGUAGES))
    parser.add_argument("--units", nargs="+", choices=UNITS, default=list(UNITS))
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(command=_development)


def _add_samples(commands: Commands) -> None:
    parser = commands.add_parser("samples", help="the questions of the sample archive")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(command=_samples)


def _add_others(commands: Commands) -> None:
    time = commands.add_parser("time", help="the labelled questions that name a time")
    time.set_defaults(command=_time)
    stories = commands.add_parser("stories", help="copies of one text told from other texts")
    stories.add_argument("--data", type=Path, default=DATA, help="holds archives/ and dev/")
    stories.set_defaults(command=_stories)
    models = commands.add_parser("models", help="passages of 150 words a second, on one core")
    models.set_defaults(command=_models)
    speed = commands.add_parser("speed", help="articles a second, beside LangChain's tutorial pipeline")
    speed.add_argument("--rounds", type=int, default=2, metavar="N", help="how often both run (2)")
    speed.set_defaults(command=_speed)
    scale = commands.add_parser("scale", help="memory, rate and questions of a large archive")
    scale.add_argument("--passages", type=int, default=50_000, metavar="N", help="how many (50,000)")
    scale.set_defaults(command=_scale)
    for command in (speed, scale):
        command.add_argument("--data", type=Path, default=DATA, help="holds archives/")
    for command in (time, stories, models, speed, scale):
        command.add_argument("--json", action="store_true", help="print one JSON document")


def _add_table(commands: Commands) -> None:
    parser = commands.add_parser("table", help="every figure beside its target and its floor")
    _add_table_options(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(command=_table)


def _add_floors(commands: Commands) -> None:
    parser = commands.add_parser("floors", help="the same table; 1 where a figure lies below its floor")
    _add_table_options(parser)
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", metavar="REASON", help="with --update: let floors fall, for this reason")
    parser.set_defaults(command=_floors)


def _add_table_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--only", nargs="+", choices=GROUPS, default=[], metavar="GROUP", help=f"of {', '.join(GROUPS)}"
    )
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with dev/ and archives/")
    parser.add_argument("--file", type=Path, default=FLOORS_FILE, help="the floors")
    parser.add_argument(
        "--workers", type=int, default=default_workers(), metavar="N", help="processes that ask at once"
    )


def _retrieval(options: argparse.Namespace) -> int:
    documents, questions = read_documents(options.passages), read_questions(options.questions)
    models = load_models(Settings())
    with indexed(documents, models.embedder, models.static_model) as retriever:
        report = measure(retriever, questions, max(options.depth, 10)).report()
    _print_report(report, as_json=options.json)
    return 0


def _development(options: argparse.Namespace) -> int:
    figures = measure_pairs(options.data, options.languages, options.units)
    if options.json:
        write_json({"ndcg@10": figures})
    else:
        print_pairs(figures, options.languages, options.units)
    return 0


def _samples(options: argparse.Namespace) -> int:
    report = measure_samples()
    _print_report(report, as_json=options.json)
    return 0


def _time(options: argparse.Namespace) -> int:
    _print_report(measure_time_expressions(), as_json=options.json)
    return 0


def _stories(options: argparse.Namespace) -> int:
    _print_report(measure_stories(options.data), as_json=options.json)
    return 0


def _models(options: argparse.Namespace) -> int:
    from evaluation.embedder_speed import measure_speeds  # loads torch

    speeds = measure_speeds()
    if options.json:
        write_json({"passages_a_second": {speed.model: speed.passages for speed in speeds}})
    else:
        sys.stdout.writelines(
            f"{speed.model:40} {speed.tokens:4} tokens {speed.passages:10,.1f}\n" for speed in speeds
        )
    return 0


def _speed(options: argparse.Namespace) -> int:
    from evaluation.ingest_speed import measure_ingest

    _print_report(measure_ingest(options.data, options.rounds), as_json=options.json)
    return 0


def _scale(options: argparse.Namespace) -> int:
    from evaluation.scale import measure_scale

    _print_report(measure_scale(options.data, options.passages), as_json=options.json)
    return 0


def _print_report(report: Mapping[str, float], *, as_json: bool) -> None:
    if as_json:
        write_json(report)
    else:
        sys.stdout.writelines(f"{name:34} {value}\n" for name, value in report.items())


def _table(options: argparse.Namespace) -> int:
    studies = chosen(options.only)
    return print_table(options.file, options.data, studies, options.workers, as_json=options.json)


def _floors(options: argparse.Namespace) -> int:
    studies = chosen(options.only)
    if options.update:
        return update_floors(options.file, options.data, studies, options.workers, reason=options.lower)
    if options.lower:
        raise UsageError("--lower says why floors may fall with --update; alone it means nothing.")
    return check_floors(options.file, options.data, studies, options.workers)
