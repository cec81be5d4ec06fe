"""The points of time that a question names: days, months and years, and those counted from today.

Points come without the words around them; `time_expressions` reads those ("since", "before", "between").
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial

from language.calendars import from_jalali
from language.folding import fold
from language.months import JALALI_MONTHS, MONTHS_OF
from language.named_times import FEW, NamedTime, days_back, named_times, vague_times
from language.time_patterns import JOINED_LETTERS, edge, folded_pattern, tail
from language.time_words import TIME_WORDS

Days = tuple[date, date]

_UNITS = ("day", "week", "month", "year")
# What may stand between a weekday and the date that it belongs to ("Monday, the 14th of January").
_BESIDE = re.compile(r"[\s,،.(]*(?:(?:the|le|el|den|dem|del|de|مورخ|الموافق|ال|ב|ה)[\s-]*)?")
# Words of another meaning too: months only beside a number or another date.
_UNSURE_MONTHS = frozenset(map(fold, ("می", "مه", "مهر", "تیر", "دی", "آب", "mar", "set", "sept", "ara")))


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of days that a text names, both ends inclusive.

    Attributes:
        start: where its words begin in the folded text.
        end: where they end.
        since: the first day.
        until: the last day.
        kind: "dated" (its year is said), "counted" (from today), "short" (a month or day without its year),
            "unsure" (the same, in a word that has another meaning too), "weekday" (a time only beside a word
            such as "since") or "year".
    """

    start: int
    end: int
    since: date
    until: date
    kind: str

    def in_year(self, year: int) -> Point:
        """The same day or month in another year."""
        length = calendar.monthrange(year, self.until.month)[1]
        whole_month = self.since != self.until
        until = self.until.replace(year=year, day=length if whole_month else min(self.until.day, length))
        return Point(
            self.start,
            self.end,
            self.since.replace(year=year, day=min(self.since.day, length)),
            until,
            "dated",
        )


def find_points(text: str, language: str, today: date) -> list[Point]:
    """The points of time in a folded text, in their order, none over another.

    Args:
        text: a folded text.
        language: one of the ten languages.
        today: the day from which "yesterday" is counted.
    """
    points: list[Point] = []
    taken = [False] * len(text)
    for pattern, days_of, kind_of in _readings(language):
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            days = _days(days_of, match, today)
            if days:
                points.append(Point(start, end, *days, kind_of(match)))
                taken[start:end] = [True] * (end - start)
    return _without_weekdays_of_dates(sorted(points, key=lambda point: point.start), text)


def _without_weekdays_of_dates(points: list[Point], text: str) -> list[Point]:
    """The points without the weekdays that only say again which day a date is."""

    def belongs(weekday: Point) -> bool:
        return any(
            other.since == other.until
            and other.kind in ("dated", "short")
            and (
                _BESIDE.fullmatch(text[weekday.end : other.start])
                or _BESIDE.fullmatch(text[other.end : weekday.start])
            )
            for other in points
        )

    return [
        point
        for point in points
        if point.since != point.until or point.kind not in ("counted", "weekday") or not belongs(point)
    ]


_Reading = tuple[
    re.Pattern[str], Callable[[re.Match[str], date], Days | None], Callable[[re.Match[str]], str]
]


@cache
def _readings(language: str) -> tuple[_Reading, ...]:
    """How each kind of point is found, what its days are and what kind it is; the most certain first."""

    def named(times: tuple[NamedTime, ...]) -> list[_Reading]:
        return [(time.pattern, time.days, partial(_constant, time.kind)) for time in times]

    readings = named(named_times(language))
    vague = named(vague_times(language))
    for kind, pattern in _patterns(language):
        if kind == "ago":
            readings += vague
            vague = []
        readings.append((pattern, partial(_days_of, kind, language), partial(_certainty, kind)))
    return tuple(readings)


def _constant(kind: str, _: re.Match[str]) -> str:
    return kind


