"""What the page itself says, in each language of the interface.

One file a language lies in `chat/texts/`; a test holds that all of them say the same things.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "texts"
FALLBACK: Final = "en"


@dataclass(frozen=True, slots=True)
class Texts:
    """The phrases of one interface language; call it with a phrase's key and its values.

    Attributes:
        language: ISO 639-1 code.
        name: of the language, in itself.
        direction: "rtl" or "ltr".
        months: twelve names, as they stand in a day ("14 января").
        months_alone: the same as they stand alone ("январь").
        language_names: what other languages are called, by code.
        phrases: everything else.
    """

    language: str
    name: str
    direction: str
    months: tuple[str, ...]
    months_alone: tuple[str, ...]
    language_names: Mapping[str, str]
    phrases: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The phrase `key` with its gaps filled.

        Raises:
            KeyError: there is no such phrase, or a gap has no value.
        """
        return self.phrases[key].format(**values)

    def language_name(self, code: str) -> str:
        """What the language `code` is called; the code itself where it has no name here."""
        return self.language_names.get(code, code)

    def day(self, published: str | None) -> str:
        """An ISO day or moment as people write the day, for example "14 January 2026"."""
        if not published:
            return self("undated")
        year, month, day = published[:10].split("-")
        return f"{int(day)} {self.months[int(month) - 1]} {year}"


@cache
def interface_languages() -> tuple[str, ...]:
    """The codes of the languages that the interface speaks, English first."""
    return tuple(
        sorted((file.stem for file in FOLDER.glob("*.toml")), key=lambda code: (code != FALLBACK, code))
    )


@cache
def texts_in(language: str) -> Texts:
    """The interface's texts in a language; in English where it does not speak that one."""
    if language not in interface_languages():
        language = FALLBACK
    phrases = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return Texts(
        language=language,
        name=phrases.pop("name"),
        direction=phrases.pop("direction"),
        months=tuple(phrases["months"]),
        months_alone=tuple(phrases.pop("months_alone", phrases.pop("months"))),
        language_names=phrases.pop("language_names"),
        phrases=phrases,
    )


def language_of_locale(locale: str | None) -> str:
    """The interface language for a browser's locale such as "ar-EG"; English where it does not speak it."""
    code = (locale or "").replace("_", "-").split("-")[0].lower()
    return code if code in interface_languages() else FALLBACK
