"""The conversation of one browser session: its turns, and the one that is being answered."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from answering.answer import Answer, Sentence
from chat.running import Answers, RunningAnswer
from chat.source_card import Card
from retrieval.question import Question

_TURNS = "isnad_turns"


@dataclass(slots=True)
class Turn:
    """A question and what became of it.

    Attributes:
        number: from 1, within the conversation.
        question: as understood, and once it was searched, as it was followed.
        running: the answer while it is being made, else None.
        sentences: what is final of it.
        answer: the whole answer, once it is complete.
        cards: of the cited articles, or of the nearest ones where it abstained.
        problem: why it broke off, for the person.
        stopped: whether the person stopped it.
    """

    number: int
    question: Question
    running: RunningAnswer | None = None
    sentences: list[Sentence] = field(default_factory=list)
    answer: Answer | None = None
    cards: tuple[Card, ...] = ()
    problem: Exception | None = None
    stopped: bool = False


def turns() -> list[Turn]:
    """The turns so far, oldest first."""
    found: list[Turn] = st.session_state.setdefault(_TURNS, [])
    return found


def ask(question: Question, assistant: Answers) -> Turn:
    """Begin a new turn; one that is still being answered is stopped first."""
    for turn in turns():
        stop(turn)
    turn = Turn(len(turns()) + 1, question, RunningAnswer(assistant, question))
    turns().append(turn)
    return turn


def stop(turn: Turn) -> None:
    """Have no more made of a turn's answer."""
    if turn.running is not None:
        turn.running.cancel()
        turn.running = None
        turn.stopped = True


def forget() -> None:
    """Begin a new conversation."""
    for turn in turns():
        stop(turn)
    st.session_state[_TURNS] = []


def turn_numbered(number: int) -> Turn | None:
    """The turn of that number, where there is one."""
    return next((turn for turn in turns() if turn.number == number), None)
