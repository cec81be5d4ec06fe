"""The writer that needs no model: it quotes the sentences that answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from answering.answer import Abstention, Citation, Sentence
from answering.candidates import Candidate, gather
from answering.numbering import Numbering
from answering.selection import choose
from retrieval.hit import SearchResult

if TYPE_CHECKING:
    from retrieval.retriever import Retriever


class ExtractiveWriter:
    """Chooses whole sentences of what was found and quotes them verbatim, the likeliest article's first."""

    silence = Abstention.TOO_WEAK

    def write(self, result: SearchResult, retriever: Retriever) -> Iterator[Sentence]:
        """At most six verbatim sentences, each with its citation and those of other outlets that say it."""
        numbering = Numbering()
        for choice in choose(gather(result, retriever), result.question.language):
            candidate = choice.candidate
            cited = (candidate, *choice.echoes)
            citations = tuple(_citation(numbering, one) for one in cited)
            yield Sentence(candidate.text, candidate.article.language, 1.0, citations)


def _citation(numbering: Numbering, candidate: Candidate) -> Citation:
    return numbering.cite(candidate.article, candidate.passage, candidate.start, candidate.end)
