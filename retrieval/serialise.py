"""Hits as the terminal contract prints them."""

from __future__ import annotations

from typing import Any

from archive.article import ArticleInfo
from archive.filters import Filters
from retrieval.hit import Hit


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
