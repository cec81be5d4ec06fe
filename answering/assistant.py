"""The assistant: a question goes in, a stream of events comes out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from answering.abstaining import abstain
from answering.answer import Abstention, Answer, Sentence
from answering.events import Event, Finished, Found, Searching, SentenceReady
from answering.writer import AnswerWriter
from retrieval.hit import SearchResult
from retrieval.question import Question

if TYPE_CHECKING:
    from retrieval.retriever import Retriever


class Assistant:
    """Searches, decides whether there is something to say, and has the writer say it.

    Args:
        retriever: over the archive.
        writer: extractive or chat model.
        limit: how many passages are looked at.
        clock: seconds from any fixed moment.
    """

    def __init__(
        self,
        retriever: Retriever,
        writer: AnswerWriter,
        *,
        limit: int = 10,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.retriever = retriever
        self.writer = writer
        self._limit = limit
        self._clock = clock

    def answer(self, question: Question, limit: int | None = None) -> Iterator[Event]:
        """`Searching`, `Found`, each `SentenceReady` as it becomes final, and last `Finished`.

        Args:
            question: as understood.
            limit: how many passages are looked at, where it differs from the assistant's own.

        Raises:
            ModelError: the chat model could not be reached or broke off; what came before stays valid.
        """
        began = self._clock()
        yield Searching(question)
        result = self.retriever.search(question, limit or self._limit)
        yield Found(result)
        sentences: list[Sentence] = []
        abstention = abstain(result, self.retriever)
        if abstention is None:
            for sentence in self.writer.write(result, self.retriever):
                sentences.append(sentence)
                yield SentenceReady(sentence)
            if not sentences:
                abstention = self.writer.silence
        yield Finished(self._answer(result, sentences, abstention, began))

    def _answer(
        self, result: SearchResult, sentences: list[Sentence], abstention: Abstention | None, began: float
    ) -> Answer:
        seconds = self._clock() - began
        return Answer(result.question, tuple(sentences), abstention, result.hits, seconds)
