"""The window of time that a question asks about: "in January 2026", «منذ أسبوع», "letzte Woche".

Points of time are found first; the words before and behind each then say whether it opens the window, closes
it, or is it. Only time that has begun counts: an archive holds no tomorrow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from language.folding import fold
from language.time_points import Point, find_points
from language.time_words import TIME_WORDS
from language.word_sets import word_set

_SPACE, _MAYBE_SPACE = r"\s+", r"\s*"
_OPERATORS = ("before", "after", "until", "since", "inside")
# A number between these words and a noun is not a year: "resolution 2042", "2000 people".
_NUMBERED = word_set(
    "resolution no number nr law flight article room boeing résolution loi numéro nº resolución "
    "ley gesetz nummer",
    "karar sayılı numaralı резолюция резолюции закон номер № قرار القرار رقم قانون القانون رحلة "
    "المادة קמטע החלטה חוק מספר",
    "قطعنامه قانون شماره قرارداد نمبر پرواز طیارہ about nearly some than over نحو حوالي أكثر زهاء",
)
_COUNTED = word_set(
    "people persons times users dollars euros km kilometres miles tons tonnes troops soldiers dead killed "
    "tents trucks jobs",
    "personnes fois morts dollars soldats personas muertos dólares soldados menschen tote soldaten "
    "dollar kişi kişinin kişiye kişiyi ölü asker",
    "человек погибших солдат долларов شخص شخصا قتيل جندي دولار شهيد خيمة شاحنة طن متر نفر کشته "
    "دلار تن אנשים הרוגים",
    "דולר חיילים افراد لوگ ہلاک فوجی ڈالر percent pct",
)
_NUMBERED_FOLDED, _COUNTED_FOLDED = frozenset(map(fold, _NUMBERED)), frozenset(map(fold, _COUNTED))


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """The days that a question asks about, and the words that say so.

    Attributes:
        since: the first day, or None where the past is open.
        until: the last day, or None where it reaches to now.
        expression: the question's words: `text[start:end]`.
        start: where they begin.
        end: where they end.
        relative: whether it is counted from the day on which the question is asked ("last week").
    """

    since: date | None
    until: date | None
    expression: str
    start: int
    end: int
    relative: bool = False


def find_window(text: str, language: str, today: date) -> TimeWindow | None:
    """The window of time in a question.

    A weekday is the latest one before today. A week, month or year "before this one" is the calendar's ("last
    week" ends with the last day of the week); "the last three days" and «منذ أسبوع» reach to today. A month
    without its year is the latest that has begun, and only where a preposition makes it a time ("in March",
    not "the March").

    Args:
        text: the question.
        language: its ISO 639-1 code; for any but the ten languages each of them is tried.
        today: the day on which it is asked.

    Returns:
        The first window found, or None: no date, a number that is none, or time that has not begun.
    """
    pieces = [fold(character) for character in text]
    folded = "".join(pieces)
    origin = [index for index, piece in enumerate(pieces) for _ in piece]
    for candidate in (language,) if language in TIME_WORDS else tuple(TIME_WORDS):
        found = _find(folded, candidate, today)
        if found:
            since, until, start, end, relative = found
            first, last = origin[start], origin[end - 1] + 1
            return TimeWindow(since, until, text[first:last], first, last, relative)
    return None


_Found = tuple[date | None, date | None, int, int, bool]

_RELATIVE = ("counted", "weekday")
_ONLY_DAY = r"(?<![\d./-])(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º|-?го|-?е)?"


def _find(text: str, language: str, today: date) -> _Found | None:
    """The first window of a folded text, with its offsets there."""
    points = find_points(text, language, today)
    found = [
        *(_days_of_month(text, language, point) for point in points),
        *(_joined(text, language, first, second) for first, second in pairwise(points)),
        *(_alone(text, language, point, today) for point in points),
    ]
    for window in found:
        if window and not (window[0] and window[0] > today):
            return window
    return None


def _days_of_month(text: str, language: str, last: Point) -> _Found | None:
    """The window from a bare number to a day that names its month ("between 3 and 5 May")."""
    if last.since != last.until or last.kind not in ("dated", "short"):
        return None
    for before, middle, behind in _joins(language):
        opening = before.pattern[:-1] if before else ""
        match = re.compile(rf"{opening}{_ONLY_DAY}(?:{middle.pattern})$").search(text, 0, last.start)
        closing = behind.match(text, last.end) if behind else None
        if not match or (behind and not closing and not before):
            continue
        # Counted back from the last day: its month may be of any calendar.
        number = re.search(r"\d+", text[last.start : last.end])
        days = int(number.group()) - int(match["day"]) if number else 0
        if 0 < days < 31 and int(match["day"]):
            end = closing.end() if closing else last.end
            return last.since - timedelta(days=days), last.until, match.start(), end, False
    return None


def _joined(text: str, language: str, first: Point, second: Point) -> _Found | None:
    """The window between two points ("between March and May 2020")."""
    between = text[first.end : second.start]
    for before, middle, behind in _joins(language):
        opening = before.search(text, 0, first.start) if before else None
        closing = behind.match(text, second.end) if behind else None
        if not middle.fullmatch(between) or (before and not opening) or (behind and not closing):
            continue
        since = _before_second(first, second).since
        if since <= second.until:
            start = opening.start() if opening else first.start
            relative = first.kind in _RELATIVE and second.kind in _RELATIVE
            return since, second.until, start, closing.end() if closing else second.end, relative
    return None


def _before_second(first: Point, second: Point) -> Point:
    """The first of two points, in the year or week that puts it before the second."""
    if first.kind in ("short", "unsure") and second.kind in ("dated", "year", "counted"):
        year = second.since.year
        first = first.in_year(
            year if (first.since.month, first.since.day) <= (second.since.month, 31) else year - 1
        )
        return first.in_year(year - 1) if first.since > second.until else first
    if first.kind in _RELATIVE and first.since == first.until and first.since > second.until:
        return replace(first, since=first.since - timedelta(days=7), until=first.until - timedelta(days=7))
    return first


def _alone(text: str, language: str, point: Point, today: date) -> _Found | None:
    """The window that one point and the word before or behind it make."""
    if point.kind == "unsure":
        return None
    relative = point.kind in _RELATIVE
    for name in _OPERATORS:
        before, behind = _operator(language, name)
        opening = before.search(text, 0, point.start) if before else None
        closing = behind.match(text, point.end) if behind else None
        if (not opening and not closing) or (name == "inside" and point.kind == "weekday"):
            continue
        if name == "inside" and point.kind == "year" and _is_number(text, point):
            return None
        start = opening.start() if opening else point.start
        return *_window(name, point), start, closing.end() if closing else point.end, relative
    if point.kind in ("short", "weekday") or (
        point.kind == "year" and (_is_number(text, point) or point.since > today)
    ):
        return None
    return point.since, point.until, point.start, point.end, relative


def _window(name: str, point: Point) -> tuple[date | None, date | None]:
    """What an operator makes of a point."""
    if name == "since":
        return point.since, None
    if name == "after":
        return point.until + timedelta(days=1), None
    if name == "before":
        return None, point.since - timedelta(days=1)
    if name == "until":
        return None, point.until
    return point.since, point.until


def _is_number(text: str, point: Point) -> bool:
    """Whether a number that looks like a year counts or numbers something."""
    before = re.findall(r"[^\W_]+|№", text[: point.start])[-1:]
    behind = re.findall(r"[^\W_]+", text[point.end :])[:1]
    return not _NUMBERED_FOLDED.isdisjoint(before) or not _COUNTED_FOLDED.isdisjoint(behind)


_DASHED = (None, re.compile(r"\s*[-–—]\s*"), None)
"""Two dates with a dash between them, in any language."""


def _alternatives(words: str, attached: str, apart: str) -> str:
    """A pattern of words parted by strokes; those with "+" are written together with the date."""
    parts = [part for part in fold(words).split("|") if part]
    return "|".join(
        f"(?:{part[:-1]}{attached})" if part.endswith("+") else f"(?:{part}{apart})" for part in parts
    )


def _lead(language: str) -> str:
    """The words that may stand between a preposition and its date, any number of them."""
    words = TIME_WORDS[language].lead
    return "(?:" + _alternatives(words, "", _SPACE) + ")*" if words else ""


def _before(words: str, language: str) -> re.Pattern[str] | None:
    """A pattern that ends where a date begins."""
    if not words:
        return None
    return re.compile(rf"(?<![^\W_])(?:{_alternatives(words, '', _SPACE)}){_lead(language)}$")


def _behind(words: str) -> re.Pattern[str] | None:
    """A pattern that begins where a date ends."""
    if not words:
        return None
    parts = [part for part in fold(words).split("|") if part]
    parts.sort(key=len, reverse=True)
    pattern = "|".join(part[:-1] if part.endswith("+") else rf"\s+{part}" for part in parts)
    return re.compile(rf"(?:{pattern})(?![^\W_])")


@cache
def _operator(language: str, name: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """The patterns of an operator before and behind a date."""
    before, behind = getattr(TIME_WORDS[language], name)
    return _before(before, language), _behind(behind)


@cache
def _joins(
    language: str,
) -> Sequence[tuple[re.Pattern[str] | None, re.Pattern[str], re.Pattern[str] | None]]:
    """The patterns before, between and behind two dates that enclose a window."""
    return [
        (
            _before(before, language),
            re.compile(rf"\s*(?:{_alternatives(middle, _MAYBE_SPACE, _SPACE)}){_lead(language)}"),
            _behind(behind),
        )
        for before, middle, behind in TIME_WORDS[language].joins
    ] + [_DASHED]
