"""Knowing that it does not know: each question asked with the article that answers it, and without.

The archive without the answer has all the other articles of XQuAD-R, so the two differ in one thing. The
confidence of the search should tell them apart, and the assistant should answer the first and be silent to
the second.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from evaluation.corpus import xquad_article, xquad_asked, xquad_corpus
from evaluation.development import LANGUAGES
from evaluation.figure import Figure
from evaluation.measuring import Measurement, Reply, measure
from evaluation.metrics import area_under_curve, mean
from evaluation.pairs import ASKED, DEV, EIGHT, PARAGRAPH_JOBS, asking, run_name, xquad_names
from evaluation.study import Job, Observed, Study, archive_of

WITHIN = tuple((code, code) for code in LANGUAGES)
ACROSS = (("en", "ar"), ("ar", "en"), *EIGHT)


def ask_without_answer(corpus: str, data: Path) -> Observed:
    """Leave out one article at a time and ask what only it answers, in every language of a pair."""
    documents, answers = xquad_corpus(data / DEV, "paragraphs", corpus)
    questions = {asked: xquad_asked(data / DEV, asked, answers) for asked in asking(corpus)}
    replies: dict[str, list[Reply]] = {asked: [] for asked in questions}
    for article in dict.fromkeys(xquad_article(one.id) for one in documents):
        kept = [one for one in documents if xquad_article(one.id) != article]
        with archive_of(kept) as retriever:
            for asked, every in questions.items():
                about = [one for one in every if xquad_article(answers[one.id]) == article]
                replies[asked] += measure(retriever, about, judged=True).replies
    return Observed(
        {run_name("left out", asked, corpus): Measurement(tuple(found)) for asked, found in replies.items()}
    )


def told_apart(present: Measurement, absent: Measurement) -> float:
    """How often a question whose answer is there has more confidence than one whose answer is not (AUROC)."""
    return area_under_curve(
        [reply.confidence for reply in present.replies], [reply.confidence for reply in absent.replies]
    )


def derive(observed: Observed) -> dict[str, float]:
    """Told apart, answered of what is there, answered of what is not."""
    present = {pair: observed.runs[run_name("paragraphs", *pair)] for pair in ASKED}
    absent = {pair: observed.runs[run_name("left out", *pair)] for pair in ASKED}
    apart = {pair: told_apart(present[pair], absent[pair]) for pair in ASKED}
    figures = {
        "told apart within, mean": mean([apart[pair] for pair in WITHIN]),
        "told apart across, mean": mean([apart[pair] for pair in ACROSS]),
        "told apart eight pairs, mean": mean([apart[pair] for pair in EIGHT]),
        **{run_name("told apart", *pair): area for pair, area in apart.items()},
    }
    for name, pairs in (("within", WITHIN), ("across", ACROSS)):
        figures[f"answered {name}"] = mean([present[pair].share_answered() for pair in pairs])
        figures[f"answered {name}, left out"] = mean([absent[pair].share_answered() for pair in pairs])
    return figures


def _pair_figure(asked: str, corpus: str, *, pinned: bool = False) -> Figure:
    return Figure(
        run_name("told apart", asked, corpus), f"asked in {asked}, archive in {corpus}", pinned=pinned
    )


ABSTENTION = Study(
    group="abstention",
    figures=(
        Figure("told apart within, mean", "AUROC of confidence, mean of six languages"),
        Figure("told apart across, mean", "the same over ten pairs of languages"),
        _pair_figure("en", "ar", pinned=True),
        _pair_figure("ar", "en", pinned=True),
        Figure("told apart eight pairs, mean", "English with de, es, ru, tr, both ways"),
        *(_pair_figure(*pair) for pair in (*WITHIN, *EIGHT)),
        Figure("answered within", "share answered of what is there, six languages"),
        Figure("answered within, left out", "share answered of what is not", at_most=True),
        Figure("answered across", "share answered of what is there, ten pairs"),
        Figure("answered across, left out", "share answered of what is not", at_most=True),
    ),
    jobs=(
        *PARAGRAPH_JOBS,
        *(
            Job(
                f"left out {corpus}",
                xquad_names(sorted({corpus, *asking(corpus)})),
                partial(ask_without_answer, corpus),
            )
            for corpus in LANGUAGES
        ),
    ),
    derive=derive,
)
