"""The field's measures of a ranking; relevance is binary.

nDCG after Järvelin and Kekäläinen (2002); MRR after Voorhees (1999); the area under the ROC curve after
Hanley and McNeil (1982).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence


def ndcg(ranking: Sequence[str], relevant: Collection[str], depth: int = 10) -> float:
    """Discounted gain of the first `depth`, divided by the best that was possible; 0 to 1."""
    gain = sum(1 / math.log2(place + 2) for place, item in enumerate(ranking[:depth]) if item in relevant)
    best = sum(1 / math.log2(place + 2) for place in range(min(depth, len(relevant))))
    return gain / best if best else 0.0


def recall(ranking: Sequence[str], relevant: Collection[str], depth: int) -> float:
    """The share of the relevant that stands among the first `depth`."""
    return len(set(ranking[:depth]) & set(relevant)) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str], depth: int = 10) -> float:
    """One over the rank of the first relevant among the first `depth`; 0 where there is none."""
    return next((1 / (place + 1) for place, item in enumerate(ranking[:depth]) if item in relevant), 0.0)


def average_precision(ranking: Sequence[str], relevant: Collection[str]) -> float:
    """The mean of the precision at each relevant item."""
    found, total = 0, 0.0
    for place, item in enumerate(ranking, start=1):
        if item in relevant:
            found += 1
            total += found / place
    return total / len(relevant) if relevant else 0.0


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that `percent` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(percent / 100 * len(ordered)) - 1)] if ordered else 0.0


def area_under_curve(present: Sequence[float], absent: Sequence[float]) -> float:
    """How often a score of the present is above one of the absent (AUROC): 0.5 is a guess, 1 always."""
    if not present or not absent:
        return 0.0
    ordered = sorted(absent)
    above = sum(bisect_left(ordered, score) + bisect_right(ordered, score) for score in present)
    return above / 2 / (len(present) * len(absent))


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0
