"""Boilerplate in the bodies of articles: lines that belong to the page and not to the story.

Only whole lines go, and only those that are known to be nothing else: precision counts more than recall, as
what is taken out can no longer be found, and what is left in only disturbs. A dateline ("CAIRO (AFP) - …")
stays, for it says where; a byline with a name and a line that names the source stay as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.preparing.boilerplate_phrases import (
    AGENCIES,
    ALONE,
    CALL_WORDS,
    CALLS,
    CONSENT,
    CONSENT_WORDS,
    CREDITS,
    POINTERS,
    RIGHTS,
    STAFF,
    Phrases,
)
from language.folding import fold

_LONGEST = 250
"""Characters; a longer line is a paragraph of the story."""
_MOST_WORDS_IN_HEADLINE = 25
_MOST_WORDS_IN_CREDIT = 8
_MOST_WORDS_IN_RIGHTS = 16
_SENTENCE_ENDS = '.!?؟۔…"”»)]'
_DECORATION = " \t*•·▪►▶→←>»«|#_-–—:!"


@dataclass(frozen=True, slots=True)
class Stripped:
    """A body without boilerplate.

    Attributes:
        body: what is left of it; cleaned, if the body was.
        lines: how many lines were taken out.
    """

    body: str
    lines: int


def _any_of(*tables: Phrases) -> str:
    """A pattern for one of the phrases, folded; the longest that fits."""
    folded = {fold(phrase) for table in tables for phrases in table.values() for phrase in phrases}
    return "|".join(sorted((_spaced(phrase) for phrase in folded), key=len, reverse=True))


def _spaced(phrase: str) -> str:
    """A folded phrase as a pattern, with anything in place of its "…" (which is folded to three dots)."""
    return re.escape(phrase).replace(r"\.\.\.", ".+").replace(r"\ ", r"\s+")


def _calls() -> Iterable[str]:
    # Words may carry "and" or "in" before them (Arabic, Hebrew), or an ending behind an apostrophe (Turkish).
    words = rf"(?:[\s,،.&/|!-]*[وبוב]?(?:{_any_of(CALL_WORDS)})(?:'\w{{1,3}})?(?!\w))*"
    for phrases in CALLS.values():
        for phrase in phrases:
            before, after = map(fold, phrase.partition("…")[::2])
            if after:
                yield rf"{_spaced(before.strip())}{words}\s+{_spaced(after.strip())}"
            else:
                # The first word may follow at once: "עקבו אחרינו בפייסבוק".
                yield rf"{_spaced(before)}(?!\w){words}"


_AGENCY = rf"(?:{_any_of(AGENCIES)})(?:\s+(?:photo|pool|file))?"
_AGENCY_LIST = rf"{_AGENCY}(?:\s*(?:[/,،+&-]|via|and)\s*{_AGENCY})*"

_POINTER = re.compile(rf"(?:{_any_of(POINTERS)})\s*(?:(?:[:|»›>]|\.\.+|…|\s[–—-]\s)\s*(?P<headline>.*))?")
_CREDIT = re.compile(rf"(?:{_any_of(CREDITS)})\s*[:|]\s*(?P<name>.+)")
_PHOTO_BY = re.compile(r"(?:Photos?|Photograph|Picture)s? [Bb]y(?: [A-Z][\w.'’-]*| [/&]){1,6}")
_ALONE = re.compile(rf"{_any_of(ALONE)}|(?:{_any_of(RIGHTS)})\.?")
_CALL = re.compile(rf"(?:{'|'.join(_calls())})\.?")
_CONSENT = re.compile(rf"(?:{_any_of(CONSENT)})(?!\w).*(?:{_any_of(CONSENT_WORDS)})(?!\w).*")
_RIGHTS = re.compile(
    rf"(?:©|(?:\(c\)|copyright)\s*\d{{4}}|copyright\s+(?:©|\(c\))).*"
    rf"|(?:{_any_of(RIGHTS)}).*(?:©|\(c\)|copyright).*"
    rf"|.*(?:©|\(c\)|\d{{4}}).*(?:{_any_of(RIGHTS)})\.?"
)
_IN_BRACKETS = re.compile(rf"(?:[(\[]\s*{_AGENCY_LIST}\s*[)\]]|[-–—]\s*{_AGENCY_LIST}\s*[-–—])\.?")
_STAFF = re.compile(rf"\((?:{_any_of(STAFF)})(?!\w).+\)\.?")
_SIGNATURE = re.compile(rf"{_AGENCY}(?:\.{{2,}}|…)?")


_FIRST_WORD = re.compile(r"\w+")
_FIRST_WORDS = frozenset(
    word[0]
    for table in (POINTERS, CREDITS, ALONE, RIGHTS, CALLS, CONSENT, STAFF, AGENCIES)
    for phrases in table.values()
    for phrase in phrases
    for word in [_FIRST_WORD.search(fold(phrase))]
    if word
) | {"photo", "photos", "photograph", "photographs", "picture", "pictures"}
"""What a line of any kind begins with, but for those that name rights."""
_LAST_WORDS_OF_RIGHTS = tuple(fold(phrase).split()[-1] for phrases in RIGHTS.values() for phrase in phrases)


def without_boilerplate(body: str) -> Stripped:
    """A body without the lines that are no part of its story.

    Args:
        body: cleaned.

    Returns:
        What is left, and how many lines were taken out. A body that would lose more than half of its words
        stays as it is.
    """
    lines = body.split("\n")
    kept = [line for line in lines if not (line and is_boilerplate(line))]
    while kept and (not kept[-1] or _is_signature(kept)):
        kept.pop()
    if len(kept) == len(lines):
        return Stripped(body, 0)
    rest = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")
    if 2 * len(rest.split()) < len(body.split()):
        return Stripped(body, 0)
    return Stripped(rest, sum(map(bool, lines)) - sum(map(bool, kept)))


def is_boilerplate(line: str) -> bool:
    """Whether a line is boilerplate wherever in a body it stands."""
    if len(line) > _LONGEST:
        return False
    folded = fold(line).strip()
    first = _FIRST_WORD.search(folded)
    if not (first and first[0] in _FIRST_WORDS) and not _may_name_rights(folded):
        return False
    plain = folded.strip(_DECORATION)
    return bool(
        _ALONE.fullmatch(plain)
        or _CALL.fullmatch(plain)
        or _IN_BRACKETS.fullmatch(folded)
        or _STAFF.fullmatch(folded)
        or _CONSENT.fullmatch(plain)
        or _PHOTO_BY.fullmatch(line.strip())
        or _is_pointer(folded)
        or _is_credit(folded)
        or (_RIGHTS.fullmatch(folded) and len(folded.split()) <= _MOST_WORDS_IN_RIGHTS)
    )


def _may_name_rights(folded: str) -> bool:
    """Whether a line says what every line about rights says; a quick look."""
    return (
        "©" in folded
        or "(c)" in folded
        or "copyright" in folded
        or folded.rstrip(".").endswith(_LAST_WORDS_OF_RIGHTS)
    )


def _is_pointer(folded: str) -> bool:
    """Whether a line leads to another article; a headline ends without a full stop, a sentence does not."""
    found = _POINTER.fullmatch(folded.lstrip(_DECORATION))
    headline = (found["headline"] or "") if found else ""
    return (
        bool(found) and not headline.endswith((".", "۔")) and len(headline.split()) <= _MOST_WORDS_IN_HEADLINE
    )


def _is_credit(folded: str) -> bool:
    found = _CREDIT.fullmatch(folded.strip("()[] "))
    return bool(
        found
        and not found["name"].endswith((".", "۔"))
        and len(found["name"].split()) <= _MOST_WORDS_IN_CREDIT
    )


def _is_signature(lines: list[str]) -> bool:
    """Whether an agency signs in the last line; the last word of a text that was wrapped does not."""
    last, before = lines[-1], lines[-2] if len(lines) > 1 else ""
    signed = _SIGNATURE.fullmatch(fold(last).strip())
    return bool(signed) and (last.isupper() or not before or before.endswith(tuple(_SENTENCE_ENDS)))
