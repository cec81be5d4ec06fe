"""The newest first where a question asks for the latest, among passages about equally likely to answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NEAR: Final = 2.0
"""How far below the best a passage may lie and still be about as relevant: e² is 7 times as likely."""

BONUS: Final = 4.0
"""What the newest of those is raised by against the oldest; at twice `NEAR` newer mostly comes first."""


def newest_first(scored: list[tuple[float, int]], days: Mapping[int, int | None]) -> list[tuple[float, int]]:
    """Raise newer passages among those about as relevant as the best; all others stay below them.

    The newest of n days gets `BONUS`, the oldest nothing, the others by their rank between; a passage without
    a day counts as the oldest. The sums are then pressed into the span that the scores had before: the best
    score stays what it was, as it tells whether the archive holds an answer at all.

    Args:
        scored: scores and keys, best first.
        days: the day of each key as YYYYMMDD.
    """
    if not scored:
        return scored
    best = scored[0][0]
    near = [(value, key) for value, key in scored if value >= best - NEAR]
    order = sorted({days.get(key) or 0 for _, key in near})
    if len(order) < 2:
        return scored
    bonus = {day: BONUS * rank / (len(order) - 1) for rank, day in enumerate(order)}
    sums = [(value + bonus[days.get(key) or 0], key) for value, key in near]
    most = max(value for value, _ in sums)
    pressed = [(best - (most - value) * NEAR / (NEAR + BONUS), key) for value, key in sums]
    pressed.sort(key=lambda pair: (-pair[0], pair[1]))
    return pressed + scored[len(near) :]