def _certainty(kind: str, match: re.Match[str]) -> str:
    """The kind of a point, from the kind of its pattern."""
    found = match.groupdict()
    if kind == "short" and "day" not in found and found["month"] in _UNSURE_MONTHS and not found.get("sure"):
        return "unsure"
    return kind if kind in ("short", "year", "dated") else "counted"


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of a language with the kind of point each finds, the most certain first."""
    words = TIME_WORDS[language]
    letters = JOINED_LETTERS.get(language)
    begin, end = edge(language), tail(language)
    months = _months(language)
    names = "|".join(map(re.escape, sorted(months, key=len, reverse=True))).replace(r"\ ", r"\s")
    sure = r"(?P<sure>\s?ماه)?" if language == "fa" else ""
    month = rf"(?P<month>{names})\.?{sure}(?:\s*[/(]\s*(?:{names})\)?)?"
    day = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?"
    # A decade ("1980s", "1980-х", "1980'ler") is not its first year.
    year = r"(?P<year>(?:1[2-9]|20)\d\d)(?!\d|'?s\b|-?х|'?l[ae]r)"
    of = rf"\s*(?:(?:of|de|del|ב|من|شهر|the)\s*)?{'[' + letters + ']?' if letters else ''}"
    of_year = r",?\s*(?:(?:of|de|del|سنه|عام|سال)\s+)?"
    day_range = rf"{day}\s*[-–]\s*(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?"
    units = "(?:" + "|".join(f"(?P<{unit}>{fold(getattr(words, unit))})" for unit in _UNITS) + ")"
    numbers = r"(?P<n>\d{1,3}|" + "|".join(fold(name) for name in words.numbers) + ")"

    def template(pattern: str) -> re.Pattern[str]:
        filled = (
            folded_pattern(pattern)
            .replace("{unit}", units)
            .replace("{n}", numbers)
            .replace("{months}", "|".join(months))
        )
        return re.compile(begin + filled + end)

    counted = [
        (kind, template(pattern))
        for kind in ("span", "ago", "previous", "current")
        for pattern in getattr(words, kind)
    ]
    counted += [(f"day{distance}", template(name)) for name, distance in words.days.items()]
    return (
        ("dated", re.compile(rf"{begin}{month}\s+{day_range},?\s+{year}{end}")),
        ("dated", re.compile(rf"{day}{of}{month}{of_year}{year}{end}")),
        ("dated", re.compile(rf"{begin}{month}\s+{day},?\s+{year}{end}")),
        (
            "dated",
            re.compile(
                r"(?<![\d/.-])(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d/-])" + end
            ),
        ),
        (
            "dated",
            re.compile(
                r"(?<![\d/.-])(?P<day>\d{1,2})([-/.])(?P<month>\d{1,2})\2(?P<year>\d{4})(?![\d/-])" + end
            ),
        ),
        ("dated", re.compile(rf"{begin}{month}{of_year}{year}{end}")),
        *counted,
        ("short", re.compile(rf"{day}{of}{month}{end}")),
        ("short", re.compile(rf"{begin}{month}\s+{day_range}{end}")),
        ("short", re.compile(rf"{begin}{month}\s+{day}{end}")),
        ("short", re.compile(rf"{begin}{month}{end}")),
        ("year", re.compile(rf"(?<!\d)(?<!\d[.,/:]){year}(?![.,/:-]\d{{1,3}}(?!\d)|%){end}")),
    )


@cache
def _months(language: str) -> dict[str, tuple[bool, int]]:
    """Each month's name with whether it is Iranian, and its number."""
    months = {name: (False, number) for name, number in MONTHS_OF[language].items()}
    if language == "fa":
        months |= {name: (True, number) for name, number in JALALI_MONTHS.items()}
    return months


def _days(
    days_of: Callable[[re.Match[str], date], Days | None], match: re.Match[str], today: date
) -> Days | None:
    """The first and last day that a match names, or None where it names none."""
    try:
        return days_of(match, today)
    except (ValueError, OverflowError, StopIteration):
        return None


def _days_of(kind: str, language: str, match: re.Match[str], today: date) -> Days | None:
    """What a pattern of that kind says."""
    if kind in ("dated", "short", "year"):
        return _named_days(match, language, today)
    if kind.startswith("day"):
        day = today + timedelta(days=int(kind[3:]))
        return day, day
    return _counted_days(kind, match, language, today)


