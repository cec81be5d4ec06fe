import re
import string
import tomllib
from pathlib import Path

import pytest

from chat import texts

ROOT = Path(__file__).parents[2]
SPECIAL = {"name", "direction", "months", "months_alone", "language_names"}


def phrases(language: str) -> dict[str, str]:
    table = tomllib.loads((texts.FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return {key: value for key, value in table.items() if key not in SPECIAL}


def gaps(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


@pytest.mark.parametrize("language", texts.interface_languages())
def test_every_language_says_the_same_things(language: str) -> None:
    english, other = phrases("en"), phrases(language)
    assert other.keys() == english.keys()
    assert {key: gaps(value) for key, value in other.items()} == {
        key: gaps(value) for key, value in english.items()
    }
    assert all(value.strip() for value in other.values())


@pytest.mark.parametrize("language", texts.interface_languages())
def test_every_language_has_twelve_months_and_names_for_all(language: str) -> None:
    table = texts.texts_in(language)
    assert len(set(table.months)) == len(set(table.months_alone)) == 12
    assert table.language_names.keys() == texts.texts_in("en").language_names.keys()
    assert table.direction == ("rtl" if language in {"ar", "fa", "he", "ur"} else "ltr")
    assert table("articles")


def test_every_phrase_is_used_and_every_used_phrase_exists() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "chat").glob("*.py"))
    quoted = set(re.findall(r"""["']([a-z_]+)["']""", code))
    assert set(phrases("en")) <= quoted
    assert set(re.findall(r"""texts\(["']([a-z_]+)["']""", code)) <= set(phrases("en"))


def test_the_interface_speaks_english_and_arabic() -> None:
    assert {"en", "ar"} <= set(texts.interface_languages())


@pytest.mark.parametrize(
    ("locale", "language"),
    [("ar-EG", "ar"), ("en-US", "en"), ("pt-BR", "en"), (None, "en"), ("", "en"), ("AR_eg", "ar")],
)
def test_the_browser_s_language_is_taken_where_it_is_spoken(locale: str | None, language: str) -> None:
    assert texts.language_of_locale(locale) == language


def test_a_day_is_written_as_people_write_it() -> None:
    assert texts.texts_in("en").day("2026-01-14T18:30:00+02:00") == "14 January 2026"
    assert texts.texts_in("ar").day("2026-01-04") == "4 يناير 2026"
    assert texts.texts_in("en").day(None) == "No date"
