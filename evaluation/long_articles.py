"""Whether long articles are favoured, or long passages.

One half of XQuAD-R's articles is put together, each as one long article of its five paragraphs; of the others
every paragraph is an article of its own. Both halves take their turn, so that no subject counts for more:
half of the answers are then in long articles, and so should half of the first hits be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from evaluation.corpus import Document, GoldQuestion, xquad_article, xquad_asked, xquad_corpus
from evaluation.figure import Figure
from evaluation.measuring import Measurement, Reply, measure
from evaluation.metrics import mean
from evaluation.pairs import DEV, PARAGRAPH_JOBS, run_name, xquad_names
from evaluation.study import Job, Observed, Study, archive_of

ASKED = (("ar", "ar"), ("en", "en"), ("en", "ar"), ("ar", "en"))
LONG = "long "
"""How the id of a long article begins."""


def put_together(documents: Sequence[Document], articles: frozenset[str]) -> list[Document]:
    """The paragraphs of some articles as one document each; the others as they are."""
    bodies: dict[str, list[Document]] = {}
    for one in documents:
        bodies.setdefault(_merged_id(one.id, articles), []).append(one)
    return [
        Document(name, parts[0].language, "\n\n".join(part.text for part in parts))
        for name, parts in bodies.items()
    ]


def ask_long_and_short(corpus: str, data: Path) -> Observed:
    """Ask twice, each time with another half of the articles put together."""
    documents, answers = xquad_corpus(data / DEV, "paragraphs", corpus)
    articles = list(dict.fromkeys(xquad_article(one.id) for one in documents))
    languages = [asked for asked, of in ASKED if of == corpus]
    replies: dict[str, list[Reply]] = {asked: [] for asked in languages}
    for half in (frozenset(articles[::2]), frozenset(articles[1::2])):
        with archive_of(put_together(documents, half)) as retriever:
            for asked in languages:
                questions = [
                    GoldQuestion(one.id, one.text, asked, frozenset([_merged_id(answers[one.id], half)]))
                    for one in xquad_asked(data / DEV, asked, answers)
                ]
                replies[asked] += measure(retriever, questions).replies
    runs = {run_name("long", asked, corpus): Measurement(tuple(found)) for asked, found in replies.items()}
    lengths = {f"words {one.id} {corpus}": float(len(one.text.split())) for one in documents}
    return Observed(runs, lengths)


def long_against_share(replies: Sequence[Reply]) -> float:
    """The share of first hits that are long articles over the share of answers that are; 1 is fair."""
    first = [reply.ranking[0].startswith(LONG) for reply in replies if reply.ranking]
    right = [one.startswith(LONG) for reply in replies for one in reply.gold.relevant]
    if not first or not any(right):
        return 0.0
    return mean([float(one) for one in first]) / mean([float(one) for one in right])


def wrong_length_against_all(replies: Sequence[Reply], words: Mapping[str, float]) -> float:
    """The mean length of wrong first hits over that of all documents; 1 is fair, or that none is wrong."""
    wrong = [one.ranking[0] for one in replies if one.ranking and one.ranking[0] not in one.gold.relevant]
    return mean([words[one] for one in wrong]) / mean(list(words.values())) if wrong else 1.0


def derive(observed: Observed) -> dict[str, float]:
    """Each measure, for each pair of languages."""
    figures = {}
    for asked, corpus in ASKED:
        merged = observed.runs[run_name("long", asked, corpus)].replies
        single = observed.runs[run_name("paragraphs", asked, corpus)].replies
        words = {
            name.split()[1]: value for name, value in observed.values.items() if name.split()[-1] == corpus
        }
        figures[run_name("long articles first", asked, corpus)] = long_against_share(merged)
        figures[run_name("wrong hit's length", asked, corpus)] = wrong_length_against_all(single, words)
    return figures


def _merged_id(paragraph: str, articles: frozenset[str]) -> str:
    article = xquad_article(paragraph)
    return f"{LONG}{article}" if article in articles else paragraph


LONG_ARTICLES = Study(
    group="length",
    figures=(
        *(
            Figure(
                run_name("long articles first", *pair),
                "their share of first hits over that of answers; 1 is fair",
                pinned=False,
            )
            for pair in ASKED
        ),
        *(
            Figure(
                run_name("wrong hit's length", *pair),
                "wrong first hits over all paragraphs; 1 is fair",
                pinned=False,
            )
            for pair in ASKED
        ),
    ),
    jobs=(
        *(
            Job(f"long {corpus}", xquad_names(("ar", "en")), partial(ask_long_and_short, corpus))
            for corpus in ("ar", "en")
        ),
        *(job for job in PARAGRAPH_JOBS if job.name.split()[1] in {"ar", "en"}),
    ),
    derive=derive,
)
