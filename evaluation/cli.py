"""`python -m evaluation`: quality and speed, measured with the pipeline that people use."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from archive.settings import Settings
from archive.terminal import write_json
from evaluation.corpus import read_documents, read_questions
from evaluation.development import LANGUAGES, UNITS, measure_pairs, print_table
from evaluation.floors import FLOORS_FILE, check_floors, update_floors
from evaluation.measuring import indexed, measure
from evaluation.samples import measure_samples
from evaluation.stories import measure_stories
from evaluation.time_expressions import measure_time_expressions
from ingest.indexing import embedder_for
from language.static_model import StaticModel

DEVELOPMENT_SETS = Path("../shared/data/dev")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    options = _parser().parse_args(arguments)
    code: int = options.command(options)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    retrieval = commands.add_parser("retrieval", help="measure retrieval over a corpus of your own")
    retrieval.add_argument("--passages", type=Path, required=True, help="rows of id, language, text, title")
    retrieval.add_argument("--questions", type=Path, required=True, help="rows of id, question, relevant")
    retrieval.add_argument("--json", action="store_true", help="print one JSON document")
    retrieval.set_defaults(command=_retrieval)

    development = commands.add_parser("dev", help="XQuAD-R: every pair of question and corpus language")
    development.add_argument(
        "--data", type=Path, default=DEVELOPMENT_SETS, help="where xquad-r.*.jsonl.gz lie"
    )
    development.add_argument("--languages", nargs="+", choices=LANGUAGES, default=list(LANGUAGES))
    development.add_argument("--units", nargs="+", choices=UNITS, default=list(UNITS))
    development.add_argument("--json", action="store_true", help="print one JSON document")
    development.set_defaults(command=_development)

    samples = commands.add_parser("samples", help="the questions of the sample archive")
    samples.add_argument("--json", action="store_true", help="print one JSON document")
    samples.set_defaults(command=_samples)

    time = commands.add_parser("time", help="the labelled questions that name a time")
    time.add_argument("--json", action="store_true", help="print one JSON document")
    time.set_defaults(command=_time)
    stories = commands.add_parser("stories", help="copies of one text told from other texts")
    stories.add_argument(
        "--data", type=Path, default=DEVELOPMENT_SETS.parent, help="holds archives/ and dev/"
    )
    stories.add_argument("--json", action="store_true", help="print one JSON document")
    stories.set_defaults(command=_stories)
    models = commands.add_parser("models", help="passages of 150 words a second, on one core")
    models.add_argument("--json", action="store_true", help="print one JSON document")
    models.set_defaults(command=_models)

    floors = commands.add_parser("floors", help="measure what is pinned, beside its floors; 1 below them")
    floors.add_argument("--data", type=Path, default=DEVELOPMENT_SETS, help="where xquad-r.*.jsonl.gz lie")
    floors.add_argument("--file", type=Path, default=FLOORS_FILE)
    floors.add_argument("--update", action="store_true", help="raise the floors to what is measured")
    floors.add_argument("--lower", metavar="REASON", help="with --update: let floors fall, for this reason")
    floors.set_defaults(command=_floors)
    return parser


def _retrieval(options: argparse.Namespace) -> int:
    documents, questions = read_documents(options.passages), read_questions(options.questions)
    static_model = StaticModel.load()
    with indexed(documents, embedder_for(Settings(), static_model), static_model) as retriever:
        report = measure(retriever, questions).report()
    _print_report(report, as_json=options.json)
    return 0


def _development(options: argparse.Namespace) -> int:
    figures = measure_pairs(options.data, options.languages, options.units)
    if options.json:
        write_json({"ndcg@10": figures})
    else:
        print_table(figures, options.languages, options.units)
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
    from evaluation.model_speed import measure_speeds  # loads torch

    speeds = measure_speeds()
    if options.json:
        write_json({"passages_a_second": {speed.model: speed.passages for speed in speeds}})
    else:
        sys.stdout.writelines(
            f"{speed.model:40} {speed.tokens:4} tokens {speed.passages:10,.1f}\n" for speed in speeds
        )
    return 0


def _print_report(report: Mapping[str, float], *, as_json: bool) -> None:
    if as_json:
        write_json(report)
    else:
        sys.stdout.writelines(f"{name:18} {value}\n" for name, value in report.items())


def _floors(options: argparse.Namespace) -> int:
    if options.update:
        return update_floors(options.file, options.data, reason=options.lower)
    return check_floors(options.file, options.data)
