"""Few answers among many articles: XQuAD-R's Arabic paragraphs among real Arabic news, asked in English."""

from __future__ import annotations

from pathlib import Path

from evaluation.corpus import Document, rows, xquad_asked, xquad_corpus
from evaluation.figure import Figure
from evaluation.measuring import measure
from evaluation.pairs import DEV, xquad_names
from evaluation.study import Job, Observed, Study, archive_of

NEWS = "archives/jawhara-fm.ar.jsonl.gz"


def ask_among_news(data: Path) -> Observed:
    """Ask in English for the Arabic paragraphs that stand among the news."""
    documents, answers = xquad_corpus(data / DEV, "paragraphs", "ar")
    news = [
        Document(f"news {number}", "ar", row["text"], row["title"])
        for number, row in enumerate(rows(data / NEWS, "text", "title"))
    ]
    with archive_of([*documents, *news]) as retriever:
        return Observed({"news en ar": measure(retriever, xquad_asked(data / DEV, "en", answers))})


def derive(observed: Observed) -> dict[str, float]:
    """nDCG@10 and recall@10."""
    run = observed.runs["news en ar"]
    return {"news en ar, ndcg@10": run.mean_ndcg(), "news en ar, recall@10": run.mean_recall(10)}


DISTRACTORS = Study(
    group="news",
    figures=(
        Figure("news en ar, ndcg@10", "English question, Arabic paragraphs among 9,947 articles", 0.80),
        Figure("news en ar, recall@10", "the same", 0.90),
    ),
    jobs=(Job("news", (*xquad_names(("ar", "en")), NEWS), ask_among_news),),
    derive=derive,
)
