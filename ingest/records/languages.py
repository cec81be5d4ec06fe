"""What a field says of an article's language, as a code."""

from __future__ import annotations

import re

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*")
# ISO 639-1 as far as news is found in it; a field with anything else is not believed.
_CODES = frozenset(
    """
    af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it
    ja ka kk km kn ko ku ky lo lt lv mk ml mn mr ms my nb ne nl no pa pl ps pt ro ru sd si sk sl so
    sq sr sv sw ta te tg th tk tl tr ug uk ur uz vi yi zh
    """.split()  # noqa: SIM905  one of the codes a line would be a page
)
_THREE_LETTERS = {
    **{
        "ara": "ar",
        "eng": "en",
        "fra": "fr",
        "fre": "fr",
        "spa": "es",
        "deu": "de",
        "ger": "de",
        "tur": "tr",
    },
    **{
        "fas": "fa",
        "per": "fa",
        "pes": "fa",
        "heb": "he",
        "rus": "ru",
        "urd": "ur",
        "arb": "ar",
        "por": "pt",
    },
    **{"ita": "it", "ukr": "uk", "zho": "zh", "kur": "ku", "iw": "he"},
}
_NAMES = {
    **{"arabic": "ar", "english": "en", "french": "fr", "spanish": "es", "german": "de", "turkish": "tr"},
    **{"persian": "fa", "farsi": "fa", "hebrew": "he", "russian": "ru", "urdu": "ur", "italian": "it"},
    **{"portuguese": "pt", "chinese": "zh", "ukrainian": "uk", "kurdish": "ku", "dutch": "nl"},
    **{"العربية": "ar", "عربي": "ar", "عربية": "ar", "الإنجليزية": "en", "الفرنسية": "fr", "français": "fr"},
    **{"deutsch": "de", "español": "es", "castellano": "es", "türkçe": "tr", "فارسی": "fa", "עברית": "he"},
    **{"русский": "ru", "اردو": "ur", "anglais": "en", "arabe": "ar", "inglés": "en", "árabe": "ar"},
}


def language_code(value: str | None) -> str | None:
    """The ISO 639-1 code that a field means ("ar-EG", "ara" and "Arabic" are "ar"), or None."""
    name = (value or "").strip().lower()
    if name in _NAMES:
        return _NAMES[name]
    tag = _TAG.fullmatch(name)
    if not tag:
        return None
    code = _THREE_LETTERS.get(tag[1], tag[1])
    return code if code in _CODES else None
