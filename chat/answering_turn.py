"""A turn from the question to its cards, across as many runs of the script as that takes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import StopException

from answering.answer import Answer
from answering.events import Finished, Found, SentenceReady
from chat import filter_state
from chat.answer_view import answer_html, draw_answer, question_html, searching_html
from chat.conversation import Turn, ask, stop
from chat.source_card import Card, cited_cards, nearest_cards
from chat.texts import Texts
from chat.trouble import trouble_html

if TYPE_CHECKING:
    from answering.assistant import Assistant


def begin(text: str, assistant: Assistant) -> None:
    """Have a question answered within the filters in force."""
    from retrieval.understanding import understand  # its language identification takes a moment to load

    ask(understand(text, filter_state.filters()), assistant)


def begin_without(what: str, turn: Turn, assistant: Assistant) -> None:
    """Have a turn's question answered again, within the filters that it had, without what was understood.

    Args:
        what: "window" or "newest".
        turn: whose question.
        assistant: who answers.
    """
    question = turn.question
    ask(
        replace(question, window=None) if what == "window" else replace(question, newest=False),
        assistant,
    )


def draw(turn: Turn, assistant: Assistant, texts: Texts) -> None:
    """Put a turn on the page and, where it is still being answered, follow it to its end."""
    with st.container(key=f"turn-{turn.number}"):
        with st.chat_message("user"):
            st.html(question_html(turn, texts))
        with st.chat_message("assistant"):
            slot = st.empty()
            if turn.running is not None:
                _follow(turn, assistant, texts, slot)
            draw_answer(turn, texts, slot)
            if turn.problem is not None:
                st.html(trouble_html(turn.problem, texts))


def _follow(turn: Turn, assistant: Assistant, texts: Texts, slot: DeltaGenerator) -> None:
    running, found = turn.running, None
    if running is None:
        return
    turn.sentences.clear()
    slot.html(searching_html(turn, found, texts))
    try:
        for event in running.events():
            match event:
                case Found(result):
                    found = len(result.hits)
                    turn.question = result.question
                case SentenceReady(sentence):
                    turn.sentences.append(sentence)
                case Finished(answer):
                    turn.answer = answer
                    turn.cards = _cards(answer, assistant)
            slot.html(searching_html(turn, found, texts) if turn.answer is None else answer_html(turn, texts))
    except StopException:
        stop(turn)
        raise
    turn.problem = running.problem
    turn.running = None


def _cards(answer: Answer, assistant: Assistant) -> tuple[Card, ...]:
    if answer.abstention is not None:
        return nearest_cards(answer.hits)
    reader = assistant.retriever.reader
    ids = {citation.article.id for sentence in answer.sentences for citation in sentence.citations}
    articles = {article_id: reader.article(article_id) for article_id in ids}
    return cited_cards(answer, {key: article for key, article in articles.items() if article is not None})
