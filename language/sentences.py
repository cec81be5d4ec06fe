"""Sentences: where each one begins and ends in a text, exactly.

One regular expression finds every place where a sentence may end; a few rules, tables of abbreviations and
the look of the neighbours decide whether it does. The rules are the same for all languages, so that nobody
has to say which one a text is in, or whether it is only one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from language.abbreviations import ABBREVIATIONS, STARTERS, TITLES
from language.word_sets import word_set

# End punctuation with the closing quotes and brackets that hang on it, or a line break.
_CANDIDATE = re.compile(
    r"""(?P<stop>[.!?؟۔…。！？｡‼⁇⁈⁉]+)
        (?P<closers>["'”’“»›«)\]）」』]*(?:[ \u00a0\u202f][»›](?=\s|$|[.,،;؛]))?)
        (?P<space>\s*)
      | [^\S\n]*(?:\r?\n|[\r\u2028\u2029\x0b\x0c\x85])\s*""",
    re.VERBOSE,
)
_OPENERS = "\"'“‘«„‚‹([{¿¡—–-•*»"
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»„()\[\]،,;؛:/]+$")
_SELF_ENDING = frozenset("؟۔。！？｡")
_LINE_BREAK = re.compile(r"[\n\r\u2028\u2029\x0b\x0c\x85]")
_LONGEST_WRAPPED_LINE = 100
_SHORTEST_WRAPPED_LINE = 40


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
    width = _wrap_width(text)
    for match in _CANDIDATE.finditer(text):
        stop = match["stop"]
        if stop is None:
            if not (width and _is_wrapped(text, match.start(), match.end(), match[0], width)):
                yield match.start()
            continue
        space = match["space"]
        end = match.start("space")
        breaks = _LINE_BREAK.findall(space)
        if (breaks and not (width and len(breaks) == 1 and space[-1:] == breaks[-1])) or _is_end(
            text, match.start(), stop, match["closers"], space, match.end()
        ):
            yield end


def _wrap_width(text: str) -> int:
    """The width at which the lines of a text are wrapped, or 0 where line breaks separate paragraphs."""
    if text.count("\n") < 2:
        return 0
    lines = text.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    if not _SHORTEST_WRAPPED_LINE <= width <= _LONGEST_WRAPPED_LINE:
        return 0
    joints = full = unfinished = 0
    for line, following in zip(lines, lines[1:], strict=False):
        if not line.strip() or not following.strip() or following[0].isspace():
            continue
        joints += 1
        full += _is_full(line, following, width)
        unfinished += line.rstrip()[-1] not in '.!?؟۔:"”»'
    wrapped = full >= 0.6 * joints and unfinished >= 0.5 * joints
    return width if joints >= 2 and wrapped else 0


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line would not have fitted into this one (some slack allowed)."""
    return len(line.rstrip()) + 1 + len(following.split(None, 1)[0]) >= width - 8


def _is_wrapped(text: str, start: int, end: int, white: str, width: int) -> bool:
    """Whether a line break is one that only keeps the lines short."""
    if white.count("\n") != 1 or not white.endswith("\n") or end >= len(text):
        return False
    line = text[text.rfind("\n", 0, start) + 1 : start]
    following = text[end : end + width]
    return bool(following.strip()) and (_is_full(line, following, width) or following[0].islower())


def _is_end(text: str, start: int, stop: str, closers: str, space: str, after: int) -> bool:
    """Whether end punctuation within a line ends a sentence.

    Args:
        text: the whole text.
        start: where the punctuation begins.
        stop: the punctuation.
        closers: the closing quotes and brackets behind it.
        space: the white space behind those.
        after: the offset behind the white space.
    """
    if after >= len(text):
        return True
    following = _first_letter(text, after)
    if not space:
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
    word = found[0]
    following = _WORD_AFTER.match(text, after)
    next_word = following[0] if following else ""
    if word.lower() in TITLES:
        return True
    if word.isdecimal():
        return _is_ordinal(text, found.start(), word, next_word)
    if len(word) == 1 and word.isalpha():
        return _is_initial(text, found.start(), word)
    if word.lower() in ABBREVIATIONS or ("." in word and _DOTTED.fullmatch(word)):
        return next_word.lower() not in STARTERS
    return False


_WORD_AFTER = re.compile(r"[\"'“‘«„(\[¿¡]*(?P<word>[^\W\d_]+)")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")


def _is_initial(text: str, start: int, letter: str) -> bool:
    """Whether one letter with a full stop is a name's initial or a title (د.), not the end of a sentence."""
    if letter.islower() and not _is_uncased(letter):
        return False
    before = text[max(0, start - 8) : start].rstrip()
    # "2016 م." and "1447 هـ." name the calendar and may well end the sentence.
    return not (before and before[-1].isdecimal())


def _is_ordinal(text: str, start: int, number: str, next_word: str) -> bool:
    """Whether a number with a full stop counts something ("14. Januar", "1. The item" at a line's start)."""
    if len(number) > 2:
        return False
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return not line.strip() or next_word.lower() in _COUNTED


_COUNTED = word_set(
    "januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert "
    "jahrhunderts bundesliga jahrestag weltkrieg weltkriegs platz klasse stock spieltag ocak "
    "şubat mart nisan "
    "mayıs haziran temmuz ağustos eylül ekim kasım aralık"
)
