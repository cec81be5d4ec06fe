"""The sidebar: what the archive holds, what a question is restricted to, the interface's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import streamlit as st

from archive.statistics import ArchiveStatistics
from chat import filter_state
from chat.clock import clock
from chat.conversation import forget, turns
from chat.markup import escaped, isolated
from chat.texts import Texts, interface_languages, texts_in

_REFRESH_SECONDS = 5


def draw_interface_switch() -> Texts:
    """The switch of the interface's language; returns the texts to draw everything else with."""
    codes = list(interface_languages())
    texts = texts_in(st.session_state[filter_state.INTERFACE])
    st.selectbox(
        texts("interface"),
        codes,
        format_func=lambda code: texts_in(code).name,
        key=filter_state.INTERFACE,
        filter_mode=None,
    )
    return texts


def draw_filters(statistics: ArchiveStatistics, texts: Texts) -> None:
    """Days, languages and outlets, each with how many articles it would leave."""
    st.html(f'<h2 class="isnad-heading" lang="{texts.language}">{escaped(texts("filters"))}</h2>')
    first, last = _days(statistics)
    for key, label in ((filter_state.SINCE, "since"), (filter_state.UNTIL, "until")):
        chosen = st.session_state.get(key)
        st.date_input(
            texts(label),
            value=None,
            min_value=min(filter(None, (first, chosen))),
            max_value=max(filter(None, (last, chosen))),
            key=key,
            format="YYYY-MM-DD",
        )
    now = filter_state.filters()
    if now.since and now.until and now.since > now.until:
        st.html(f'<p class="isnad-status" role="status">{escaped(texts("backwards"))}</p>')
    st.multiselect(
        texts("languages"),
        list(statistics.languages),
        format_func=lambda code: _counted(texts.language_name(code), statistics.languages[code]),
        key=filter_state.LANGUAGES,
        placeholder=texts("any"),
    )
    st.multiselect(
        texts("sources_filter"),
        list(statistics.sources),
        format_func=lambda name: _counted(name or texts("unknown_outlet"), statistics.sources[name]),
        key=filter_state.SOURCES,
        placeholder=texts("any"),
    )


def draw_archive(read: Callable[[], ArchiveStatistics], texts: Texts) -> None:
    """What the archive holds and how fresh it is; looks again every few seconds.

    Args:
        read: gives the statistics as of now.
        texts: of the interface.
    """

    @st.fragment(run_every=_REFRESH_SECONDS)
    def archive() -> None:
        st.html(archive_html(read(), texts))

    archive()


def draw_new_conversation(texts: Texts) -> None:
    """The way back to an empty page."""
    if turns():
        st.button(texts("new_conversation"), key="new_conversation", on_click=forget, icon=":material/add:")


def archive_html(statistics: ArchiveStatistics, texts: Texts) -> str:
    """The archive in numbers."""
    indexed = clock(statistics.indexed_at, texts)
    relative = f'datetime="{escaped(statistics.indexed_at)}" data-isnad-relative=""'
    rows = [
        ("articles", isolated(f"{statistics.articles:,}")),
        ("passages", isolated(f"{statistics.passages:,}")),
        ("oldest", isolated(texts.day(statistics.oldest))),
        ("newest", isolated(texts.day(statistics.newest))),
        ("indexed", f"<time {relative}>{escaped(indexed)}</time>"),
    ]
    terms = "".join(f"<dt>{escaped(texts(key))}</dt><dd>{value}</dd>" for key, value in rows)
    return (
        f'<section class="isnad-archive" dir="{texts.direction}" lang="{texts.language}">'
        f'<h2 class="isnad-heading">{escaped(texts("archive"))}</h2><dl>{terms}'
        f'<dd class="isnad-clock">{isolated(indexed)}</dd></dl></section>'
    )


def _counted(name: str, articles: int) -> str:
    """A name and its number, kept apart so that a name of the other direction does not swallow the number."""
    return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE} ({articles})"


def _days(statistics: ArchiveStatistics) -> tuple[date, date]:
    today = datetime.now().astimezone().date()
    oldest = date.fromisoformat(statistics.oldest[:10]) if statistics.oldest else date(1900, 1, 1)
    newest = date.fromisoformat(statistics.newest[:10]) if statistics.newest else today
    return oldest, max(newest, today)
