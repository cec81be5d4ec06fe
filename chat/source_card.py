"""One card an article: who published it, when, and the passage that an answer rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from answering.answer import Answer, Citation
from archive.article import Article, ArticleInfo
from chat.bidi import direction_of
from chat.markup import Span, block, command_button, escaped, isolated, marked, phrase, word_spans
from chat.texts import Texts
from retrieval.hit import Copy, Hit, copies_by_article

_AROUND: Final = 170
"""How many characters an excerpt shows before and after what is cited."""

_EXCERPT: Final = 420
"""How many characters of a passage are shown where nothing in it is cited."""

NAMED_COPIES: Final = 4
"""How many other outlets of a text a card names; of the rest it says how many they are."""

NEAREST: Final = 3
"""How many articles are shown where there is no answer."""


@dataclass(frozen=True, slots=True)
class CardPassage:
    """A passage on a card.

    Attributes:
        text: of the whole passage.
        start: where it begins in the article's body.
        quotes: the cited spans within `text`; none where nothing was cited.
        words: the words that matched the question, as written in the passage.
    """

    text: str
    start: int
    quotes: tuple[Span, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An article and its passages.

    Attributes:
        number: its citation's, None where it is only near.
        article: the article.
        passages: those that are cited or near.
        copies: the other articles of the same text: one source, however many print it.
    """

    number: int | None
    article: ArticleInfo
    passages: tuple[CardPassage, ...]
    copies: tuple[Copy, ...] = ()


def cited_cards(answer: Answer, articles: dict[str, Article]) -> tuple[Card, ...]:
    """The cards of the cited articles, in order of their numbers.

    Args:
        answer: the answer.
        articles: by id, those cited; one that has left the archive may be missing.
    """
    words = {(hit.article.id, hit.passage.start): _words(hit) for hit in answer.hits}
    copies = copies_by_article(answer.hits)
    by_number: dict[int, list[Citation]] = {}
    for sentence in answer.sentences:
        for citation in sentence.citations:
            by_number.setdefault(citation.number, []).append(citation)
    return tuple(
        Card(
            number,
            citations[0].article,
            tuple(_passages(citations, articles, words)),
            copies.get(citations[0].article.id, ()),
        )
        for number, citations in sorted(by_number.items())
    )


def nearest_cards(hits: Sequence[Hit]) -> tuple[Card, ...]:
    """The cards of the nearest articles, best first, for where there is no answer."""
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.article.id, hit)
    return tuple(
        Card(
            None,
            hit.article,
            (CardPassage(hit.passage.text, hit.passage.start, (), _words(hit)),),
            hit.copies,
        )
        for hit in list(first.values())[:NEAREST]
    )


def card_html(card: Card, texts: Texts, command: str) -> str:
    """A card.

    Args:
        card: what it shows.
        texts: of the interface.
        command: what its button tells the page.
    """
    article = card.article
    title = article.title or texts("untitled")
    number = f'<span class="isnad-number" aria-hidden="true">{card.number}</span>' if card.number else ""
    heading = block(escaped(title), title, article.language, tag="h4", name="isnad-title")
    label = title if card.number is None else texts("source_label", number=card.number, title=title)
    button = command_button(
        command,
        phrase(texts("open_article"), texts.direction),
        name="isnad-open",
        label=f"{texts('open_article')} · {label}",
    )
    passages = "".join(_passage_html(passage, article.language, texts) for passage in card.passages)
    side = direction_of(f"{title} {article.source}", article.language)
    return (
        f'<article class="isnad-card" dir="{side}">'
        f'<header class="isnad-card-head">{number}<div>{heading}{byline(article, texts)}</div></header>'
        f"{passages}{_also_html(card.copies, texts, command)}<footer>{button}</footer></article>"
    )


