"""Passages: an article's body cut into runs of whole sentences of even length.

The cuts are chosen together (an optimal segmentation by dynamic programming, as Knuth and Plass break
paragraphs into lines), so that an article of 210 words becomes two halves and not 200 words and a rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from language.sentences import END_PUNCTUATION, sentence_spans

FEWEST_WORDS = 120
MOST_WORDS = 200
_IDEAL_WORDS = 150
# What a cut inside a paragraph costs, in the unit of the squared distance from the ideal length.
_CUT_INSIDE_PARAGRAPH = 0.05
_WORD = re.compile(r"\S+")
_CLAUSE_ENDS = '،,;؛:—–)]»”"।،'

Span = tuple[int, int]


def passages(body: str) -> list[Span]:
    """Where the passages of a body begin and end.

    Args:
        body: the cleaned body of an article.

    Returns:
        `(start, end)` pairs in order, without overlap and without white space at their ends; together they
        cover everything that is not white space. Each is a run of whole sentences of at most `MOST_WORDS`
        words, unless one sentence alone is longer: that one is cut at the ends of clauses, else at spaces.
    """
    if _is_short(body):
        first = len(body) - len(body.lstrip())
        last = len(body.rstrip())
        return [(first, last)] if first < last else []
    pieces = [piece for span in sentence_spans(body) for piece in _within_limit(body, *span)]
    words = [_count(body, start, end) for start, end in pieces]
    if sum(words) <= MOST_WORDS:
        return [(pieces[0][0], pieces[-1][1])]
    closes_paragraph = ["\n" in body[end:start] for (_, end), (start, _) in pairwise(pieces)]
    cuts = _cuts(words, [*closes_paragraph, True])
    return [(pieces[first][0], pieces[last - 1][1]) for first, last in pairwise(cuts)]


def _is_short(body: str) -> bool:
    """Whether a body is one passage however its sentences part it: an end may stand within a word."""
    words = len(body.split())
    return words <= MOST_WORDS and words + sum(map(body.count, END_PUNCTUATION)) <= MOST_WORDS


def _count(text: str, start: int, end: int) -> int:
    return len(text[start:end].split())


def _cuts(words: Sequence[int], closes_paragraph: Sequence[bool]) -> list[int]:
    """The cheapest way to cut a row of sentences into passages.

    Args:
        words: the words of each sentence, none above `MOST_WORDS`.
        closes_paragraph: whether a paragraph ends with the sentence.

    Returns:
        The indexes before which cuts are made, from 0 to the number of sentences.
    """
    totals = [0, *accumulate(words)]
    cheapest = [0.0]
    before = [0]
    for last in range(1, len(totals)):
        best, best_first = float("inf"), last - 1
        for first in range(last - 1, -1, -1):
            length = totals[last] - totals[first]
            if length > MOST_WORDS and first < last - 1:
                break
            cost = cheapest[first] + _cost(length)
            if cost < best:
                best, best_first = cost, first
        cheapest.append(best + (0.0 if closes_paragraph[last - 1] else _CUT_INSIDE_PARAGRAPH))
        before.append(best_first)
    cuts = [len(words)]
    while cuts[-1]:
        cuts.append(before[cuts[-1]])
    return cuts[::-1]


def _cost(words: int) -> float:
    """How far a passage is from the length that passages should have; too short costs most."""
    distance = (words - _IDEAL_WORDS) / _IDEAL_WORDS
    return distance * distance + (0.25 if words < FEWEST_WORDS / 2 else 0.0)


def _within_limit(body: str, start: int, end: int) -> list[Span]:
    """A sentence as it is, or cut into even pieces where it is longer than a passage may be."""
    if end - start <= MOST_WORDS:
        return [(start, end)]
    found = list(_WORD.finditer(body, start, end))
    pieces = []
    first = 0
    while len(found) - first > MOST_WORDS:
        parts = -(-(len(found) - first) // MOST_WORDS)
        ideal = first + (len(found) - first) // parts
        last = _clause_end(found, ideal, min(first + MOST_WORDS, ideal + 40))
        pieces.append((found[first].start(), found[last - 1].end()))
        first = last
    return [*pieces, (found[first].start(), found[-1].end())]


def _clause_end(words: Sequence[re.Match[str]], ideal: int, latest: int) -> int:
    """The end of a clause nearest to a place in a sentence, in words; else the place itself."""
    near = sorted(range(ideal - 40, latest + 1), key=lambda index: abs(index - ideal))
    return next((index for index in near if words[index - 1][0][-1] in _CLAUSE_ENDS), ideal)
