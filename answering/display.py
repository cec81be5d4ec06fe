"""An answer as plain text for a terminal.

Every part that may run in the other direction than its line is isolated (Unicode FSI and PDI), so that an
Arabic headline does not pull the number and the date beside it to its own side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from answering.answer import Answer, Citation, Sentence
from answering.messages import abstention_message, sources_heading
from archive.article import ArticleInfo
from retrieval.hit import Copy, copies_by_article

_FIRST_STRONG_ISOLATE: Final = "\u2068"
_POP_ISOLATE: Final = "\u2069"
NEAREST: Final = 5
"""How many of the nearest hits an abstention shows."""


def isolate(text: str) -> str:
    """The text in marks that keep its direction to itself."""
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"


def sentence_line(sentence: Sentence) -> str:
    """The sentence and its numbers: `It rained. [1][3]`."""
    numbers = dict.fromkeys(citation.number for citation in sentence.citations)
    return f"{isolate(' '.join(sentence.text.split()))} {''.join(f'[{number}]' for number in numbers)}"


def sources_text(answer: Answer) -> str:
    """The cited articles by their numbers, under a heading in the question's language."""
    cited: dict[int, Citation] = {}
    for sentence in answer.sentences:
        for citation in sentence.citations:
            cited.setdefault(citation.number, citation)
    copies = copies_by_article(answer.hits)
    lines = [
        f"[{number}] {_article_line(citation.article)}{_also(copies.get(citation.article.id, ()))}"
        for number, citation in sorted(cited.items())
    ]
    return _block(sources_heading(answer.question.language), lines)


def abstention_text(answer: Answer) -> str:
    """Why nothing was answered, and the nearest articles."""
    if answer.abstention is None:
        raise ValueError("this answer has sentences")
    question = answer.question
    message = abstention_message(answer.abstention, question.language, filtered=question.restricted)
    articles = {hit.article.id: hit.article for hit in answer.hits}
    lines = [f"- {_article_line(article)}" for article in list(articles.values())[:NEAREST]]
    return _block(isolate(message), lines).lstrip("\n")


def _article_line(article: ArticleInfo) -> str:
    parts = (article.title, article.source, (article.published or "")[:10], article.url or article.path)
    return " · ".join(isolate(part) for part in parts if part)


def _also(copies: Sequence[Copy]) -> str:
    """Who published the same text: it is one source, however many print it."""
    others = (
        " ".join(filter(None, (isolate(copy.article.source), (copy.article.published or "")[:10])))
        for copy in copies
    )
    told = "; ".join(others)
    return f" (= {told})" if told else ""


def _block(heading: str, lines: Iterable[str]) -> str:
    return "\n".join(["", heading, *lines]) + "\n"
