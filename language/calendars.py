"""Days of the Iranian solar and the Islamic lunar calendar as days of the common one."""

from __future__ import annotations

from datetime import date, timedelta

_NOWRUZ_1178 = date(1799, 3, 21)
_FIRST_JALALI_YEAR = 1178
_LAST_JALALI_YEAR = 1633


def is_jalali_leap(year: int) -> bool:
    """Whether a year of the Iranian calendar has 366 days, by the cycle of 33 years.

    The cycle agrees with the astronomical calendar for the years 1178 to 1633 (1799 to 2255).
    """
    return (25 * year + 11) % 33 < 8


def from_jalali(year: int, month: int, day: int) -> date:
    """A day of the Iranian solar calendar.

    Raises:
        ValueError: if there is no such day, or the year lies outside 1178 to 1633.
    """
    if not _FIRST_JALALI_YEAR <= year <= _LAST_JALALI_YEAR or not 1 <= month <= 12:
        raise ValueError(f"The Iranian calendar is known here for 1178 to 1633, not for {year}-{month}.")
    length = 31 if month <= 6 else 30 if month < 12 or is_jalali_leap(year) else 29
    if not 1 <= day <= length:
        raise ValueError(f"Month {month} of the Iranian year {year} has {length} days, not {day}.")
    years = range(_FIRST_JALALI_YEAR, year)
    days = 365 * len(years) + sum(map(is_jalali_leap, years))
    days += 31 * (month - 1) - max(0, month - 7) + day - 1
    return _NOWRUZ_1178 + timedelta(days=days)


def from_hijri(year: int, month: int, day: int) -> date:
    """A day of the Islamic calendar of Umm al-Qura (1343 to 1500), which Saudi Arabia publishes.

    Where the month is counted by sight of the moon the true day may lie a day or two beside it.

    Raises:
        ValueError: if there is no such day in the calendar.
    """
    from hijridate import Hijri

    try:
        found = Hijri(year, month, day).to_gregorian()
    except OverflowError as error:
        raise ValueError(f"The Umm al-Qura calendar has no year {year}.") from error
    return date(found.year, found.month, found.day)
