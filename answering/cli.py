"""`python -m answering QUESTION`: an answer in cited sentences, or why there is none."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence

from answering.answer import Answer
from answering.display import abstention_text, sentence_line, sources_text
from answering.events import Event, Finished, Found, SentenceReady
from answering.open import open_assistant
from answering.serialise import answer_to_dict
from archive.settings import Settings
from archive.terminal import write_json
from retrieval.options import add_filter_options, add_question_options, filters_from
from retrieval.serialise import understood_line
from retrieval.understanding import understand


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer and print; returns the exit code."""
    options = _parser().parse_args(arguments)
    assistant = open_assistant(Settings())
    question = understand(options.question, filters_from(options), dates=options.dates)
    events = assistant.answer(question, options.top)
    if options.json:
        write_json(answer_to_dict(_finished(events)))
    else:
        _tell(events)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m answering",
        description="Answer a question from the archive in sentences that each carry their source.",
    )
    add_question_options(parser)
    add_filter_options(parser)
    return parser


def _finished(events: Iterable[Event]) -> Answer:
    for event in events:
        if isinstance(event, Finished):
            return event.answer
    raise AssertionError("an assistant always finishes")


def _tell(events: Iterable[Event]) -> None:
    """Print what was understood, each sentence as it becomes final, then where all of it comes from."""
    for event in events:
        if isinstance(event, Found):
            understood = understood_line(event.result.question)
            sys.stdout.write(understood + "\n\n" if understood else "")
        elif isinstance(event, SentenceReady):
            sys.stdout.write(sentence_line(event.sentence) + "\n")
            sys.stdout.flush()
        elif isinstance(event, Finished):
            answer = event.answer
            sys.stdout.write(sources_text(answer) if answer.sentences else abstention_text(answer))
