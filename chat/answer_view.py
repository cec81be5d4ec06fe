"""A turn on the page: the question, the sentences with their citations, the cards of their articles."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from answering.answer import Answer, Sentence
from answering.messages import abstention_message
from chat.conversation import Turn
from chat.export import answer_as_markdown
from chat.filter_state import named
from chat.markup import block, command_button, escaped, isolated, phrase
from chat.source_card import card_html
from chat.texts import Texts
from chat.understood import understood_html


def question_html(turn: Turn, texts: Texts) -> str:
    """The person's own words, which the page scrolls to when they are asked."""
    question = turn.question
    said = f'<span class="isnad-hidden">{escaped(texts("you"))}: </span>'
    words = block(escaped(question.text), question.text, question.language, tag="h3", name="isnad-question")
    names = " · ".join(isolated(name) for _, name in named(question.filters, texts))
    within = f"{phrase(texts('within'), texts.direction)} {names}"
    restricted = f'<p class="isnad-byline" dir="{texts.direction}">{within}</p>' if names else ""
    return f'<div id="isnad-turn-{turn.number}" class="isnad-asked">{said}{words}{restricted}</div>'


def answer_html(turn: Turn, texts: Texts) -> str:
    """What is final of the answer so far, or the sentence that says why there is none."""
    parts = [
        sentence_html(sentence, f"cite {turn.number} {index}", texts)
        for index, sentence in enumerate(turn.sentences)
    ]
    if turn.answer and turn.answer.abstention:
        parts.append(_abstention_html(turn.answer))
    if turn.stopped:
        parts.append(_status_html(texts("stopped"), texts, busy=False))
    return (
        understood_html(turn, texts) + f'<div class="isnad-answer" aria-live="polite">{"".join(parts)}</div>'
    )


def sentence_html(sentence: Sentence, command: str, texts: Texts) -> str:
    """One sentence and a numbered button for each of its citations."""
    citations = "".join(
        command_button(
            f"{command} {index}",
            str(citation.number),
            name="isnad-cite",
            label=texts(
                "source_label", number=citation.number, title=citation.article.title or texts("untitled")
            ),
        )
        for index, citation in sorted(enumerate(sentence.citations), key=lambda pair: pair[1].number)
    )
    # The last word and its numbers stay on one line: a number alone on a line belongs to nothing.
    content = f'{escaped(sentence.text)}<span class="isnad-cites">\N{WORD JOINER}{citations}</span>'
    return block(content, sentence.text, sentence.language, name="isnad-sentence")


def searching_html(turn: Turn, found: int | None, texts: Texts) -> str:
    """What is final so far and, beneath it, what is going on."""
    said = texts("searching") if found is None else texts("reading", count=found)
    return answer_html(turn, texts) + _status_html(said, texts, busy=True)


def cards_html(turn: Turn, texts: Texts) -> str:
    """The cards of a complete answer; empty where there are none."""
    if not turn.cards or turn.answer is None:
        return ""
    near = turn.answer.abstention is not None
    cards = "".join(
        card_html(card, texts, f"card {turn.number} {index}") for index, card in enumerate(turn.cards)
    )
    heading = escaped(texts("nearest" if near else "sources"))
    kind = "isnad-cards isnad-near" if near else "isnad-cards"
    return (
        f'<section class="{kind}" dir="{texts.direction}" lang="{texts.language}">'
        f'<h4 class="isnad-heading">{heading}</h4>{cards}</section>'
    )


def draw_answer(turn: Turn, texts: Texts, slot: DeltaGenerator) -> None:
    """Put a turn that is over on the page.

    Args:
        turn: the turn.
        texts: of the interface.
        slot: an `st.empty()` where the sentences stand, or stood while they came in.
    """
    slot.html(answer_html(turn, texts))
    cards = cards_html(turn, texts)
    if cards:
        st.html(cards)
    if turn.answer and turn.answer.sentences:
        st.download_button(
            texts("download"),
            data=answer_as_markdown(turn.answer, texts),
            file_name=f"isnad-{turn.number}.md",
            mime="text/markdown",
            key=f"download-{turn.number}",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )


def _abstention_html(answer: Answer) -> str:
    question = answer.question
    if answer.abstention is None:
        return ""
    said = abstention_message(answer.abstention, question.language, filtered=question.restricted)
    return block(escaped(said), said, question.language, name="isnad-abstention")


def _status_html(said: str, texts: Texts, *, busy: bool) -> str:
    name = "isnad-status isnad-busy" if busy else "isnad-status"
    return (
        f'<p class="{name}" role="status" dir="{texts.direction}" lang="{texts.language}">{escaped(said)}</p>'
    )
