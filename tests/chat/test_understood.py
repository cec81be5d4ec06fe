"""What is said of a window, in every language of the interface."""

import re
from datetime import date

import pytest

from chat import texts
from chat.conversation import Turn
from chat.understood import understood_html, window_name
from retrieval.question import Question
from retrieval.understood_time import NotApplied, UnderstoodWindow


def window(since: date | None, until: date | None, reason: NotApplied | None = None) -> UnderstoodWindow:
    return UnderstoodWindow(since, until, "then", 0, 4, relative=False, reason=reason)


@pytest.mark.parametrize(
    ("since", "until", "english", "russian"),
    [
        (date(2026, 1, 1), date(2026, 1, 31), "January 2026", "январь 2026"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025", "2025"),
        (date(1990, 1, 1), date(1999, 12, 31), "1990–1999", "1990–1999"),
        (date(2026, 1, 5), date(2026, 1, 5), "5 January 2026", "5 января 2026"),
        (
            date(2026, 1, 5),
            date(2026, 1, 11),
            "5 January 2026 – 11 January 2026",
            "с 5 января 2026 по 11 января 2026",
        ),
        (date(2022, 3, 1), None, "From 1 March 2022", "С 1 марта 2022"),
        (None, date(2022, 3, 1), "To 1 March 2022", "По 1 марта 2022"),
    ],
)
def test_a_window_is_named_as_people_name_it(
    since: date | None, until: date | None, english: str, russian: str
) -> None:
    assert window_name(window(since, until), texts.texts_in("en")) == english
    assert window_name(window(since, until), texts.texts_in("ru")) == russian


@pytest.mark.parametrize("language", texts.interface_languages())
@pytest.mark.parametrize("reason", [None, *NotApplied])
def test_every_reason_is_told_in_every_language(language: str, reason: NotApplied | None) -> None:
    spoken = texts.texts_in(language)
    question = Question("<b>then</b>", "en", window=window(date(2026, 1, 1), date(2026, 1, 31), reason))
    shown = understood_html(Turn(3, question), spoken)
    assert ('data-isnad="without window 3"' in shown) == (reason is None)
    assert "2026" in shown
    assert f'dir="{spoken.direction}" lang="{language}"' in shown
    assert len(re.findall(r"<p>", shown)) == 1


def test_nothing_is_said_where_nothing_was_understood() -> None:
    assert understood_html(Turn(1, Question("Gaza", "en")), texts.texts_in("en")) == ""
