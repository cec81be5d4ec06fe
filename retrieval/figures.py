"""Where two texts that read alike name different figures: that is another story, or a correction.

Monday's strike and Tuesday's, this quarter's earnings and the last one's are told in the same words. What
differs is a number, a weekday or a month in the same surroundings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from language.months import MONTHS
from language.time_words import TIME_WORDS
from language.word_sets import word_set

if TYPE_CHECKING:
    from language.static_model import StaticModel

WEEKDAYS: Final = word_set(
    "monday tuesday wednesday thursday friday saturday sunday",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье",
    "الاثنين الإثنين اثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "دوشنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه",
    "שני שלישי רביעי חמישי שישי שבת ראשון",
    "پیر منگل بدھ جمعرات ہفتہ اتوار",
)
"""The days of the week in the model's ten languages, as news writes them."""

CONTEXT: Final = 2
"""Tokens before or behind a figure that make its surroundings: with one, half of all figures stood in some
other figure's place."""

Context = tuple[int, ...]
Figure = frozenset[int]


def figures_of(tokens: NDArray[np.uint32], static_model: StaticModel) -> dict[Context, list[Figure]]:
    """Each figure of a text by what stands before it and by what stands behind it.

    Args:
        tokens: of the text, in order.
        static_model: whose tokens they are.
    """
    told = _told_apart(static_model)
    ids = [token for token in tokens.tolist() if told(token) != _ARTICLE]
    result: dict[Context, list[Figure]] = {}
    for start, end in _runs(ids, told):
        figure = frozenset(ids[start:end])
        before, behind = ids[max(0, start - CONTEXT) : start], ids[end : end + CONTEXT]
        if len(before) == CONTEXT:
            result.setdefault((-1, *before), []).append(figure)
        if len(behind) == CONTEXT:
            result.setdefault((1, *behind), []).append(figure)
    return result


def contradict(one: dict[Context, list[Figure]], other: dict[Context, list[Figure]]) -> bool:
    """Whether somewhere the same surroundings hold another figure; "16 May" agrees with "16 May 2017"."""
    return any(
        not any(a <= b or b <= a for a in one[context] for b in other[context])
        for context in one.keys() & other.keys()
    )


def numbers_of(tokens: NDArray[np.uint32], static_model: StaticModel) -> frozenset[int]:
    """The tokens of a text that are numbers; the tokenizer writes the digits of all scripts alike.

    Single digits are left out: they are often written as words, and stand in most texts.
    """
    told = _told_apart(static_model)
    return frozenset(
        token
        for token in set(tokens.tolist())
        if told(token) == _NUMBER and len(static_model.token_text(token)) > 1
    )


def _runs(ids: list[int], told: Callable[[int], int]) -> Iterator[tuple[int, int]]:
    """Where figures begin and end: tokens of a figure that follow one another are one."""
    place = 0
    for figure, run in groupby(ids, key=lambda token: told(token) > 0):
        length = len(list(run))
        if figure:
            yield place, place + length
        place += length


_NUMBER, _NAME, _ARTICLE = 2, 1, -1


def _number_words() -> Iterator[str]:
    """Two, three and so on; "one" and "few" are said of too much else, and "on" is ten in Turkish only."""
    for words in TIME_WORDS.values():
        yield from (
            word for word, number in words.numbers.items() if number > 1 and len(word) > 2 and word.isalpha()
        )


@lru_cache(maxsize=4)
def _told_apart(static_model: StaticModel) -> Callable[[int], int]:
    """What tells a model's tokens apart: a number, the name of a day or month, or any other word.

    The tokenizer cuts some Arabic names of days into article and name and leaves others whole, so the article
    is passed over.
    """
    names = [ids.tolist() for ids in static_model.token_ids([*WEEKDAYS, *MONTHS, *_number_words()])]
    known = {ids[0]: _ARTICLE for ids in names if len(ids) == 2}
    known |= {ids[-1]: _NAME for ids in names if 0 < len(ids) <= 2}

    def told(token: int) -> int:
        kind = known.get(token)
        if kind is None:
            kind = known[token] = _NUMBER if static_model.token_text(token)[:1].isdecimal() else 0
        return kind

    return told
