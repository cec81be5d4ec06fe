from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.months import MONTHS_OF
from language.time_expressions import TimeWindow, find_window
from language.time_words import TIME_WORDS

TODAY = date(2026, 1, 16)
LABELLED = Path(__file__).with_name("time_expressions.tsv")
HELD_OUT = Path(__file__).with_name("time_expressions_held_out.tsv")
FLOOR = 0.99


def labelled(file: Path = LABELLED) -> list[tuple[str, str, str, str]]:
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def described(window: TimeWindow | None) -> tuple[str, str]:
    if window is None:
        return "none", "none"
    return str(window.since or "-"), str(window.until or "-")


@pytest.mark.parametrize("file", [LABELLED, HELD_OUT], ids=lambda file: file.stem)
def test_the_labelled_questions_are_read_right(file: Path) -> None:
    rows = labelled(file)
    wrong = [
        f"{language}: {question}: {described(found)}, not {(since, until)}"
        for language, question, since, until in rows
        if described(found := find_window(question, language, TODAY)) != (since, until)
    ]
    assert len(rows) >= 100
    assert set(Counter(row[0] for row in rows)) == set(TIME_WORDS)
    assert 1 - len(wrong) / len(rows) >= FLOOR, "\n".join(wrong)


@pytest.mark.parametrize(
    ("language", "question"),
    [row[:2] for row in labelled() + labelled(HELD_OUT) if row[2] != "none"],
)
def test_the_expression_is_the_questions_own_words(language: str, question: str) -> None:
    window = find_window(question, language, TODAY)
    assert window is not None
    assert window.expression == question[window.start : window.end]
    assert window.expression == window.expression.strip() != ""


def test_offsets_hold_where_folding_changes_lengths() -> None:
    window = find_window("ﷺ ما الذي حَدَثَ فِي يَنَايِر ٢٠٢٦ ؟", "ar", TODAY)
    assert window is not None
    assert window.expression == "فِي يَنَايِر ٢٠٢٦"


def test_an_unknown_language_tries_them_all() -> None:
    window = find_window("Gaza, letzte Woche", "und", TODAY)
    assert window is not None
    assert window.since == date(2026, 1, 5)


def test_a_month_that_lies_ahead_is_the_past_years() -> None:
    window = find_window("floods in June", "en", TODAY)
    assert window is not None
    assert (window.since, window.until) == (date(2025, 6, 1), date(2025, 6, 30))


@pytest.mark.parametrize(
    ("language", "question", "days"),
    [
        ("en", "on Friday", (date(2026, 1, 9), date(2026, 1, 9))),
        ("ar", "يوم الجمعة", (date(2026, 1, 9), date(2026, 1, 9))),
        ("de", "seit Freitag", (date(2026, 1, 9), None)),
        ("en", "from Thursday to Tuesday", (date(2026, 1, 8), date(2026, 1, 13))),
        ("en", "on Tuesday, 7 October 2025", (date(2025, 10, 7), date(2025, 10, 7))),
        ("ar", "يوم الثلاثاء 7 أكتوبر 2025", (date(2025, 10, 7), date(2025, 10, 7))),
        ("de", "am Dienstag, den 7. Oktober 2025", (date(2025, 10, 7), date(2025, 10, 7))),
        ("en", "last winter", (date(2024, 12, 1), date(2025, 2, 28))),
        ("fr", "l'hiver 2023-2024", (date(2023, 12, 1), date(2024, 2, 29))),
        ("ar", "رمضان 2024", (date(2024, 3, 11), date(2024, 4, 9))),
        ("ar", "رمضان الماضي", (date(2025, 3, 1), date(2025, 3, 29))),
        ("en", "4 Farvardin 1404", (date(2025, 3, 24), date(2025, 3, 24))),
        ("fa", "از ۳ تا ۵ خرداد ۱۴۰۴", (date(2025, 5, 24), date(2025, 5, 26))),
        ("fa", "دهه نود", (date(2011, 3, 21), date(2021, 3, 20))),
        ("en", "over the last decade", (date(2016, 1, 16), TODAY)),
        ("en", "H2 2024", (date(2024, 7, 1), date(2024, 12, 31))),
    ],
)
def test_named_times_are_these_days(language: str, question: str, days: tuple[date, date | None]) -> None:
    window = find_window(question, language, TODAY)
    assert window is not None
    assert (window.since, window.until) == days


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "What was sold on Black Friday?"),
        ("en", "Who leads the march on Palm Sunday?"),
        ("en", "the Good Friday agreement"),
        ("en", "What is planned for Monday?"),
        ("en", "the Arab Spring"),
        ("en", "a man in his 80s"),
        ("en", "the second half of the match"),
        ("ar", "الربيع العربي"),
        ("ar", "ما الفرق بين الاثنين؟"),
        ("ar", "خطبة الجمعة"),
        ("ar", "يوم السبت المقبل"),
        ("ar", "امرأة في الثلاثينات من عمرها"),
        ("tr", "2000 kişinin ölümü"),
        ("ru", "окружающая среда"),
        ("fa", "چهارشنبه سوری"),
        ("he", "שני הצדדים"),
        ("ur", "بدھ مت کیا ہے"),
    ],
)
def test_names_that_only_look_like_times_are_none(language: str, question: str) -> None:
    assert find_window(question, language, TODAY) is None


@pytest.mark.parametrize(
    ("language", "question", "relative"),
    [
        ("en", "since last week", True),
        ("ar", "منذ يوم الأحد", True),
        ("tr", "geçen yaz", True),
        ("en", "since January 2026", False),
        ("en", "in March", False),
        ("en", "from 2019 to last month", False),
    ],
)
def test_a_window_says_whether_it_is_counted_from_today(language: str, question: str, relative: bool) -> None:
    window = find_window(question, language, TODAY)
    assert window is not None
    assert window.relative is relative


@pytest.mark.parametrize("text", ["", " ", "؟", "2026-13-45", "30 February 2026", "in 99999", "20261"])
def test_impossible_dates_are_no_window(text: str) -> None:
    assert find_window(text, "en", TODAY) is None


@given(
    st.sampled_from(
        [(language, name, month) for language, table in MONTHS_OF.items() for name, month in table.items()]
    ),
    st.dates(date(1950, 1, 1), TODAY),
)
def test_every_full_date_in_every_language_is_found(named: tuple[str, str, int], day: date) -> None:
    language, name, month = named
    day = date(min(day.year, 2025), month, min(day.day, 28))
    window = find_window(f"{day.day} {name} {day.year}", language, TODAY)
    assert window is not None
    assert (window.since, window.until) == (day, day)


@given(
    st.text(max_size=60), st.sampled_from(sorted(TIME_WORDS)), st.dates(date(1990, 1, 1), date(2090, 1, 1))
)
def test_no_window_lies_in_the_future_or_ends_before_it_begins(text: str, language: str, today: date) -> None:
    for question in (text, f"{text} 2019", f"in {text} 3 days"):
        window = find_window(question, language, today)
        if window:
            assert window.since or window.until
            assert not window.since or window.since <= today
            assert not (window.since and window.until) or window.since <= window.until


@given(st.integers(1, 60), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_span_of_days_reaches_to_today(number: int, today: date) -> None:
    for language, question in (
        ("en", f"in the last {number} days"),
        ("ar", f"خلال آخر {number} أيام"),
        ("de", f"in den letzten {number} Tagen"),
    ):
        window = find_window(question, language, today)
        assert window is not None
        assert (window.since, window.until) == (today - timedelta(days=number), today)
