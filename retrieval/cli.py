"""`python -m retrieval QUESTION`: the passages of the archive that speak of a question."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from archive.article import ArticleInfo
from archive.settings import Settings
from archive.terminal import write_json
from retrieval.hit import Hit, SearchResult
from retrieval.open import open_retriever
from retrieval.options import add_filter_options, add_question_options, filters_from
from retrieval.serialise import filters_to_dict, hit_to_dict, understood_line, understood_to_dict
from retrieval.understanding import understand


def main(arguments: Sequence[str] | None = None) -> int:
    """Search and print; returns the exit code."""
    options = _parser().parse_args(arguments)
    retriever = open_retriever(Settings())
    started = time.perf_counter()
    question = understand(options.question, filters_from(options), dates=options.dates)
    result = retriever.search(question, options.top)
    seconds = time.perf_counter() - started
    if options.json:
        write_json(_document(result, seconds))
    else:
        hits = list(map(_paragraph, result.hits)) or ["Nothing in the archive speaks of this."]
        sys.stdout.write("\n\n".join(filter(None, [understood_line(result.question), *hits])) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m retrieval", description="Find the passages of the archive that speak of a question."
    )
    add_question_options(parser)
    add_filter_options(parser)
    return parser


def _document(result: SearchResult, seconds: float) -> dict[str, object]:
    return {
        "question": result.question.text,
        "language": result.question.language,
        "filters": filters_to_dict(result.question.filters),
        "understood": understood_to_dict(result.question),
        "hits": [hit_to_dict(hit) for hit in result.hits],
        "seconds": round(seconds, 4),
    }


def _paragraph(hit: Hit) -> str:
    """A hit for a terminal; each foreign part is isolated (Unicode FSI, PDI), so that no line is jumbled."""
    article = hit.article
    parts = [article.title or article.path, article.source, article.published or "date unknown"]
    head = " · ".join(f"\u2068{part}\u2069" for part in parts if part)
    words = ", ".join(f"\u2068{pair.question}\u2069 ~ \u2068{pair.passage}\u2069" for pair in hit.matched[:6])
    also = "; ".join(_outlet_and_day(copy.article) for copy in hit.copies)
    return f"{hit.rank}. {head}\n{hit.passage.text}\n({words})" + (f"\nalso: {also}" if also else "")


def _outlet_and_day(article: ArticleInfo) -> str:
    return f"\u2068{article.source or article.path}\u2069, {(article.published or 'date unknown')[:10]}"
