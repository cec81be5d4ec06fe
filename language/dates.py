"""Dates of publication, in whatever form a newsroom or a feed writes them.

Only an absolute date is one: "yesterday", "Monday" or a bare number never become a day. A numeric date whose
order is open is read day first ("03/04/2026" is 3 April), as nine of the ten languages write it; where
the second number cannot be a month, month first. A year that comes first is followed by its month.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

from language.calendars import from_hijri, from_jalali
from language.date_words import BESIDE_DATES, ZONES
from language.folding import fold
from language.months import HIJRI_MONTHS, JALALI_MONTHS, MONTHS

_LONGEST = 120
_FIRST_YEAR, _LAST_YEAR = 1500, 2199
_EPOCH_FIRST, _EPOCH_LAST = 100_000_000, 4_102_444_800  # 1973 to 2100, in seconds


def _names(table: dict[str, int]) -> str:
    """A pattern of any of the names, the longest first."""
    return "|".join(re.escape(name).replace(r"\ ", r"\s?") for name in sorted(table, key=len, reverse=True))


_CLOCK = r"(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?"
_ISO = re.compile(
    r"(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)"
    rf"(?:[t ]+{_CLOCK}\s*(?P<zone>z|utc|gmt|[+-]\d\d:?(?:\d\d)?)?)?"
)
_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})[:h](?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?(?!\d)"
    r"\s*(?P<half>a\.?m\b\.?|p\.?m\b\.?|صباحا|مساء|ص\b|م\b)?"
    rf"\s*(?P<zone>(?:gmt|utc)?\s*[+-]\d\d?:?(?:\d\d)?\b|\b(?:{'|'.join(ZONES)})\b)?"
)
_GAP = r"[\s\-/.,،]*"
_YEAR = r"(?P<year>\d{4}|\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"


def _worded(table: dict[str, int]) -> tuple[re.Pattern[str], ...]:
    """The orders of a date with a month's name, which a second name may follow ("كانون الثاني/يناير")."""
    names = _names(table)
    month = rf"(?P<month>{names})\.?(?:\s*[/(]\s*(?:{names})\)?)?(?![^\W\d_])"
    of_month, of_year = r"(?:(?:de|of|ב|من|شهر)\s*)?", r"(?:(?:del?|of|من|سال|سنه)\s+)?'?"
    return (
        re.compile(rf"{_DAY}{_GAP}{of_month}{month}{_GAP}{of_year}{_YEAR}"),
        re.compile(rf"(?<![^\W\d_]){month}{_GAP}{_DAY}(?!\d){_GAP}(?P<year>\d{{4}})(?!\d)"),
        re.compile(rf"(?<!\d)(?P<year>\d{{4}}){_GAP}{month}{_GAP}{_DAY}(?!\d)"),
    )


def _unspaced(table: dict[str, int]) -> dict[str, int]:
    """A table without the spaces in its names, which writers leave out ("كانونالثاني")."""
    return {name.replace(" ", ""): number for name, number in table.items()}


_WORDED = (
    (_worded(MONTHS), _unspaced(MONTHS), None),
    (_worded(JALALI_MONTHS), _unspaced(JALALI_MONTHS), from_jalali),
    (_worded(HIJRI_MONTHS), _unspaced(HIJRI_MONTHS), from_hijri),
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)"
)
_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?P<mark>[-/.]) ?(?P<month>\d{1,2})(?P=mark) ?(?P<year>\d{4}|\d\d)(?!\d)"
)
_WORD = re.compile(r"[^\W_]+")


def parse_published(value: str) -> str | None:
    """A date of publication in ISO 8601, or None where there is none.

    Read are ISO 8601 and RFC 822 with their zones, seconds and milliseconds since 1970, numeric dates, dates
    with a month's name in the ten languages (Levantine, Maghrebi and Gulf names in Arabic), and dates of the
    Iranian and the Islamic calendar, which become days of the common one.

    Args:
        value: what the field of the file says.

    Returns:
        "2026-01-14", or "2026-01-14T18:30:00" with the zone "+02:00" where one was given; None for an
        impossible date, for one without its day or year, and for a text that says more than a date.
    """
    text = " ".join(fold(value[: _LONGEST + 1]).split())
    if not text or len(text) > _LONGEST or not any(map(str.isdecimal, text)):
        return None
    try:
        return _iso(text) or _epoch(text) or _written(text)
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> str | None:
    """ISO 8601, extended or basic."""
    match = _ISO.fullmatch(text)
    if not match or not _FIRST_YEAR <= int(match["year"]) <= _LAST_YEAR:
        return None
    day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    return _joined(day, match if match["hour"] else None)