def _named_days(match: re.Match[str], language: str, today: date) -> tuple[date, date] | None:
    """The days of a date that is written out, with or without its year."""
    found = match.groupdict()
    year = int(found["year"]) if found.get("year") else None
    day = int(found["day"]) if found.get("day") else None
    if not found.get("month"):
        return _year_days(year or today.year, language)
    name = re.sub(r"\s", " ", found["month"])
    if name.isdecimal():
        iranian, month = language == "fa" and (year or 0) < 1500, int(name)
    else:
        iranian, month = _months(language)[name]
    if year is not None and not iranian and year < 1900:
        return None
    days = _month_days(year, month, day, iranian, today)
    if not found.get("day2"):
        return days
    last = _month_days(days[0].year, month, int(found["day2"]), iranian=False, today=today)
    return (days[0], last[1]) if days[0] <= last[1] else None


def _month_days(
    year: int | None, month: int, day: int | None, iranian: bool, today: date
) -> tuple[date, date]:
    """The days of a month, or one of its days; without its year, the latest that has begun."""
    if year is None:
        years = (
            range(today.year - 621, today.year - 623, -1)
            if iranian
            else range(today.year, today.year - 2, -1)
        )
        candidates = [_month_days(candidate, month, day, iranian, today) for candidate in years]
        return next(days for days in candidates if days[0] <= today)
    if iranian:
        first = from_jalali(year, month, day or 1)
        following = from_jalali(year + month // 12, month % 12 + 1, 1)
        return first, first if day else following - timedelta(days=1)
    if day:
        return date(year, month, day), date(year, month, day)
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _year_days(year: int, language: str) -> tuple[date, date] | None:
    """The days of a year; a Persian text may mean one of the Iranian calendar."""
    if year >= 1900:
        return date(year, 1, 1), date(year, 12, 31)
    if language == "fa" and 1300 <= year <= 1450:
        return from_jalali(year, 1, 1), from_jalali(year + 1, 1, 1) - timedelta(days=1)
    return None


def _counted_days(kind: str, match: re.Match[str], language: str, today: date) -> Days:
    """The days of "last week", "the last three days", "two months ago"."""
    number, unit = _number_and_unit(match, language)
    if kind == "span":
        return days_back(today, number or FEW[unit], unit), today
    if kind == "ago":
        if not number:
            return days_back(today, FEW[unit], unit), days_back(today, 2, unit)
        day = days_back(today, number, unit)
        return (day, day) if unit == "day" else _calendar_unit(day, unit, language)
    first, last = _calendar_unit(today, unit, language)
    if kind == "current":
        return first, today
    return _calendar_unit(first - timedelta(days=1), unit, language) if last >= first else (first, last)


def _number_and_unit(match: re.Match[str], language: str) -> tuple[int, str]:
    """How many of which unit a match counts, 0 for "a few"; a dual form says both in one word."""
    found = match.groupdict()
    for name, number in (("one", 1), ("two", 2)):
        if found.get(name):
            return number, _unit_of(found[name], language)
    for unit in _UNITS:
        if found.get(f"{unit}_word"):
            return 1, unit
    unit = next(unit for unit in _UNITS if found.get(unit))
    words = found.get("n")
    if not words:
        return 1, unit
    if words.isdecimal():
        return int(words), unit
    numbers = TIME_WORDS[language].numbers.items()
    return next(number for name, number in numbers if re.fullmatch(fold(name), words)), unit


def _unit_of(word: str, language: str) -> str:
    """The unit that a word such as "شهرين" names."""
    words = TIME_WORDS[language]
    for unit in _UNITS:
        if re.fullmatch(f"(?:ال)?(?:{fold(getattr(words, unit))})", word):
            return unit
    raise ValueError(f"{word} is no unit of time.")


def _calendar_unit(day: date, unit: str, language: str) -> tuple[date, date]:
    """The week, month or year in which a day lies; a week begins where the language's speakers begin it."""
    if unit == "week":
        first = day - timedelta(days=(day.weekday() - TIME_WORDS[language].first_weekday) % 7)
        return first, first + timedelta(days=6)
    if unit == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day
