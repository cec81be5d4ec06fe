"""What every title and body needs once, before anything counts its characters.

The text stays as it was written (no Unicode normalisation: a quotation must equal its source); only what no
reader sees or needs is taken out: control characters, invisible marks, superfluous white space.
"""

from __future__ import annotations

import re

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls, lone surrogates, noncharacters, soft hyphen, combining grapheme joiner, bidi marks and overrides,
# word joiner and invisible operators, byte order mark, interlinear marks, object replacement, tags.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f]"
)
# Zero-width (non-)joiners shape words in Arabic script, and emoji; anywhere else they only hide.
_JOINERS = re.compile(
    r"(?<![\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc])[\u200c\u200d]+"
    r"|[\u200c\u200d]+(?![\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc])"
)
_REPEATED_JOINERS = re.compile(r"([\u200c\u200d])[\u200c\u200d]+")
_SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_SPACES_AT_LINES = re.compile(r" *\n *")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    r"""A body as it is stored: what offsets count.

    Args:
        text: the body as its reader gave it.

    Returns:
        The text with `\n` line ends, no character that is not seen (joiners between letters of Arabic script
        stay), single spaces, at most one blank line in a row, no white space at the ends. Cleaning twice
        changes nothing.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _UNSEEN.sub("", text)
    if "\u200c" in text or "\u200d" in text:
        text = _REPEATED_JOINERS.sub(r"\1", _JOINERS.sub("", text))
    text = _SPACES.sub(" ", text)
    text = _SPACES_AT_LINES.sub("\n", text)
    return _BLANK_LINES.sub("\n\n", text).strip()


def clean_line(text: str) -> str:
    """A title, a name or a byline: cleaned, and on one line."""
    return " ".join(clean(text).split())