def _also_html(copies: Sequence[Copy], texts: Texts, command: str) -> str:
    """Who published the same text, each a button that opens it there; empty where nobody did."""
    if not copies:
        return ""
    buttons = [
        command_button(
            f"{command} {index}",
            isolated(
                f"{copy.article.source or texts('unknown_outlet')} ({texts.day(copy.article.published)})"
            ),
            name="isnad-copy",
            label=f"{texts('open_article')} · {copy.article.title or texts('untitled')}",
        )
        for index, copy in enumerate(copies[:NAMED_COPIES])
    ]
    if len(copies) > NAMED_COPIES:
        buttons.append(escaped(texts("and_more", count=len(copies) - NAMED_COPIES)))
    told = f"{escaped(texts('also_published'))} {' · '.join(buttons)}"
    return f'<p class="isnad-byline isnad-also" dir="{texts.direction}" lang="{texts.language}">{told}</p>'


def byline(article: ArticleInfo, texts: Texts) -> str:
    """Outlet, day and language of an article in one line, and the day of its correction."""
    parts = [
        isolated(article.source or texts("unknown_outlet")),
        isolated(texts.day(article.published)),
        isolated(texts.language_name(article.language)),
    ]
    if article.corrected:
        updated = texts("updated_on", day=texts.day(article.corrected))
        parts.append(f'<bdi class="isnad-updated" lang="{texts.language}">{escaped(updated)}</bdi>')
    return f'<p class="isnad-byline">{"<span aria-hidden=true> · </span>".join(parts)}</p>'


def _words(hit: Hit) -> tuple[str, ...]:
    return tuple(dict.fromkeys(pair.passage for pair in hit.matched))


def _passages(
    citations: Sequence[Citation], articles: dict[str, Article], words: dict[tuple[str, int], tuple[str, ...]]
) -> Iterator[CardPassage]:
    quotes: dict[Span, list[Span]] = {}
    for citation in citations:
        quotes.setdefault((citation.passage_start, citation.passage_end), []).append(
            (citation.start, citation.end)
        )
    article = articles.get(citations[0].article.id)
    for (start, end), spans in sorted(quotes.items()):
        if article is None:
            for citation in citations:
                if citation.passage_start == start:
                    yield CardPassage(citation.quote, citation.start, ((0, len(citation.quote)),), ())
            continue
        relative = tuple(sorted({(a - start, b - start) for a, b in spans}))
        yield CardPassage(article.body[start:end], start, relative, words.get((article.id, start), ()))


def _passage_html(passage: CardPassage, language: str, texts: Texts) -> str:
    start, end = _excerpt(passage)
    bold = word_spans(passage.text, passage.words)
    shown = marked(passage.text, passage.quotes, bold)
    if start == 0 and end == len(passage.text):
        return block(shown, passage.text, language, name="isnad-passage")
    part = marked(
        passage.text[start:end],
        [(a - start, b - start) for a, b in passage.quotes],
        [(a - start, b - start) for a, b in bold if start <= a and b <= end],
    )
    part = ("… " if start else "") + part + (" …" if end < len(passage.text) else "")
    return (
        block(part, passage.text, language, name="isnad-passage isnad-excerpt")
        + f'<details class="isnad-whole"><summary>{phrase(texts("whole_passage"), texts.direction)}</summary>'
        + block(shown, passage.text, language, name="isnad-passage")
        + "</details>"
    )


def _excerpt(passage: CardPassage) -> Span:
    """What of the passage is shown at first: what is cited and a little round it, cut between words."""
    text = passage.text
    if passage.quotes:
        first, last = passage.quotes[0][0], max(end for _, end in passage.quotes)
        start, end = max(0, first - _AROUND), min(len(text), last + _AROUND)
    else:
        start, end = 0, min(len(text), _EXCERPT)
    if start:
        space = text.find(" ", start, passage.quotes[0][0])
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", max(last if passage.quotes else 1, 1), end)
        end = space if space > 0 else end
    return (start, end) if end - start < len(text) - 60 else (0, len(text))
