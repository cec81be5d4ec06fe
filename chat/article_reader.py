"""The reader: a whole article beside the chat, opened at the passage that was cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import streamlit as st

from archive.article import Article, EarlierVersion
from chat.bidi import direction_of
from chat.changes import changes_html
from chat.conversation import Turn
from chat.markup import Span, block, escaped, isolated, link, marked, phrase, web_address
from chat.source_card import byline
from chat.texts import Texts

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Opening:
    """Which article to open and what to mark in it.

    Attributes:
        article_id: of the article.
        spans: to mark, in characters of its body; the reader opens at the first.
        cited: whether the spans are cited sentences, or only the passage that was found.
    """

    article_id: str
    spans: tuple[Span, ...]
    cited: bool


class Articles(Protocol):
    """Where the reader gets its articles."""

    def article(self, article_id: str) -> Article | None:
        """The article of that id, None where the archive has none."""
        ...

    def earlier_versions(self, article_id: str) -> list[EarlierVersion]:
        """What it said before it was corrected, the latest first."""
        ...


def opening_of_citation(turn: Turn, sentence: int, citation: int) -> Opening | None:
    """What a click on a citation opens; None where the turn has no such citation."""
    try:
        cited = turn.sentences[sentence].citations[citation]
    except IndexError:
        return None
    return Opening(cited.article.id, ((cited.start, cited.end),), cited=True)


def opening_of_card(turn: Turn, index: int) -> Opening | None:
    """What a click on a card opens; None where the turn has no such card."""
    if not 0 <= index < len(turn.cards):
        return None
    card = turn.cards[index]
    quotes = [(p.start + start, p.start + end) for p in card.passages for start, end in p.quotes]
    if quotes:
        return Opening(card.article.id, tuple(quotes), cited=True)
    whole = tuple((p.start, p.start + len(p.text)) for p in card.passages)
    return Opening(card.article.id, whole, cited=False)


def opening_of_copy(turn: Turn, index: int, copy: int) -> Opening | None:
    """What a click on another outlet's name opens; None where the card names no such copy."""
    if not (0 <= index < len(turn.cards) and 0 <= copy < len(turn.cards[index].copies)):
        return None
    passage = turn.cards[index].copies[copy].passage
    return Opening(passage.article_id, ((passage.start, passage.end),), cited=False)


def article_html(
    article: Article, opening: Opening, texts: Texts, versions: Sequence[EarlierVersion] = ()
) -> str:
    """The article whole, its paragraphs each in its own direction, the cited spans marked.

    Args:
        article: as it is now.
        opening: what to mark in it.
        texts: of the interface.
        versions: what it said before it was corrected, the latest first.
    """
    info = article.info
    title = info.title or texts("untitled")
    address = web_address(info.url)
    by = texts("by", author=isolated(info.author or ""))
    author = f'<p class="isnad-byline"><span dir="{texts.direction}">{by}</span></p>' if info.author else ""
    source = f'<p class="isnad-byline">{link(address, texts("original"))}</p>' if address else ""
    hint = texts("marked" if opening.cited else "also_marked")
    return (
        f'<article class="isnad-reader" dir="{direction_of(article.body, info.language)}">'
        f"{block(escaped(title), title, info.language, tag='h2', name='isnad-reader-title')}"
        f"{byline(info, texts)}{author}{source}{changes_html(article, versions, texts)}"
        f'<p class="isnad-hint">{phrase(hint, texts.direction)}</p>'
        f"{_body_html(article, opening)}</article>"
    )


def open_reader(opening: Opening, articles: Articles, texts: Texts) -> None:
    """Open the reader over the page; Escape or a click beside it closes it."""
    article = articles.article(opening.article_id)

    def read() -> None:
        if article is None:
            st.html(block(escaped(texts("gone")), texts("gone"), texts.language, name="isnad-status"))
        else:
            versions = articles.earlier_versions(article.id)
            st.html(article_html(article, opening, texts, versions))

    side: Literal["left", "right"] = "left" if texts.direction == "rtl" else "right"
    st.dialog(texts("article"), width="medium", position=side)(read)()


def _body_html(article: Article, opening: Opening) -> str:
    paragraphs: list[str] = []
    found = False
    for match in _PARAGRAPH.finditer(article.body):
        start, end = match.span()
        inside = [(a - start, b - start) for a, b in opening.spans if a < end and b > start]
        text = match.group()
        content = marked(text, inside, here=bool(inside) and not found)
        found = found or bool(inside)
        paragraphs.append(block(content, text, article.info.language))
    return "".join(paragraphs)
