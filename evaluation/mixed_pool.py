"""One archive of six languages, asked in each: XQuAD-R's paragraphs, and its sentences as in LAReQA.

LAReQA (Roy et al., 2020) asks whether a model finds an answer in every language of a pool, and not first in
the question's own: all translations of the answer are relevant, and the measure is mean average precision.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from evaluation.corpus import Document, GoldQuestion, xquad_asked, xquad_corpus
from evaluation.development import LANGUAGES
from evaluation.figure import Figure
from evaluation.measuring import measure
from evaluation.metrics import mean
from evaluation.pairs import DEV, xquad_names
from evaluation.study import Job, Observed, Study, archive_of

DEPTH = 60
"""How deep a ranking is read; what stands below counts as not found."""
POOLED = ("pool paragraphs", "pool sentences")


def language_of(pooled: str) -> str:
    """The language of a pool's document, by its id."""
    return pooled.split(":", 1)[0]


def pool(folder: Path, unit: str) -> tuple[list[Document], dict[str, frozenset[str]]]:
    """The units of all languages, and for each question the ids of those that answer it."""
    documents: list[Document] = []
    relevant: dict[str, set[str]] = {}
    for code in LANGUAGES:
        found, answers = xquad_corpus(folder, unit, code)
        documents += [Document(f"{code}:{one.id}", code, one.text) for one in found]
        for question, answer in answers.items():
            relevant.setdefault(question, set()).add(f"{code}:{answer}")
    return documents, {question: frozenset(ids) for question, ids in relevant.items()}


def ask_pool(unit: str, data: Path) -> Observed:
    """Ask the pool in each of its languages."""
    folder = data / DEV
    documents, relevant = pool(folder, unit)
    runs = {}
    with archive_of(documents) as retriever:
        for asked in LANGUAGES:
            _, answers = xquad_corpus(folder, unit, asked)
            questions = [
                GoldQuestion(one.id, one.text, asked, relevant[one.id])
                for one in xquad_asked(folder, asked, answers)
            ]
            runs[f"pool {unit} {asked}"] = measure(retriever, questions, DEPTH)
    return Observed(runs)


PARAGRAPHS_JOB = Job("pool paragraphs", xquad_names(), partial(ask_pool, "paragraphs"), long=True)
SENTENCES_JOB = Job("pool sentences", xquad_names(), partial(ask_pool, "sentences"), long=True)


def derive(observed: Observed) -> dict[str, float]:
    """Mean average precision of each pool, for each language of the question and for all."""
    figures = {}
    for name in POOLED:
        by_language = {code: observed.runs[f"{name} {code}"].mean_average_precision() for code in LANGUAGES}
        figures[f"{name}, map"] = mean(list(by_language.values()))
        figures |= {f"{name}, map, {code}": value for code, value in by_language.items()}
    return figures


POOL = Study(
    group="pool",
    figures=tuple(
        figure
        for name in POOLED
        for figure in (
            Figure(f"{name}, map", "mean average precision, six languages asked of six languages", 0.66),
            *(Figure(f"{name}, map, {code}", f"asked in {code}", pinned=False) for code in LANGUAGES),
        )
    ),
    jobs=(PARAGRAPHS_JOB, SENTENCES_JOB),
    derive=derive,
)
