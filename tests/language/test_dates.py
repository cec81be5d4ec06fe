from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hijridate import Hijri
from hypothesis import example, given
from hypothesis import strategies as st

from language.calendars import from_hijri, from_jalali
from language.dates import parse_published
from language.months import HIJRI_MONTHS, JALALI_MONTHS, MONTHS, MONTHS_OF

DAYS = st.dates(date(1970, 1, 1), date(2068, 12, 31))
LONG_YEARS = st.dates(date(1500, 1, 1), date(2199, 12, 31))
ZONES = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
MOMENTS = st.datetimes(datetime(1974, 1, 1), datetime(2099, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
EASTERN_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-01-14", "2026-01-14"),
        ("2026-01-14T18:30:00+02:00", "2026-01-14T18:30:00+02:00"),
        ("2026-01-14T18:30:00.123Z", "2026-01-14T18:30:00+00:00"),
        ("2026-01-14 18:30", "2026-01-14T18:30:00"),
        ("20260114T183000Z", "2026-01-14T18:30:00+00:00"),
        ("Wed, 14 Jan 2026 18:30:00 GMT", "2026-01-14T18:30:00+00:00"),
        ("Wed, 14 Jan 26 18:30 EST", "2026-01-14T18:30:00-05:00"),
        ("Wed Jan 14 18:30:00 EET 2026", "2026-01-14T18:30:00+02:00"),
        ("Wed Jan 14 2026 18:30:00 GMT+0200 (Eastern European Time)", "2026-01-14T18:30:00+02:00"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"),
        ("1768408200", "2026-01-14T16:30:00+00:00"),
        ("1768408200000", "2026-01-14T16:30:00+00:00"),
        ("٢٠٢٦/٠١/١٤", "2026-01-14"),
        ("14/01/2026", "2026-01-14"),
        ("3/4/2026", "2026-04-03"),
        ("01/14/2026", "2026-01-14"),
        ("14.01.2026", "2026-01-14"),
        ("Jan. 14, 2026 6:30 PM", "2026-01-14T18:30:00"),
        ("January 14th, 2026", "2026-01-14"),
        ("14 يناير 2026", "2026-01-14"),
        ("الأربعاء، ١٤ كانون الثاني/يناير ٢٠٢٦ - 6:30 مساءً", "2026-01-14T18:30:00"),
        ("14 كانون الثاني (يناير) 2026", "2026-01-14"),
        ("5 جويلية 2016", "2016-07-05"),
        ("14 جانفي 2017", "2017-01-14"),
        ("1 غشت 2017", "2017-08-01"),
        ("1er janvier 2026", "2026-01-01"),
        ("mercredi 14 janvier 2026 à 18h30", "2026-01-14T18:30:00"),
        ("14 de enero de 2026", "2026-01-14"),
        ("Mittwoch, 14. Januar 2026, 18:30 Uhr", "2026-01-14T18:30:00"),
        ("14 Ocak 2026 Çarşamba", "2026-01-14"),
        ("14 января 2026 г.", "2026-01-14"),
        ("14 בינואר 2026", "2026-01-14"),
        ("14 جنوری 2026ء", "2026-01-14"),
        ("۱۴ ژانویه ۲۰۲۶", "2026-01-14"),
        ("چهارشنبه ۲۴ دی ۱۴۰۴ ساعت ۱۸:۳۰", "2026-01-14T18:30:00"),
        ("1404/10/24", "2026-01-14"),
        ("25 رجب 1447 هـ", "2026-01-14"),
        ("25 رجب 1447 هـ الموافق 14 يناير 2026 م", "2026-01-14"),
        ("1447-07-25", "2026-01-14"),
    ],
)
def test_common_forms_are_read(value: str, expected: str) -> None:
    assert parse_published(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "   ",
        "unknown",
        "yesterday",
        "Monday",
        "أمس",
        "now",
        "14",
        "2026",
        "12 March",
        "January 2026",
        "2026-02-30",
        "31 February 2026",
        "30 اسفند 1404",
        "25:99 14 Jan 2026",
        "14 Jan 2026 18:30 +25:00",
        "2026-01-14T25:00:00",
        "20261340",
        "99/99/9999",
        "resolution 2735",
        "the 14 of cats 2026",
        "On 14 January 2026 the minister met an envoy",
        "call +1 202 555 0143",
        "192.168.10.11",
        "12345678901234567890",
        "١٤ قطط ٢٠٢٦",
        "14 January 2026 " * 20,
    ],
)
def test_what_is_no_date_stays_none(value: str) -> None:
    assert parse_published(value) is None


@given(st.text(max_size=40) | st.text("0123456789-/:. TZjanfebم٢هـ+", max_size=25))
def test_any_other_text_gives_a_true_iso_date_or_none(value: str) -> None:
    found = parse_published(value)
    assert found is None or datetime.fromisoformat(found)


