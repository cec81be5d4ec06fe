"""A question in one language, an archive in the same or another: XQuAD-R, nDCG@10."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from evaluation.corpus import xquad_asked, xquad_corpus
from evaluation.development import LANGUAGES
from evaluation.figure import Figure
from evaluation.measuring import measure
from evaluation.metrics import mean
from evaluation.study import Job, Observed, Study, archive_of

DEV = "dev"
WITHIN = ("de", "es", "ru", "tr")
EIGHT = tuple(pair for other in WITHIN for pair in (("en", other), (other, "en")))
"""English with each of the four, both ways: question's language, corpus."""
ASKED = (("en", "ar"), ("ar", "en"), *EIGHT, *((code, code) for code in LANGUAGES))
"""Every pair that is asked of paragraphs."""
SENTENCES = (("en", "ar"), ("ar", "en"))


def xquad_names(languages: Iterable[str] = LANGUAGES) -> tuple[str, ...]:
    """The files of XQuAD-R, relative to the folder of data."""
    return tuple(f"{DEV}/xquad-r.{code}.jsonl.gz" for code in languages)


def run_name(unit: str, asked: str, corpus: str) -> str:
    """What the replies of a pair are called."""
    return f"{unit} {asked} {corpus}"


def asking(corpus: str, pairs: Iterable[tuple[str, str]] = ASKED) -> list[str]:
    """The languages in which a corpus is asked."""
    return [asked for asked, of in pairs if of == corpus]


def ask_corpus(unit: str, corpus: str, languages: tuple[str, ...], data: Path) -> Observed:
    """Ask the units of one language in several; whether the assistant would answer is noted too."""
    folder = data / DEV
    documents, answers = xquad_corpus(folder, unit, corpus)
    with archive_of(documents) as retriever:
        return Observed(
            {
                run_name(unit, asked, corpus): measure(
                    retriever, xquad_asked(folder, asked, answers), judged=True
                )
                for asked in languages
            }
        )


def _job(unit: str, corpus: str, pairs: Iterable[tuple[str, str]]) -> Job:
    languages = tuple(asking(corpus, pairs))
    needs = xquad_names(sorted({corpus, *languages}))
    return Job(f"{unit} {corpus}", needs, partial(ask_corpus, unit, corpus, languages))


PARAGRAPH_JOBS = tuple(_job("paragraphs", corpus, ASKED) for corpus in LANGUAGES)
SENTENCE_JOBS = tuple(_job("sentences", corpus, SENTENCES) for corpus in ("ar", "en"))


def derive(observed: Observed) -> dict[str, float]:
    """nDCG@10 of each pair, and their means."""
    pairs = {name: run.mean_ndcg() for name, run in observed.runs.items()}
    eight = [pairs[run_name("paragraphs", *pair)] for pair in EIGHT]
    within = [pairs[run_name("paragraphs", code, code)] for code in WITHIN]
    return pairs | {
        "eight pairs, mean": mean(eight),
        "eight pairs, least": min(eight),
        "de es ru tr within, mean": mean(within),
    }


def _figure(unit: str, asked: str, corpus: str, target: float | None = None) -> Figure:
    says = f"nDCG@10, question in {asked}, {unit} in {corpus}"
    return Figure(run_name(unit, asked, corpus), says, target, pinned=target is not None)


PAIRS = Study(
    group="pairs",
    figures=(
        _figure("paragraphs", "en", "ar", 0.89),
        _figure("sentences", "en", "ar", 0.72),
        _figure("paragraphs", "ar", "en", 0.89),
        _figure("sentences", "ar", "en", 0.75),
        _figure("paragraphs", "ar", "ar", 0.967),
        _figure("paragraphs", "en", "en", 0.982),
        Figure("eight pairs, mean", "nDCG@10, English with de, es, ru, tr, both ways", 0.90),
        Figure("eight pairs, least", "the least of the eight", 0.85),
        *(_figure("paragraphs", *pair) for pair in EIGHT),
        Figure("de es ru tr within, mean", "nDCG@10, each asked in its own language", 0.955),
        *(_figure("paragraphs", code, code) for code in WITHIN),
    ),
    jobs=(*PARAGRAPH_JOBS, *SENTENCE_JOBS),
    derive=derive,
)
