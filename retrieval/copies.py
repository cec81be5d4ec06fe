"""Whether two articles are copies of one text: word for word in one language, or one the other's translation.

Word for word is told by shingles, runs of tokens that both hold (Broder, 1997, "On the resemblance and
containment of documents"), and by three things that news teaches: a copy keeps its lead, while a follow-up
brings the old story as background; it keeps its figures; and it runs within days. A translation is told by
its words: nearly every word of either answers to a word of the other.

The thresholds were set while reading pairs of both real archives, so the figures that `python -m evaluation
stories` prints are not held out; docs/decisions/0004-stories.md has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from retrieval.figures import Context, Figure, contradict, figures_of, numbers_of

if TYPE_CHECKING:
    from language.embedding import FloatArray
    from language.static_model import StaticModel

SHINGLE: Final = 3
"""Tokens in a shingle."""

COVERED: Final = 0.9
"""The part of the shorter text's tokens that stand in shingles of the longer. Set by reading pairs:
different stories of the real archives were seen up to .89."""

SHORT: Final = 50
"""Below so many tokens one exchanged name is less than a tenth of a text."""

SHORT_COVERED: Final = 0.95
"""What a shorter text than that has to share."""

FEWEST: Final = 14
"""Tokens below which a text says too little to be told from another."""

MUCH: Final = 0.65
"""The part of the longer text from which on it is no follow-up, wherever the new words stand."""

LEAD: Final = 40
"""Tokens at the beginning that say what is new."""

LEAD_COVERED: Final = 0.7
"""The part of the longer text's lead that stands in the shorter."""

BYLINE: Final = 16
"""Tokens at either end that may be an agency's line, but never more than an eighth of a text."""

HEAVIEST: Final = 96
"""The words by which two texts of different languages are compared, those that matter most."""

OPENING: Final = 400
"""Tokens of an article that are compared with a translation's: what begins alike and is as long goes on."""

ANSWERED: Final = 0.49
"""How well the words of either text are answered by the other's, at least. The nearest paragraphs of one
article reach .45, two outlets' reports of one event in the samples .46."""

SAME_NUMBERS: Final = 0.5
"""The part of both texts' numbers that both have; some are written as words in one of them."""

FEWEST_TRANSLATED: Final = 50
"""Tokens below which a text has too few words to be known again in another language."""

LENGTHS: Final = 2.0
"""How many times as long as the other a translation may be; in XQuAD-R at most 1.6."""

Shingles = NDArray[np.uint64]
Mask = NDArray[np.bool_]
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Text:
    """The body of an article, to be compared with others.

    Attributes:
        tokens: in order.
        shingles: its runs of `SHINGLE` tokens as numbers, sorted, each once.
        figures: its numbers and names of days with what stands round them.
    """

    tokens: NDArray[np.uint32]
    shingles: Shingles
    figures: dict[Context, list[Figure]]

    @classmethod
    def of(cls, tokens: NDArray[np.uint32], static_model: StaticModel) -> Text:
        """Read a text from its tokens."""
        return cls(tokens, np.unique(shingles_of(tokens)), figures_of(tokens, static_model))


@dataclass(frozen=True, slots=True)
class Words:
    """The opening of an article, to be compared with one of another language.

    Attributes:
        size: of the whole article, in tokens.
        numbers: the tokens of the opening that are numbers.
        units: the unit vectors of its `HEAVIEST` weightiest distinct tokens, shape (n, d).
        weights: how much each matters, shape (n,), summing to 1.
    """

    size: int
    numbers: frozenset[int]
    units: FloatArray
    weights: FloatArray

    @classmethod
    def of(cls, tokens: NDArray[np.uint32], static_model: StaticModel) -> Words:
        """Read a text from its tokens."""
        opening = tokens[:OPENING]
        rows = static_model.vectors[np.unique(opening)]
        lengths = np.linalg.norm(rows, axis=1)
        chosen = np.argsort(-lengths, kind="stable")[:HEAVIEST]
        chosen = chosen[lengths[chosen] > 0]
        units = (rows[chosen] / lengths[chosen, None]).astype(np.float32)
        weights = (lengths[chosen] / max(float(lengths[chosen].sum()), 1e-9)).astype(np.float32)
        return cls(tokens.size, numbers_of(opening, static_model), units, weights)


def shingles_of(tokens: NDArray[np.uint32]) -> Shingles:
    """The runs of `SHINGLE` tokens as numbers, in order; none of a text that is shorter."""
    count = max(0, tokens.size - SHINGLE + 1)
    result = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE):
        result = result * _FACTOR + tokens[place : place + count]
    return result


def covered(tokens: NDArray[np.uint32], shingles: Shingles) -> Mask:
    """Which of a text's tokens stand in runs that another text holds too; `shingles` are sorted."""
    result = np.zeros(tokens.size, dtype=np.bool_)
    runs = shingles_of(tokens)
    if runs.size and shingles.size:
        held = shingles[np.minimum(np.searchsorted(shingles, runs), shingles.size - 1)] == runs
        for place in range(SHINGLE):
            result[place : place + runs.size] |= held
    return result


def same_wording(one: Text, other: Text) -> bool:
    """Whether two texts of one language are copies: nearly all of the shorter in the longer, same figures."""
    short, long = sorted((one, other), key=lambda text: text.tokens.size)
    if short.tokens.size < FEWEST:
        return False
    needed = SHORT_COVERED if short.tokens.size < SHORT else COVERED
    if _without_bylines(covered(short.tokens, long.shingles)).mean() < needed:
        return False
    back = _without_bylines(covered(long.tokens, short.shingles))
    if back.mean() < MUCH and back[:LEAD].mean() < LEAD_COVERED:
        return False
    return not contradict(one.figures, other.figures)


def same_meaning(one: Words, other: Words) -> bool:
    """Whether two texts of different languages are one text and its translation."""
    sizes = sorted((one.size, other.size))
    if sizes[0] < FEWEST_TRANSLATED or sizes[1] > LENGTHS * sizes[0]:
        return False
    if len(one.numbers & other.numbers) < SAME_NUMBERS * len(one.numbers | other.numbers):
        return False
    return mutual_coverage(one, other) >= ANSWERED


def mutual_coverage(one: Words, other: Words) -> float:
    """How well the weightiest words of either text are answered by the other's: the worse of both, 0 to 1."""
    if not one.weights.size or not other.weights.size:
        return 0.0
    cosines = one.units @ other.units.T
    return float(min(cosines.max(axis=1) @ one.weights, cosines.max(axis=0) @ other.weights))


def _without_bylines(mask: Mask) -> Mask:
    """What is left when the ends that the other text lacks are taken off, as far as they may be bylines."""
    places = np.flatnonzero(mask)
    if not places.size:
        return mask
    most = min(BYLINE, mask.size // 8)
    return mask[min(places[0], most) : max(places[-1] + 1, mask.size - most)]
