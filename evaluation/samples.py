"""The sample archive's own questions, asked of the sample archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from answering.assistant import Assistant
from answering.events import Finished
from answering.extractive import ExtractiveWriter
from archive.settings import Settings
from evaluation.corpus import GoldQuestion, read_lines
from evaluation.figure import Figure
from evaluation.measuring import measure
from evaluation.study import Job, Observed, Study
from ingest.run import ingest
from language.static_model import StaticModel
from retrieval.open import open_retriever
from retrieval.retriever import Retriever
from retrieval.understanding import understand

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
QUESTIONS = ROOT / "tests" / "samples" / "questions.jsonl"


def measure_samples() -> dict[str, float]:
    """Index the samples and ask their questions; those without an answer should be answered by silence."""
    with indexed_samples() as retriever:
        questions = _questions(retriever)
        answerable = [gold for gold in questions if gold.relevant]
        unanswerable = [gold for gold in questions if not gold.relevant]
        report = measure(retriever, answerable).report()
        assistant = Assistant(retriever, ExtractiveWriter())
        cited = [_cited(assistant, gold.text) for gold in answerable]
        silent = [not _cited(assistant, gold.text) for gold in unanswerable]
    right = [bool(gold.relevant.intersection(found)) for found, gold in zip(cited, answerable, strict=True)]
    led = [not gold.relevant.isdisjoint(found[:1]) for found, gold in zip(cited, answerable, strict=True)]
    return report | {
        "answered": round(sum(map(bool, cited)) / len(cited), 4),
        "answered from a right article": round(sum(right) / len(right), 4),
        "led by a right article": round(sum(led) / len(led), 4),
        "silent without an answer": round(sum(silent) / len(silent), 4),
    }


@contextmanager
def indexed_samples() -> Iterator[Retriever]:
    """The sample archive in a temporary folder, opened for questions."""
    static_model = StaticModel.load()
    with TemporaryDirectory(prefix="isnad-samples-") as folder:
        settings = Settings(home=Path(folder), embedding="bundled")
        ingest([SAMPLES], settings, embedder=static_model, static_model=static_model)
        retriever = open_retriever(settings)
        with retriever.reader:
            yield retriever


def _questions(retriever: Retriever) -> list[GoldQuestion]:
    """The questions with the archive's ids of their articles, which are named by file and title."""
    keys = range(1, retriever.reader.statistics().passages + 1)
    articles = [article for _, article in retriever.reader.passages(keys).values()]
    ids = {
        (Path(article.path).relative_to(SAMPLES.resolve()).as_posix(), article.title): article.id
        for article in articles
    }
    rows = [json.loads(line) for line in read_lines(QUESTIONS)]
    return [
        GoldQuestion(
            row["id"],
            row["question"],
            row["language"],
            frozenset(ids[one["path"], one["title"]] for one in row["relevant"]),
        )
        for row in rows
    ]


def _cited(assistant: Assistant, question: str) -> list[str]:
    """The ids of the articles that the answer cites, in the order in which they are read."""
    events = assistant.answer(understand(question))
    [answer] = [event.answer for event in events if isinstance(event, Finished)]
    return [citation.article.id for sentence in answer.sentences for citation in sentence.citations]


def observe(_data: Path) -> Observed:
    """The samples' figures; they need no data but the repository's own."""
    return Observed(values={f"samples {name}": value for name, value in measure_samples().items()})


def derive(observed: Observed) -> dict[str, float]:
    """Those that are printed in the table."""
    return {figure.name: observed.values[figure.name] for figure in FIGURES}


FIGURES = (
    Figure("samples ndcg@10", "the sample archive's own questions"),
    Figure("samples recall@10", "the same"),
    Figure("samples answered", "share answered of those with an answer"),
    Figure("samples answered from a right article", "share answered from an article that answers"),
    Figure("samples led by a right article", "share whose first sentence is from an article that answers"),
    Figure(
        "samples silent without an answer", "share met with silence, of those written to sound answerable"
    ),
)
SAMPLES_STUDY = Study("samples", FIGURES, (Job("samples", (), observe),), derive)
