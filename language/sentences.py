"""Sentences: where each one begins and ends in a text, exactly.

One regular expression finds every place where a sentence may end; a few rules, tables of abbreviations and
the look of the neighbours decide whether it does. The rules are the same for all languages, so that nobody
has to say which one a text is in, or whether it is only one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from language.abbreviations import (
    ABBREVIATIONS,
    BEFORE_NUMBERS,
    BEFORE_ORDINALS,
    ORDINAL_NOUNS,
    STARTERS,
    TITLES,
)
from language.wrapping import find_wrapping

END_PUNCTUATION = ".!?؟۔…。！？｡‼⁇⁈⁉"
"""No sentence ends within a line but at one of these."""

# End punctuation with the closing quotes and brackets that hang on it, or a line break.
_CANDIDATE = re.compile(
    rf"""(?P<stop>[{END_PUNCTUATION}]+(?:[ ][.!?…]+)*)
        (?P<closers>["'”’“»›«)\]）」』]*(?:\[\d{{1,3}}\])*(?:[ \u00a0\u202f][»›](?=\s|$|[.,،;؛]))?)
        (?P<space>\s*)
      | [\n\r\u2028\u2029\x0b\x0c\x85]\s*""",
    re.VERBOSE,
)
_OPENERS = "\"'“‘«„‚‹([{¿¡—–-•*»"
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»„()\[\]،,;؛:/]+$")
_WORD_AFTER = re.compile(r"[\"'“‘«„(\[¿¡]*(?P<word>[^\W\d_]+)")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_SELF_ENDING = frozenset("؟۔。！？｡")
_LINE_BREAK = re.compile(r"[\n\r\u2028\u2029\x0b\x0c\x85]")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as offsets.

    A line break ends a sentence, except in a text whose lines are wrapped at a fixed width, where only a
    blank or an indented line does.

    Args:
        text: any text in any of the languages, or in several.

    Returns:
        `(start, end)` pairs in order, without overlap, none with white space at its ends; together they
        cover every character that is not white space.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end in (*_ends(text), len(text)):
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            first = start + len(piece) - len(piece.lstrip())
            spans.append((first, first + len(stripped)))
        start = end
    return spans


def _ends(text: str) -> Iterator[int]:
    """The offsets behind the sentences, before the white space that follows them."""
    wrapping = find_wrapping(text)
    for match in _CANDIDATE.finditer(text):
        stop = match["stop"]
        first, last = match.span("space") if stop else match.span()
        broken = not stop or _LINE_BREAK.search(text, first, last) is not None
        parted = broken and not (wrapping and wrapping.joins(text, first, last))
        if parted or (stop and _is_end(text, match.start(), stop, match["closers"], last)):
            yield first


def _is_end(text: str, start: int, stop: str, closers: str, after: int) -> bool:
    """Whether end punctuation within a line ends a sentence.

    Args:
        text: the whole text.
        start: where the punctuation begins.
        stop: the punctuation.
        closers: the closing quotes and brackets behind it.
        after: the offset behind the white space that follows.
    """
    if after >= len(text):
        return True
    following = _first_letter(text, after)
    if start + len(stop) + len(closers) == after:
        return _is_end_without_space(text, start, stop, closers, following)
    if following.islower() or text[after] in ",،;؛:":
        return False
    if stop == "..":
        return bool(following) and following.isupper()
    if stop != ".":
        return True
    return not _is_abbreviation(text, start, after, closers)


def _is_end_without_space(text: str, start: int, stop: str, closers: str, following: str) -> bool:
    """Whether punctuation that touches the next word ends a sentence: the writer forgot the space."""
    after = text[start + len(stop) + len(closers)]
    if not after.isalpha() and after not in '"“«':
        return False
    if _SELF_ENDING.intersection(stop):
        return True
    before = text[max(0, start - 3) : start]
    return (
        stop[0] in ".!" and len(before) == 3 and all(map(_is_uncased, before + following)) and bool(following)
    )


def _is_uncased(character: str) -> bool:
    """Whether a character is a letter of a script without capitals."""
    return character.isalpha() and character.lower() == character.upper()


def _first_letter(text: str, position: int) -> str:
    """The first character of what follows, past opening quotes and brackets; empty at the end."""
    for character in text[position : position + 8]:
        if character not in _OPENERS and not character.isspace():
            return character
    return ""


def _is_abbreviation(text: str, start: int, after: int, closers: str) -> bool:
    """Whether a single full stop belongs to the word before it and ends no sentence."""
    found = _WORD_BEFORE.search(text, max(0, start - 24), start)
    if not found or closers:
        return False
    word = found[0].lower()
    if word in TITLES or (word in BEFORE_NUMBERS and text[after].isdecimal()):
        return True
    following = _WORD_AFTER.match(text, after)
    next_word = following["word"].lower() if following else ""
    if word.isdecimal():
        return _is_ordinal(text, found.start(), word, next_word)
    if word in ABBREVIATIONS or ("." in word and _DOTTED.fullmatch(word)):
        return next_word not in STARTERS
    return len(word) == 1 and _is_initial(text, found.start())


def _is_initial(text: str, start: int) -> bool:
    """Whether one letter with a full stop is a name's initial or a title (د.), not the end of a sentence."""
    if not text[start].isalpha() or text[start].islower():
        return False
    before = text[max(0, start - 8) : start].rstrip()
    # "2016 م." and "1447 ه." name the calendar and may well end the sentence.
    return not (before and before[-1].isdecimal())


def _is_ordinal(text: str, start: int, number: str, next_word: str) -> bool:
    """Whether a number with a full stop counts something ("14. Januar", "1. The item" at a line's start)."""
    if len(number) > 2:
        return False
    before = text[max(0, start - 24, text.rfind("\n", 0, start) + 1) : start].split()
    if not before:
        return True
    return next_word in ORDINAL_NOUNS or (before[-1].lower() in BEFORE_ORDINALS and next_word not in STARTERS)
