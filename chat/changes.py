"""What a correction changed, under the head of the open article: taken out and put in, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal

from archive.article import Article, EarlierVersion
from chat.clock import clock
from chat.markup import block, escaped, isolated, revised
from chat.texts import Texts
from language.changes import Change, Part, changed_paragraphs, changes

SHOWN_VERSIONS: Final = 20
"""How many corrections of one article are shown, the latest ones."""

_Tag = Literal["del", "ins"]

_TAGS: Final[dict[Change, tuple[_Tag, str]]] = {
    Change.REMOVED: ("del", "taken_out"),
    Change.ADDED: ("ins", "put_in"),
}


def changes_html(article: Article, versions: Sequence[EarlierVersion], texts: Texts) -> str:
    """A control that opens the changes; empty where the archive keeps no earlier version.

    Args:
        article: as it is now.
        versions: what it said before, the latest first.
        texts: of the interface.
    """
    if not versions:
        return ""
    told = "" if article.info.corrected else _line(_taken(versions[0], texts), texts)
    steps = [(article.info.title, article.body), *((version.title, version.body) for version in versions)]
    corrections = "".join(
        f'<section class="isnad-correction">{_line(_taken(version, texts), texts)}'
        f"{_correction_html(before, after, article.info.language, texts)}</section>"
        for version, (after, before) in zip(versions[:SHOWN_VERSIONS], pairwise(steps), strict=False)
    )
    left_out = len(versions) - SHOWN_VERSIONS
    rest = _line(escaped(texts("older_changes", count=left_out)), texts) if left_out > 0 else ""
    legend = " ".join(f"<{tag}>{escaped(texts(key))}</{tag}>" for tag, key in _TAGS.values())
    return (
        f'{told}<details class="isnad-changes"><summary dir="{texts.direction}" lang="{texts.language}">'
        f"{escaped(texts('see_changes'))}</summary>{_line(legend, texts)}{corrections}{rest}</details>"
    )


def _correction_html(before: tuple[str, str], after: tuple[str, str], language: str, texts: Texts) -> str:
    (old_title, old_body), (new_title, new_body) = before, after
    titles = changed_paragraphs(changes(old_title, new_title))
    paragraphs = changed_paragraphs(changes(old_body, new_body))
    shown = [
        *(_paragraph_html(title, language, texts, "isnad-changed isnad-changed-title") for title in titles),
        *(_paragraph_html(paragraph, language, texts, "isnad-changed") for paragraph in paragraphs),
    ]
    return "".join(shown) or _line(escaped(texts("only_spacing")), texts)


def _paragraph_html(parts: Sequence[Part], language: str, texts: Texts, name: str) -> str:
    pieces: list[str] = []
    for part in parts:
        if part.change is Change.KEPT or not part.text.strip():
            pieces.append(escaped(part.text))
            continue
        tag, key = _TAGS[part.change]
        pieces.append(revised(part.text, language, tag=tag, said=texts(key), said_in=texts.language))
    return block("".join(pieces), "".join(part.text for part in parts), language, name=name)


def _taken(version: EarlierVersion, texts: Texts) -> str:
    return texts("text_taken", moment=isolated(clock(version.replaced, texts)))


def _line(content: str, texts: Texts) -> str:
    """A line of the interface within an article that may run the other way."""
    return f'<p class="isnad-byline" dir="{texts.direction}" lang="{texts.language}">{content}</p>'
