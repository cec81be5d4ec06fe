"""Hits as the terminal contract prints them."""

from __future__ import annotations

from typing import Any

from archive.article import ArticleInfo
from archive.filters import Filters
from retrieval.hit import Hit
from retrieval.question import Question
from retrieval.understood_time import NotApplied

_REASONS = {
    NotApplied.CHOSEN_DATES: "it lies outside the chosen days",
    NotApplied.UNDATED_ARCHIVE: "no article of the archive has a date",
    NotApplied.NOTHING_WITHIN: "nothing lies in it",
    NotApplied.BETTER_OUTSIDE: "what lies in it hardly answers",
}


def hit_to_dict(hit: Hit) -> dict[str, Any]:
    """A hit as plain data for JSON."""
    return {
        "rank": hit.rank,
        "score": round(hit.score, 4),
        "passage": {
            "article_id": hit.passage.article_id,
            "start": hit.passage.start,
            "end": hit.passage.end,
            "text": hit.passage.text,
        },
        "article": article_to_dict(hit.article),
        "matched": [[pair.question, pair.passage] for pair in hit.matched],
        "copies": [article_to_dict(copy.article) for copy in hit.copies],
    }


def article_to_dict(article: ArticleInfo) -> dict[str, Any]:
    """What is known of an article as plain data for JSON."""
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "published": article.published,
        "language": article.language,
        "path": article.path,
    }


def filters_to_dict(filters: Filters) -> dict[str, Any]:
    """Filters as plain data for JSON."""
    return {
        "since": filters.since.isoformat() if filters.since else None,
        "until": filters.until.isoformat() if filters.until else None,
        "languages": list(filters.languages),
        "sources": list(filters.sources),
    }


def understood_to_dict(question: Question) -> dict[str, Any]:
    """What was understood of a question's words for time, and what became of it, as plain data for JSON."""
    window = question.window
    return {
        "window": window
        and {
            "since": window.since.isoformat() if window.since else None,
            "until": window.until.isoformat() if window.until else None,
            "expression": window.expression,
            "start": window.start,
            "end": window.end,
            "applied": window.applied,
            "reason": window.reason,
        },
        "newest": question.newest,
    }


def understood_line(question: Question) -> str:
    """The same in one line for a terminal; empty where nothing was understood."""
    parts = []
    if question.window:
        window = question.window
        days = " to ".join(
            day.isoformat() if day else open_end
            for day, open_end in ((window.since, "the beginning"), (window.until, "now"))
        )
        followed = "" if window.reason is None else f", not applied: {_REASONS[window.reason]}"
        parts.append(f"\u2068{window.expression}\u2069 = {days}{followed}")
    if question.newest:
        parts.append("newest first")
    return f"[{'; '.join(parts)}]" if parts else ""
