"""One article whole, with what it said before it was corrected, for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from archive.article import Article, EarlierVersion
from language.changes import Change, Part, changed_paragraphs, changes

_BRACKETS: Final = {Change.REMOVED: ("[-", "-]"), Change.ADDED: ("{+", "+}")}
"""Those of a unified diff in words, as git and wdiff write it."""


def as_document(article: Article, versions: Sequence[EarlierVersion]) -> dict[str, object]:
    """The article as JSON; offsets of passages and citations count the characters of `body`.

    Args:
        article: as it is now.
        versions: what it said before, the latest first.
    """
    info = article.info
    return {
        "id": info.id,
        "title": info.title,
        "language": info.language,
        "published": info.published,
        "updated": info.updated,
        "source": info.source,
        "author": info.author,
        "url": info.url,
        "path": info.path,
        "body": article.body,
        "versions": [
            {
                "title": version.title,
                "body": version.body,
                "updated": version.updated,
                "replaced": version.replaced,
            }
            for version in versions
        ],
    }


def as_text(article: Article, versions: Sequence[EarlierVersion]) -> str:
    """The article for a terminal; foreign parts are isolated (Unicode FSI, PDI): no line is jumbled.

    Args:
        article: as it is now.
        versions: what it said before, the latest first; of each is told what was changed in it.
    """
    info = article.info
    updated = f"updated {info.corrected}" if info.corrected else None
    known = [info.source, info.author, info.published or "date unknown", updated, info.language]
    head = " · ".join(_isolated(part) for part in known if part)
    places = "".join(f"{place}\n" for place in (info.url, info.path) if place)
    corrections = "".join(_corrections(article, versions))
    return f"{info.title}\n{head}\n{places}\n{article.body}\n{corrections}"


def _corrections(article: Article, versions: Sequence[EarlierVersion]) -> Iterator[str]:
    steps = [(article.info.title, article.body), *((version.title, version.body) for version in versions)]
    for version, (after, before) in zip(versions, pairwise(steps), strict=True):
        dated = f" (updated {version.updated})" if version.updated else ""
        yield f"\nEarlier version{dated}, replaced {version.replaced}:\n"
        paragraphs = [
            paragraph
            for old, new in zip(before, after, strict=True)
            for paragraph in changed_paragraphs(changes(old, new))
        ]
        for paragraph in paragraphs:
            yield f"  {''.join(map(_bracketed, paragraph))}\n"
        if not paragraphs:
            yield "  Only spaces and line breaks changed.\n"


def _bracketed(part: Part) -> str:
    if part.change is Change.KEPT or not part.text.strip():
        return part.text
    opening, closing = _BRACKETS[part.change]
    return f"{opening}{_isolated(part.text)}{closing}"


def _isolated(text: str) -> str:
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
