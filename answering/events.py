"""What happens while an answer is made; the terminal, the browser and the tests all read this."""

from __future__ import annotations

from dataclasses import dataclass

from answering.answer import Answer, Sentence
from retrieval.hit import SearchResult
from retrieval.question import Question


@dataclass(frozen=True, slots=True)
class Searching:
    """The archive is being searched."""

    question: Question


@dataclass(frozen=True, slots=True)
class Found:
    """The search is done."""

    result: SearchResult


@dataclass(frozen=True, slots=True)
class SentenceReady:
    """One more sentence is final."""

    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Finished:
    """The answer is complete."""

    answer: Answer


Event = Searching | Found | SentenceReady | Finished
