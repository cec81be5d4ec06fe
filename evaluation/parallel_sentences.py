"""FLORES-101: an English sentence as the question, an archive of its translations and a thousand others."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from evaluation.corpus import Document, GoldQuestion, rows
from evaluation.figure import Figure
from evaluation.measuring import measure
from evaluation.study import Job, Observed, Study, archive_of

SENTENCES = "dev/flores101.jsonl.gz"
TARGETS = {
    **dict.fromkeys(("ar", "fr", "es", "de", "tr", "fa", "ru"), 0.97),
    **dict.fromkeys(("he", "ur"), 0.93),
}


def ask_translations(language: str, data: Path) -> Observed:
    """Ask an archive of one language's sentences with each English sentence."""
    parallel = list(rows(data / SENTENCES, "id", "en", language))
    documents = [Document(str(row["id"]), language, row[language]) for row in parallel]
    questions = [
        GoldQuestion(str(row["id"]), row["en"], "en", frozenset([str(row["id"])])) for row in parallel
    ]
    with archive_of(documents) as retriever:
        return Observed({f"flores {language}": measure(retriever, questions, depth=1)})


def derive(observed: Observed) -> dict[str, float]:
    """The share of the sentences whose translation comes first."""
    return {name: run.mean_recall(1) for name, run in observed.runs.items()}


PARALLEL_SENTENCES = Study(
    group="flores",
    figures=tuple(
        Figure(f"flores {code}", f"English sentence, share whose {code} comes first", target)
        for code, target in TARGETS.items()
    ),
    jobs=tuple(Job(f"flores {code}", (SENTENCES,), partial(ask_translations, code)) for code in TARGETS),
    derive=derive,
)
