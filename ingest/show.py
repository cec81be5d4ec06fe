"""One article whole, for programs and for people."""

from __future__ import annotations

from archive.article import Article


def as_document(article: Article) -> dict[str, object]:
    """The article as JSON; offsets of passages and citations count the characters of `body`."""
    info = article.info
    return {
        "id": info.id,
        "title": info.title,
        "language": info.language,
        "published": info.published,
        "source": info.source,
        "author": info.author,
        "url": info.url,
        "path": info.path,
        "body": article.body,
    }


def as_text(article: Article) -> str:
    """The article for a terminal; foreign parts are isolated (Unicode FSI, PDI): no line is jumbled."""
    info = article.info
    known = [info.source, info.author, info.published or "date unknown", info.language]
    head = " · ".join(f"\u2068{part}\u2069" for part in known if part)
    places = "".join(f"{place}\n" for place in (info.url, info.path) if place)
    return f"{info.title}\n{head}\n{places}\n{article.body}\n"