@given(LONG_YEARS)
def test_iso_days_come_back(day: date) -> None:
    for text in (day.isoformat(), f"{day:%Y%m%d}" if day.year < 1900 or day.year > 1972 else day.isoformat()):
        assert parse_published(text) == day.isoformat()
    assert parse_published(day.isoformat().translate(EASTERN_DIGITS).replace("-", "/")) == day.isoformat()


@given(MOMENTS, ZONES)
def test_moments_keep_their_zone(moment: datetime, zone: timezone) -> None:
    aware = moment.replace(tzinfo=zone)
    assert parse_published(aware.isoformat()) == aware.isoformat()
    assert parse_published(format_datetime(aware)) == aware.isoformat()
    assert parse_published(moment.isoformat(" ")) == moment.isoformat()


@given(MOMENTS)
def test_seconds_since_1970_come_back(moment: datetime) -> None:
    aware = moment.replace(tzinfo=UTC)
    assert parse_published(str(int(aware.timestamp()))) == aware.isoformat()
    assert parse_published(str(int(aware.timestamp() * 1000))) == aware.isoformat()


@given(DAYS)
def test_numeric_days_are_read_day_first(day: date) -> None:
    for mark in "/.-":
        assert parse_published(f"{day.day}{mark}{day.month}{mark}{day.year}") == day.isoformat()
        assert (
            parse_published(f"{day.day:02}{mark}{day.month:02}{mark}{day.year % 100:02}") == day.isoformat()
        )


@given(
    DAYS, st.sampled_from([(name, month) for table in MONTHS_OF.values() for name, month in table.items()])
)
def test_every_months_name_in_every_language_comes_back(day: date, name_and_month: tuple[str, int]) -> None:
    name, month = name_and_month
    day = date(day.year, month, min(day.day, 28))
    for text in (
        f"{day.day} {name} {day.year}",
        f"{day.day}. {name.upper()} {day.year}",
        f"{day.day:02}-{name}-{day.year}",
        f"{name} {day.day}, {day.year}",
        f"{day.year} {name} {day.day}",
        f"{day.day} {name}، {day.year}".translate(EASTERN_DIGITS),
    ):
        assert parse_published(text) == day.isoformat(), text


@given(st.integers(1300, 1420), st.sampled_from(sorted(JALALI_MONTHS.items())), st.integers(1, 29))
def test_iranian_days_become_common_ones(year: int, month: tuple[str, int], day: int) -> None:
    assert parse_published(f"{day} {month[0]} {year}") == from_jalali(year, month[1], day).isoformat()


@given(st.integers(1343, 1500), st.sampled_from(sorted(HIJRI_MONTHS.items())), st.integers(1, 30))
@example(1343, ("رمضان", 9), 29)
def test_islamic_days_become_common_ones(year: int, month: tuple[str, int], day: int) -> None:
    """Eight months before 1365 have 28 or 31 days in the table of Umm al-Qura."""
    published = parse_published(f"{day} {month[0]} {year} هـ")
    if day <= Hijri(year, month[1], 1).month_length():
        assert published == from_hijri(year, month[1], day).isoformat()
    else:
        assert published is None
        with pytest.raises(ValueError, match="day must be in"):
            from_hijri(year, month[1], day)


@given(st.dates(date(1800, 1, 1), date(2200, 1, 1)))
def test_iranian_days_follow_each_other_without_gap(day: date) -> None:
    def jalali(of: date) -> tuple[int, int, int]:
        year = of.year - 621
        for candidate in (year, year - 1):
            for month in range(12, 0, -1):
                first = from_jalali(candidate, month, 1)
                if first <= of:
                    return candidate, month, (of - first).days + 1
        raise AssertionError(of)

    assert from_jalali(*jalali(day)) == day


@pytest.mark.parametrize(
    ("jalali", "common"),
    [
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1404, 10, 24), date(2026, 1, 14)),
    ],
)
def test_known_iranian_days(jalali: tuple[int, int, int], common: date) -> None:
    assert from_jalali(*jalali) == common


@pytest.mark.parametrize("days", [(1404, 12, 30), (1404, 7, 31), (1404, 13, 1), (1, 1, 1)])
def test_impossible_iranian_days_are_refused(days: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="Iranian"):
        from_jalali(*days)


def test_no_name_means_two_months() -> None:
    for language, table in MONTHS_OF.items():
        assert set(table.values()) == set(range(1, 13)), language
        assert all(MONTHS[name] == number for name, number in table.items())
    assert not MONTHS.keys() & JALALI_MONTHS.keys()
    assert not MONTHS.keys() & HIJRI_MONTHS.keys()
