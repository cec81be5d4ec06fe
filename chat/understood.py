"""What was understood of a question's words for time: chips that come off, or why it was not followed."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Final

from chat.conversation import Turn
from chat.markup import command_button, escaped, isolated
from chat.texts import Texts
from retrieval.understood_time import NotApplied, UnderstoodWindow

_REASONS: Final = {
    NotApplied.CHOSEN_DATES: "kept_choice",
    NotApplied.UNDATED_ARCHIVE: "no_dates",
    NotApplied.NOTHING_WITHIN: "nothing_within",
    NotApplied.BETTER_OUTSIDE: "better_outside",
}


def understood_html(turn: Turn, texts: Texts) -> str:
    """The window and the wish for the newest that a turn's question was answered with; empty without any."""
    window, chips, notes = turn.question.window, [], []
    if window is not None and window.reason is None:
        chips.append(_chip("window", turn, window_name(window, texts), texts))
    elif window is not None and window.reason is not None:
        named = {"words": _apart(window.expression), "window": _apart(window_name(window, texts))}
        notes.append(f"<p>{escaped(texts(_REASONS[window.reason], **named))}</p>")
    if turn.question.newest:
        chips.append(_chip("newest", turn, texts("newest_first"), texts))
    if chips:
        chips.insert(0, f"<p>{escaped(texts('understood'))}</p>")
    if not chips and not notes:
        return ""
    return (
        f'<div class="isnad-chips isnad-understood" dir="{texts.direction}" lang="{texts.language}" '
        f'role="group" aria-label="{escaped(texts("understood"))}">{"".join(notes + chips)}</div>'
    )


def window_name(window: UnderstoodWindow, texts: Texts) -> str:
    """A window as people write it: a year, a month, a day, or from one day to another."""
    since, until = window.since, window.until
    if since is None or until is None:
        day = since or until
        return texts("from_day" if since else "to_day", day=_day(day, texts)) if day else ""
    if since == until:
        return _day(since, texts)
    if (since.month, since.day, until.month, until.day) == (1, 1, 12, 31):
        return str(since.year) if since.year == until.year else f"{since.year}–{until.year}"
    last = calendar.monthrange(since.year, since.month)[1]
    if since.day == 1 and until == since.replace(day=last):
        return texts("whole_month", month=texts.months_alone[since.month - 1], year=since.year)
    return texts("from_to", since=_day(since, texts), until=_day(until, texts))


def _chip(what: str, turn: Turn, name: str, texts: Texts) -> str:
    return command_button(
        f"without {what} {turn.number}",
        f'{isolated(name)}<span aria-hidden="true">×</span>',
        name="isnad-chip",
        label=texts("without", window=name),
    )


def _day(day: date, texts: Texts) -> str:
    return texts.day(day.isoformat())


def _apart(text: str) -> str:
    """Words inside a sentence that may run the other way."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