def _epoch(text: str) -> str | None:
    """Seconds or milliseconds since 1970."""
    match = re.fullmatch(r"(\d{9,10}|\d{12,13})(?:\.\d+)?", text)
    if not match:
        return None
    seconds = int(match[1]) // (1000 if len(match[1]) > 10 else 1)
    if not _EPOCH_FIRST <= seconds <= _EPOCH_LAST:
        return None
    return datetime.fromtimestamp(seconds, tz=UTC).isoformat()


def _written(text: str) -> str | None:
    """A date in words or numbers, with or without a time, in any order."""
    text = re.sub(r"\([^()]*\)$", "", text).strip()
    time = _TIME.search(text)
    if time:
        text = f"{text[: time.start()]} {text[time.end() :]}"
    found = _find_day(text)
    if found is None:
        return None
    day, rest = found
    return _joined(day, time) if set(_WORD.findall(rest)) <= BESIDE_DATES else None


def _find_day(text: str) -> tuple[date, str] | None:
    """The day that a text names, and what is left of the text; the common calendar goes first."""
    found: tuple[date, str] | None = None
    for patterns, table, convert in _WORDED:
        for pattern in patterns:
            match = pattern.search(text)
            if match:
                month = table[match["month"].replace(" ", "")]
                day = _day(int(match["year"]), month, int(match["day"]), convert, len(match["year"]) == 2)
                text = f"{text[: match.start()]} {text[match.end() :]}"
                found = (found[0] if found else day, text)
                break
    return found or _find_numeric_day(text)


def _find_numeric_day(text: str) -> tuple[date, str] | None:
    """The day of a date in numbers alone, and what is left of the text."""
    match = _YEAR_FIRST.search(text) or _DAY_FIRST.search(text)
    if not match:
        return None
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    if month > 12 and match.re is _DAY_FIRST:
        month, day = day, month
    convert: Callable[[int, int, int], date] | None = None
    if 1300 <= year < 1500:
        # Both calendars count such years now: up to 1415 (2036) the Iranian one is the likelier.
        convert = from_jalali if year <= 1415 else from_hijri
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return _day(year, month, day, convert, len(match["year"]) == 2), rest


def _day(
    year: int, month: int, day: int, convert: Callable[[int, int, int], date] | None, short: bool
) -> date:
    """A day from its numbers; a year of two digits lies between 1969 and 2068, as POSIX has it."""
    if convert:
        return convert(year, month, day)
    if short:
        year += 1900 if year >= 69 else 2000
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"{year} is no year in which an article was published.")
    return date(year, month, day)


def _joined(day: date, time: re.Match[str] | None) -> str:
    """A day and its time in ISO 8601."""
    if time is None:
        return day.isoformat()
    hour, minute, second = int(time["hour"]), int(time["minute"]), int(time["second"] or 0)
    half = time.groupdict().get("half")
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(f"A clock of twelve hours has no hour {hour}.")
        hour = hour % 12 + (12 if half[0] == "p" or half in ("م", "مساء") else 0)
    moment = datetime(day.year, day.month, day.day, hour, minute, second)
    return moment.isoformat() + _zone(time["zone"])


def _zone(zone: str | None) -> str:
    """A zone as ISO 8601 writes it, or nothing."""
    zone = (zone or "").replace(" ", "")
    if not zone:
        return ""
    if zone in ZONES:
        minutes = ZONES[zone]
    else:
        digits = zone.lstrip("gmtuc+-").replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
        if minutes > 14 * 60 or int(digits[2:] or 0) > 59:
            raise ValueError(f"There is no zone {zone}.")
        minutes = -minutes if "-" in zone else minutes
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
