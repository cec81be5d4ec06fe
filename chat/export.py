"""An answer to take away: plain Markdown with its sources."""

from __future__ import annotations

import re
from typing import Final

from answering.answer import Answer, Citation
from chat.markup import web_address
from chat.texts import Texts

_MEANINGFUL: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~$&])")


def answer_as_markdown(answer: Answer, texts: Texts) -> str:
    """The question, the sentences with their numbers, and the numbered list of sources.

    What came from articles is escaped, so that a Markdown viewer shows it as it was written.
    """
    citations: dict[int, Citation] = {}
    lines = [f"# {_literal(answer.question.text)}", ""]
    for sentence in answer.sentences:
        for citation in sentence.citations:
            citations.setdefault(citation.number, citation)
        numbers = "".join(f"\\[{citation.number}\\]" for citation in sentence.citations)
        lines += [f"{_literal(sentence.text)} {numbers}", ""]
    lines += [f"## {texts('sources')}", ""]
    for number, citation in sorted(citations.items()):
        article = citation.article
        parts = [article.title or texts("untitled"), article.source or texts("unknown_outlet")]
        parts.append(texts.day(article.published))
        line = f"{number}. {' · '.join(_literal(part) for part in parts)}"
        address = web_address(article.url)
        lines.append(f"{line} · <{address}>" if address and not re.search(r"[<>\s]", address) else line)
    return "\n".join(lines) + "\n"


def _literal(text: str) -> str:
    return _MEANINGFUL.sub(r"\\\1", " ".join(text.split()))
