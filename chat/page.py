"""The page from top to bottom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from archive.errors import IsnadError
from archive.settings import Settings
from chat import answering_turn, filter_state, styles
from chat.article_reader import Opening, open_reader, opening_of_card, opening_of_citation, opening_of_copy
from chat.clicks import listen
from chat.conversation import turn_numbered, turns
from chat.examples import EXAMPLES
from chat.markup import block, command_button, escaped
from chat.opening import assistant_for
from chat.sidebar import draw_archive, draw_filters, draw_interface_switch, draw_new_conversation
from chat.texts import Texts, interface_languages, language_of_locale
from chat.trouble import trouble_html

if TYPE_CHECKING:
    from answering.assistant import Assistant
    from archive.statistics import ArchiveStatistics

_ICON: Final = Path(__file__).with_name("icon.svg")
_OPENING: Final = "isnad_opening"
_ASKED: Final = "isnad_asked"
_WITHOUT: Final = "isnad_without"


def show() -> None:
    """Draw the page; Streamlit calls it again at every click."""
    st.set_page_config(page_title="Isnad · إسناد", page_icon=str(_ICON), layout="centered")
    home_language = language_of_locale(st.context.locale)
    filter_state.read_address(home_language, interface_languages())
    with st.sidebar:
        top, bottom = st.container(), st.container()
        with bottom:
            texts = draw_interface_switch()
    styles.apply(texts.direction)
    heading = st.empty()
    if not turns():
        heading.html(_heading_html(texts))
    settings = Settings()
    try:
        assistant = assistant_for(settings)
        with top:
            _draw_sidebar(assistant, texts)
    except IsnadError as error:
        st.html(trouble_html(error, texts))
        st.button(texts("retry"), key="retry")
        return
    filter_state.write_address(home_language)
    asked = _draw_bottom(settings, texts)
    if asked and asked.strip():
        answering_turn.begin(asked, assistant)
    elif _WITHOUT in st.session_state:
        what, turn = st.session_state.pop(_WITHOUT)
        answering_turn.begin_without(what, turn, assistant)
    if turns():
        heading.empty()  # before the answer comes in: nothing moves while it does
    _draw_conversation(assistant, texts)


def _draw_sidebar(assistant: Assistant, texts: Texts) -> None:
    reader = assistant.retriever.reader
    reader.follow()
    statistics = reader.statistics()
    filter_state.fit_to(statistics)
    draw_new_conversation(texts)
    draw_filters(statistics, texts)

    def read() -> ArchiveStatistics:
        reader.follow()
        return reader.statistics()

    draw_archive(read, texts)


def _draw_conversation(assistant: Assistant, texts: Texts) -> None:
    listen(_obey, language=texts.language, turn=len(turns()))
    opening: Opening | None = st.session_state.pop(_OPENING, None)
    if opening is not None:
        open_reader(opening, assistant.retriever.reader, texts)
    _draw_chips(texts)
    if not turns():
        _draw_examples(texts)
    with st.container(key="conversation"):
        for turn in turns():
            answering_turn.draw(turn, assistant, texts)


def _heading_html(texts: Texts) -> str:
    return (
        f'<header class="isnad-hero" dir="{texts.direction}" lang="{texts.language}">'
        f"<h1>{escaped(texts('title'))}</h1><p>{escaped(texts('tagline'))}</p></header>"
    )


def _draw_examples(texts: Texts) -> None:
    with st.container(key="examples"):
        st.html(block(escaped(texts("examples")), texts("examples"), texts.language, name="isnad-heading"))
        for index, (question, _) in enumerate(EXAMPLES):
            st.button(question, key=f"example-{index}", on_click=_ask, args=(question,), width="stretch")


def _draw_chips(texts: Texts) -> None:
    chips = filter_state.chips(texts)
    if not chips:
        return
    buttons = "".join(
        command_button(
            command,
            f'<bdi dir="auto">{escaped(name)}</bdi><span aria-hidden="true">×</span>',
            name="isnad-chip",
            label=texts("remove", filter=name),
        )
        for command, name in chips
    )
    clear = command_button("clear", escaped(texts("clear")), name="isnad-clear") if len(chips) > 1 else ""
    st.html(
        f'<div class="isnad-chips" dir="{texts.direction}" role="group" '
        f'aria-label="{escaped(texts("in_force"))}">{buttons}{clear}</div>'
    )


def _draw_bottom(settings: Settings, texts: Texts) -> str | None:
    with st.bottom:
        typed = st.chat_input(texts("ask"), key="question", submit_mode="stop", max_chars=2000)
        note = texts("note_model" if settings.llm else "note_quotes")
        st.html(f'<p class="isnad-note" dir="{texts.direction}" lang="{texts.language}">{escaped(note)}</p>')
    chosen: str | None = st.session_state.pop(_ASKED, None)
    return chosen or typed


def _ask(question: str) -> None:
    st.session_state[_ASKED] = question


def _obey(command: str) -> None:
    """Do what a click inside running text asks; what makes no sense is left alone."""
    match command.split(" ", 2):
        case ["clear"]:
            filter_state.clear()
        case ["drop", key, value]:
            filter_state.drop(key, value)
        case ["without", "window" | "newest" as what, number] if number.isdecimal():
            turn = turn_numbered(int(number))
            if turn is not None:
                st.session_state[_WITHOUT] = what, turn
        case ["cite" | "card" as kind, number, rest] if number.isdecimal():
            _open(kind, int(number), rest.split(" "))


def _open(kind: str, number: int, places: list[str]) -> None:
    turn = turn_numbered(number)
    if turn is None or not all(place.isdecimal() for place in places):
        return
    match kind, [int(place) for place in places]:
        case "cite", [sentence, citation]:
            st.session_state[_OPENING] = opening_of_citation(turn, sentence, citation)
        case "card", [index]:
            st.session_state[_OPENING] = opening_of_card(turn, index)
        case "card", [index, copy]:
            st.session_state[_OPENING] = opening_of_copy(turn, index, copy)
