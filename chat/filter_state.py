"""The filters that are set: kept by the widgets, and in the page's address so that a link keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Final

import streamlit as st

from archive.filters import Filters
from archive.statistics import ArchiveStatistics
from chat.texts import Texts

SINCE: Final = "filter_since"
UNTIL: Final = "filter_until"
LANGUAGES: Final = "filter_languages"
SOURCES: Final = "filter_sources"
INTERFACE: Final = "interface"

_IN_ADDRESS: Final = {
    SINCE: "since",
    UNTIL: "until",
    LANGUAGES: "language",
    SOURCES: "source",
    INTERFACE: "ui",
}
_READ: Final = "isnad_address_read"


def read_address(default_interface: str, interfaces: tuple[str, ...]) -> None:
    """Take over what the page's address says, once a session; what it says wrongly is left out."""
    state, asked = st.session_state, st.query_params
    if _READ in state:
        return
    state[_READ] = True
    for key in (SINCE, UNTIL):
        state[key] = None
        with suppress(ValueError):
            state[key] = date.fromisoformat(asked.get(_IN_ADDRESS[key], ""))
    for key in (LANGUAGES, SOURCES):
        state[key] = list(dict.fromkeys(asked.get_all(_IN_ADDRESS[key])))
    chosen = asked.get(_IN_ADDRESS[INTERFACE], "")
    state[INTERFACE] = chosen if chosen in interfaces else default_interface


def fit_to(statistics: ArchiveStatistics) -> None:
    """Let go of languages and outlets that the archive does not hold."""
    state = st.session_state
    for key, held in ((LANGUAGES, statistics.languages), (SOURCES, statistics.sources)):
        state[key] = [value for value in state.get(key, []) if value in held]


def filters() -> Filters:
    """The filters in force."""
    state = st.session_state
    return Filters(
        since=state.get(SINCE),
        until=state.get(UNTIL),
        languages=tuple(state.get(LANGUAGES, ())),
        sources=tuple(state.get(SOURCES, ())),
    )


def write_address(default_interface: str) -> None:
    """Make the page's address say what is set now."""
    now = filters()
    wanted: dict[str, str | list[str]] = {}
    for key, day in ((SINCE, now.since), (UNTIL, now.until)):
        if day:
            wanted[_IN_ADDRESS[key]] = day.isoformat()
    for key, values in ((LANGUAGES, now.languages), (SOURCES, now.sources)):
        if values:
            wanted[_IN_ADDRESS[key]] = list(values)
    interface = st.session_state.get(INTERFACE, default_interface)
    if interface != default_interface:
        wanted[_IN_ADDRESS[INTERFACE]] = interface
    if wanted != _address():
        st.query_params.from_dict(wanted)


def chips(texts: Texts) -> list[tuple[str, str]]:
    """The filters in force, each as (the command that takes it off, what it is called)."""
    return named(filters(), texts)


def named(now: Filters, texts: Texts) -> list[tuple[str, str]]:
    """Filters one by one, each as (the command that takes it off, what it is called)."""
    found: list[tuple[str, str]] = []
    if now.since:
        found.append((f"drop {SINCE} ", texts("from_day", day=texts.day(now.since.isoformat()))))
    if now.until:
        found.append((f"drop {UNTIL} ", texts("to_day", day=texts.day(now.until.isoformat()))))
    found += [(f"drop {LANGUAGES} {code}", texts.language_name(code)) for code in now.languages]
    found += [(f"drop {SOURCES} {name}", name or texts("unknown_outlet")) for name in now.sources]
    return found


def drop(key: str, value: str) -> None:
    """Take one filter off, where it is set. To be called before the widgets are drawn, as in a callback."""
    state = st.session_state
    if key in (SINCE, UNTIL):
        state[key] = None
    elif key in (LANGUAGES, SOURCES):
        state[key] = [kept for kept in state.get(key, []) if kept != value]


def clear() -> None:
    """Take all filters off."""
    for key in (SINCE, UNTIL):
        st.session_state[key] = None
    for key in (LANGUAGES, SOURCES):
        st.session_state[key] = []


def _address() -> Mapping[str, str | list[str]]:
    asked = st.query_params
    lists = {_IN_ADDRESS[LANGUAGES], _IN_ADDRESS[SOURCES]}
    return {name: asked.get_all(name) if name in lists else asked[name] for name in asked}
