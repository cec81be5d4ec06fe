"""The table of all figures, each beside its floor and its target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evaluation.figure import Figure
from evaluation.floors import Floors
from evaluation.running import Outcome
from evaluation.study import Study

HEAD = f"{'':44}{'measured':>10}{'floor':>10}{'target':>10}"


def table_lines(studies: Sequence[Study], outcome: Outcome, floors: Floors) -> Iterator[str]:
    """The table, group by group; what lies below its floor or short of its target is marked."""
    yield HEAD
    for study in studies:
        if study.group in outcome.skipped:
            continue
        yield f"\n{study.group}"
        for figure in study.figures:
            yield _line(figure, outcome.values[figure.name], floors.floors)


def table_document(studies: Sequence[Study], outcome: Outcome, floors: Floors) -> dict[str, Any]:
    """The same for other programs."""
    return {
        "figures": [
            {
                "group": study.group,
                "name": figure.name,
                "says": figure.says,
                "measured": round(outcome.values[figure.name], 4),
                "floor": floors.floors.get(figure.name),
                "target": figure.target,
                "at_most": figure.at_most,
            }
            for study in studies
            if study.group not in outcome.skipped
            for figure in study.figures
        ],
        "skipped": outcome.skipped,
    }


def skipped_line(outcome: Outcome, data: str) -> str:
    """What was not measured, and why; empty where all was."""
    if not outcome.skipped:
        return ""
    missing = sorted({name for names in outcome.skipped.values() for name in names})
    groups = ", ".join(outcome.skipped)
    return f"Not measured: {groups}. In {data} there is no {', '.join(missing)}."


def _line(figure: Figure, value: float, floors: Mapping[str, float]) -> str:
    floor = floors.get(figure.name)
    text = (
        f"{figure.name:44}{_number(value):>10}{_bound(figure, floor):>10}{_bound(figure, figure.target):>10}"
    )
    if floor is not None and not figure.reaches(value, floor):
        return f"{text}   BELOW ITS FLOOR"
    if figure.target is not None and not figure.reaches(value, figure.target):
        return f"{text}   short by {_number(abs(figure.target - value))}"
    return text


def _bound(figure: Figure, bound: float | None) -> str:
    if bound is None:
        return ""
    return f"<={_number(bound)}" if figure.at_most else _number(bound)


def _number(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 100 else f"{value:.0f}"
