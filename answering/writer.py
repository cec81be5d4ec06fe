"""What every writer of answers offers, whether it quotes or has a chat model write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from answering.answer import Abstention, Sentence
from retrieval.hit import SearchResult

if TYPE_CHECKING:
    from retrieval.retriever import Retriever


class AnswerWriter(Protocol):
    """Makes cited sentences of what a search found."""

    @property
    def silence(self) -> Abstention:
        """What it means when this writer writes nothing about passages that looked good enough."""
        ...

    def write(self, result: SearchResult, retriever: Retriever) -> Iterator[Sentence]:
        """The sentences in the order they are read, each one final when it is yielded.

        Raises:
            ModelError: a chat model could not be reached or broke off.
        """
        ...
