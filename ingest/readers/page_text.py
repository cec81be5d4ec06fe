"""Text that was set in pages and lines, made into paragraphs again."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_PRESENTATION_FORMS = re.compile(r"[\ufb1d-\ufdff\ufe70-\ufefc\ufb00-\ufb06]+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page\s+|صفحة\s+|ص\s+)?\d{1,4}(?:\s*(?:/|of|de|من|von)\s*\d{1,4})?\W*$", re.IGNORECASE
)
_ENDS = frozenset('.!?؟۔:…"”»)')
_HYPHENS = ("-", "\u2010", "\u00ad")
_FEWEST_PAGES = 3
# A line this much shorter than the longest ends a paragraph, if a sentence ends there.
_FULL = 0.75


def joined(pages: Sequence[str]) -> str:
    """One text out of many pages.

    What repeats at the head or foot of pages goes, and page numbers; words that were hyphenated at a line's
    end are joined, and so are the lines of a paragraph. Arabic and Latin presentation forms become letters.
    """
    split = [[line.strip() for line in _letters(page).splitlines() if line.strip()] for page in pages]
    repeated = _repeated(split)
    lines = [line for page in split for line in _without_margins(page, repeated)]
    width = max(map(len, lines), default=0)
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on:
            paragraphs[-1] = _joint(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        goes_on = len(line) >= _FULL * width or line.endswith(_HYPHENS)
        if line[-1] in _ENDS and len(line) < 0.95 * width:
            goes_on = False
    return "\n".join(paragraphs)


def _letters(text: str) -> str:
    """A text without presentation forms, in which many PDF files write Arabic."""
    return _PRESENTATION_FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    """The lines that head or foot more than half of the pages."""
    if len(pages) < _FEWEST_PAGES:
        return set()
    counts = Counter(line for page in pages for line in {*page[:1], *page[-1:]})
    return {line for line, count in counts.items() if count > len(pages) / 2}


def _without_margins(page: Sequence[str], repeated: set[str]) -> Sequence[str]:
    start, end = 0, len(page)
    while start < end and (page[start] in repeated or _PAGE_NUMBER.match(page[start])):
        start += 1
    while end > start and (page[end - 1] in repeated or _PAGE_NUMBER.match(page[end - 1])):
        end -= 1
    return page[start:end]


def _joint(before: str, line: str) -> str:
    """A paragraph and its next line; a word that was parted by a hyphen is one again."""
    if before.endswith(_HYPHENS) and len(before) > 1 and before[-2].isalpha() and line[0].islower():
        return before[:-1] + line
    return f"{before} {line}"
