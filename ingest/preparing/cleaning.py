"""What every title, name and body needs once, before anything counts its characters.

The text stays as it was written (no Unicode normalisation: a quotation must equal its source); only what no
reader sees or needs is taken out: control characters, invisible marks, superfluous white space. What stands
for letters is made into these letters: entities, the glyphs of old Arabic typesetting, words that a tatweel
stretches.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape
from html.entities import html5

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
# Controls, lone surrogates, noncharacters, soft hyphen, combining grapheme joiner, bidi marks and overrides,
# fillers, word joiner and invisible operators, byte order mark, interlinear marks, object replacement, marks
# of shorthand and music, tags.
_UNSEEN_CHARACTERS = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    r"\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffc\U0001bca0-\U0001bca3"
    rf"\U0001d173-\U0001d17a\U000e0000-\U000e007f{_NONCHARACTERS}"
)
_UNSEEN = re.compile(f"[{_UNSEEN_CHARACTERS}]")
_RARE = re.compile(rf"[\r\x0b\x0c\x85\u2028\u2029{_UNSEEN_CHARACTERS}]")
# Anything but letters, digits, punctuation, line feeds and the usual spaces of the ten languages.
_UNUSUAL = re.compile(
    r"[^\t\n -~\u00a0-\u00ac\u00ae-\u024f\u0400-\u04ff\u05d0-\u05ea\u060c-\u061b\u061f-\u063f\u0641-\u06ff"
    r"\u2010-\u2027\u2030-\u205e\u20ac]"
)
# Zero-width (non-)joiners shape words in Arabic script and in those of India; anywhere else they only hide.
_SHAPED = r"\u0620-\u06ff\u0750-\u077f\u0870-\u08ff\u0900-\u0dff\ufb50-\ufdff\ufe70-\ufefc"
_JOINERS = re.compile(rf"(?<![{_SHAPED}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_SHAPED}])")
_REPEATED_JOINERS = re.compile(r"([\u200c\u200d])[\u200c\u200d]+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_PRESENTATION_FORMS = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]")
# A tatweel stretches a word where letters stand on both sides, and the one before joins on: not in "1446 هـ",
# "الـ5", or where it does duty as a dash.
_JOINING = r"ئبتثجحخسشصضطظعغفقكلمنهيپچژڤکگھہیىے"
_MARKS = r"\u064b-\u065f\u0670\u06d6-\u06dc"
_LETTERS = r"\u0621-\u063a\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f"
_STRETCHING = re.compile(rf"(?<=[{_JOINING}{_MARKS}])\u0640+(?=[{_LETTERS}{_MARKS}])")
_OTHER_SPACES = re.compile(r"[^\S\n ]")
_SUPERFLUOUS = ("  ", " \n", "\n ", "\t", "\u00a0")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    r"""A body as it is stored: what offsets count.

    Args:
        text: the body as its reader gave it.

    Returns:
        The text with `\n` line ends, no entities, no character that is not seen (joiners between letters of
        Arabic script stay), Arabic in its ordinary letters, single spaces, at most one blank line in a row,
        no white space at the ends. Cleaning twice changes nothing.
    """
    # To look for what is rarely there costs a tenth of the passes that mend it.
    if "&" in text or _UNUSUAL.search(text):
        text = _shown(text)
    if any(map(text.__contains__, _SUPERFLUOUS)):
        text = "\n".join([" ".join(line.split()) for line in text.split("\n")])
    if "\n\n\n" in text:
        text = _BLANK_LINES.sub("\n\n", text)
    return text.strip()


@lru_cache(maxsize=4096)  # outlets and bylines come again and again
def clean_line(text: str) -> str:
    """A title, a name or a byline: cleaned, and on one line."""
    return " ".join(clean(text).split())


def _shown(text: str) -> str:
    """A text with the characters that it shows in their ordinary form, and no white space but usual ones."""
    text = _seen(text)
    # Text that was escaped more than once shows its entities only now; what they stand for may be unseen.
    while "&" in text and (decoded := _ENTITY.sub(_decoded, text)) != text:
        text = _seen(decoded)
    text = _PRESENTATION_FORMS.sub(_letters, text)
    if "\u0640" in text:
        text = _STRETCHING.sub("", text)
    return _OTHER_SPACES.sub(" ", text)


def _seen(text: str) -> str:
    if _RARE.search(text):
        text = _LINE_ENDS.sub("\n", text)
        text = _UNSEEN.sub("", text)
    if "\u200c" in text or "\u200d" in text:
        text = _REPEATED_JOINERS.sub(r"\1", _JOINERS.sub("", text))
    return text


def _decoded(entity: re.Match[str]) -> str:
    """What an entity stands for; one that is none ("&notes;") stays."""
    name = entity[0][1:]
    return unescape(entity[0]) if name[0] == "#" else html5.get(name, entity[0])


def _letters(form: re.Match[str]) -> str:
    """The letters that a glyph shows.

    Signs that are read as one (ﷺ, ﷽, the rial's ﷼, ornate parentheses) stay; a vowel mark comes without the
    space or the tatweel that carried it.
    """
    if form[0] in "ﷺﷻ﷼":
        return form[0]
    letters = unicodedata.normalize("NFKC", form[0])
    return letters if letters == form[0] else re.sub("[ \u0640]", "", letters)
