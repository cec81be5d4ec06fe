"""Points of time with names of their own: weekdays, seasons, decades, quarters, months of other calendars.

Seasons are the northern hemisphere's, of three whole months, as meteorologists count them; a winter is named
by the year in which it ends unless two years are named ("winter 2023/24").
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial

from language.calendar_words import CALENDAR_WORDS, CalendarWords
from language.calendars import from_hijri, from_jalali
from language.time_patterns import JOINED_LETTERS, any_of, edge, folded_pattern, number_of, tail

Days = tuple[date, date]

FEW = {"day": 7, "week": 4, "month": 6, "year": 5}
"""How many "the last few" are: rather too many, as what lies outside a window is not found."""

_YEAR = r"(?P<year>(?:1[2-9]|20)\d\d)(?:\s?[-/–]\s?(?P<year2>\d\d(?:\d\d)?)(?!\d))?(?!\d)"
_QUARTER = re.compile(
    r"(?<![^\W_])(?:(?P<part>[qh])\s?(?P<number>[1-4])[\s/-]*(?P<year>(?:19|20)\d\d)(?!\d)"
    r"|(?P<year_>(?:19|20)\d\d)[\s/-]*(?P<part_>[qh])(?P<number_>[1-4])(?![^\W_]))"
)


@dataclass(frozen=True, slots=True)
class NamedTime:
    """A way of naming a stretch of days.

    Attributes:
        pattern: finds it in a folded text.
        days: from a match and today to the first and last day; None or a ValueError where there are none.
        kind: of the point, see `time_points.Point`.
    """

    pattern: re.Pattern[str]
    days: Callable[[re.Match[str], date], Days | None]
    kind: str


@cache
def named_times(language: str) -> tuple[NamedTime, ...]:
    """What one of the ten languages can name, the most certain first."""
    words = CALENDAR_WORDS[language]
    found: list[NamedTime] = []

    def add(
        templates: tuple[str, ...], days: Callable[[re.Match[str], date], Days | None], kind: str
    ) -> None:
        found.extend(NamedTime(_compiled(template, words, language), days, kind) for template in templates)

    found += _other_calendars(words, language)
    found.append(NamedTime(_QUARTER, _short_part, "dated"))
    add(words.quarter, lambda match, _: _part(match, words, 3), "dated")
    add(words.half, lambda match, _: _part(match, words, 6), "dated")
    add(words.season, lambda match, _: _season(match, words, language), "dated")
    add(words.season_last, lambda match, today: _last_season(match, words, today), "counted")
    add(words.decade, lambda match, _: _decade(match, words, language), "dated")
    add((words.hours,), _hours, "counted")
    add(words.weekday, lambda match, today: _weekday(match, words, today), "counted")
    add((words.weekday_short,), lambda match, today: _weekday(match, words, today), "weekday")
    return tuple(found)


@cache
def vague_times(language: str) -> tuple[NamedTime, ...]:
    """What "the last few days" and its like can name; looked for where no number was found beside them."""
    words = CALENDAR_WORDS[language]
    return tuple(
        NamedTime(_compiled(template, words, language), partial(_few, unit), "counted")
        for template, unit in words.vague
    )


def _few(unit: str, _: re.Match[str], today: date) -> Days:
    if unit == "weekend":
        saturday = today - timedelta(days=(today.weekday() - 5) % 7)
        return saturday, saturday + timedelta(days=1)
    if unit == "decade":
        return days_back(today, 10, "year"), today
    return days_back(today, FEW[unit], unit), today


def days_back(day: date, number: int, unit: str) -> date:
    """The day some units before another."""
    if unit in ("day", "week"):
        return day - timedelta(days=number * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 - number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _compiled(template: str, words: CalendarWords, language: str) -> re.Pattern[str]:
    """A template with its gaps filled, between the edges of words."""
    pattern = folded_pattern(template)
    gaps = {
        "weekday": words.weekdays,
        "season": words.seasons,
        "word": words.tens,
        "ordinal": words.ordinals,
        "hijri": words.hijri,
    }
    for name, entries in gaps.items():
        pattern = pattern.replace(f"{{{name}}}", f"(?P<{name}>{any_of(entries)})")
    pattern = (
        pattern.replace("{year}", _YEAR)
        .replace("{digits}", r"(?P<digits>(?:1[89]|20)\d0)")
        .replace("{jalali_digits}", r"(?P<jalali>1[34]\d0)")
        .replace("{short}", r"(?P<short>[3-9]0)")
        .replace("{n}", r"(?P<n>\d{1,3})")
    )
    return re.compile(edge(language) + f"(?:{pattern})" + tail(language))


def _other_calendars(words: CalendarWords, language: str) -> list[NamedTime]:
    """Dates, months and years of the Islamic calendar, and months of the Iranian one."""
    letters = JOINED_LETTERS.get(language)
    of = rf"\s+(?:(?:of|de|del|من|شهر|the)\s+)?{'[' + letters + ']?' if letters else ''}"
    of_year = r",?\s*(?:(?:of|de|del|لعام|لسنه|من\s+عام|سنه|عام|سال|سن)\s+)?"
    day = rf"(?:(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|\s*-)?{of})?"
    mark = rf"(?:\s?(?:{any_of(words.hijri_mark.split('|'))})\.?)"
    hijri = f"(?P<hijri>{any_of(words.hijri)})(?:\\s+(?:ayinda|ayinin|ayi))?"
    jalali = rf"(?P<jalali>{any_of(words.jalali)}){'[а-я]{0,2}' if language == 'ru' else ''}"
    year = r"(?P<year>1[34]\d\d|20\d\d|19\d\d)(?!\d)"
    end = tail(language)
    begin = edge(language)
    found = [
        NamedTime(re.compile(rf"{begin}{day}{hijri}{of_year}{year}{mark}?{end}"), _hijri_of(words), "dated"),
        NamedTime(
            re.compile(rf"{begin}{hijri}\s+(?P<day>\d{{1,2}}),?\s+{year}{mark}?{end}"),
            _hijri_of(words),
            "dated",
        ),
        *(
            NamedTime(re.compile(begin + pattern + end), _hijri_year, "dated")
            for pattern in (rf"(?P<year>1[34]\d\d){mark}", r"hi[cj]ri\s+(?P<year>1[34]\d\d)")
        ),
    ]
    found += [
        NamedTime(_compiled(template, words, language), _last_hijri_of(words), "counted")
        for template in words.hijri_last
    ]
    if language == "tr":  # the year stands first: "2024 Ramazan ayı", "1446 yılı Ramazan ayı"
        year_first = rf"{begin}{year}(?:\s+yili)?\s+(?P<day>(?!))?{hijri}{end}"
        found.insert(0, NamedTime(re.compile(year_first), _hijri_of(words), "dated"))
    if language != "fa":
        pattern = re.compile(rf"{begin}{day}{jalali}{of_year}(?P<year>1[34]\d\d)(?!\d){end}")
        found.append(NamedTime(pattern, _jalali_of(words), "dated"))
    return found


def _hijri_of(words: CalendarWords) -> Callable[[re.Match[str], date], Days | None]:
    def days(match: re.Match[str], _: date) -> Days | None:
        month, year = number_of(words.hijri, match["hijri"]) + 1, int(match["year"])
        if year >= 1900:
            if match["day"]:
                return None
            return next(found for found in _hijri_months(month, year) if found[0].year == year)
        if match["day"]:
            day = from_hijri(year, month, int(match["day"]))
            return day, day
        return _hijri_month(year, month)

    return days


def _last_hijri_of(words: CalendarWords) -> Callable[[re.Match[str], date], Days | None]:
    def days(match: re.Match[str], today: date) -> Days | None:
        month = number_of(words.hijri, match["hijri"]) + 1
        return max(found for found in _hijri_months(month, today.year) if found[1] < today)

    return days


def _jalali_of(words: CalendarWords) -> Callable[[re.Match[str], date], Days | None]:
    def days(match: re.Match[str], _: date) -> Days | None:
        month, year = number_of(words.jalali, match["jalali"]) + 1, int(match["year"])
        if match["day"]:
            day = from_jalali(year, month, int(match["day"]))
            return day, day
        return _jalali_months(year, month, 1)

    return days


def _jalali_months(year: int, month: int, number: int) -> Days:
    """Some months of the Iranian calendar."""
    after = month - 1 + number
    return from_jalali(year, month, 1), from_jalali(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _hijri_month(year: int, month: int) -> Days:
    following = from_hijri(year + month // 12, month % 12 + 1, 1)
    return from_hijri(year, month, 1), following - timedelta(days=1)


def _hijri_months(month: int, year: int) -> list[Days]:
    """An Islamic month in the years round one of the common calendar, the earliest first."""
    about = (year - 622) * 33 // 32
    return [_hijri_month(hijri_year, month) for hijri_year in range(about - 1, about + 3)]


def _hijri_year(match: re.Match[str], _: date) -> Days:
    year = int(match["year"])
    return from_hijri(year, 1, 1), from_hijri(year + 1, 1, 1) - timedelta(days=1)


def _short_part(match: re.Match[str], _: date) -> Days | None:
    """A quarter or a half in figures ("Q3 2025", "2025 H1")."""
    part, number = match["part"] or match["part_"], int(match["number"] or match["number_"])
    return _year_part(int(match["year"] or match["year_"]), number - 1, 3 if part == "q" else 6)


def _part(match: re.Match[str], words: CalendarWords, months: int) -> Days | None:
    number = number_of(words.ordinals, match["ordinal"])
    return _year_part(int(match["year"]), min(number, 12 // months - 1) if number == 3 else number, months)


def _year_part(year: int, number: int, months: int) -> Days | None:
    """The quarter or half of that number, from 0; None where a year has no such part."""
    if number >= 12 // months:
        return None
    if year < 1900:
        return _jalali_months(year, number * months + 1, months)
    return _months(year, number * months + 1, months)


def _months(year: int, month: int, number: int) -> Days:
    """Some months of the common calendar."""
    after = month - 1 + number
    return date(year, month, 1), date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _season(match: re.Match[str], words: CalendarWords, language: str) -> Days | None:
    season, year = number_of(words.seasons, match["season"]), int(match["year"])
    if year < 1900:
        return _jalali_months(year, 3 * season + 1, 3) if language == "fa" and year >= 1300 else None
    second = match["year2"]
    if second and int(second) % 100 != (year + 1) % 100:
        return None
    if season < 3:
        return _months(year, 3 * season + 3, 3)
    return _months(year if second else year - 1, 12, 3)


def _last_season(match: re.Match[str], words: CalendarWords, today: date) -> Days:
    season = number_of(words.seasons, match["season"])
    every = [_months(year, 3 * season + 3, 3) for year in (today.year - 2, today.year - 1, today.year)]
    return max(days for days in every if days[1] < today)


def _decade(match: re.Match[str], words: CalendarWords, language: str) -> Days:
    found = match.groupdict()
    if found.get("digits"):
        first = int(found["digits"])
    else:
        tens = found.get("short") or (10 * (number_of(words.tens, found["word"]) + 3) if found["word"] else 0)
        first = 1900 + int(tens)
        if language == "fa" and not found["common"]:
            first = int(found["jalali"] or 1300 + int(tens))
            return from_jalali(first, 1, 1), from_jalali(first + 10, 1, 1) - timedelta(days=1)
    return date(first, 1, 1), date(first + 9, 12, 31)


def _hours(match: re.Match[str], today: date) -> Days:
    number = next(int(value) for name, value in match.groupdict().items() if name == "n" and value)
    return today - timedelta(days=-(-number // 24)), today


def _weekday(match: re.Match[str], words: CalendarWords, today: date) -> Days:
    back = (today.weekday() - number_of(words.weekdays, match["weekday"])) % 7 or 7
    day = today - timedelta(days=back)
    return day, day
