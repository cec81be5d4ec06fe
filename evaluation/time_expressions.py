"""How well time in questions is read: the labelled questions, and those held out from the tables' author."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from language.time_expressions import TimeWindow, find_window

LABELLED = Path(__file__).parents[1] / "tests" / "language"
SETS = {"labelled": "time_expressions.tsv", "held out": "time_expressions_held_out.tsv"}
ASKED_ON = date(2026, 1, 16)
"""The day on which the labels are true."""


@dataclass(frozen=True, slots=True)
class LabelledTime:
    """A question and the window that it asks about.

    Attributes:
        language: ISO 639-1 code.
        question: its text.
        since: the first day in ISO 8601, "-" where the past is open, "none" where there is no window.
        until: the last day, likewise.
    """

    language: str
    question: str
    since: str
    until: str

    def found(self) -> tuple[str, str]:
        """What the reader makes of it, written as the label is."""
        return described(find_window(self.question, self.language, ASKED_ON))


def read_labelled(file: Path) -> list[LabelledTime]:
    """The labelled questions of a file of tab-separated rows; lines that begin with # are remarks."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [LabelledTime(*line.split("\t")) for line in lines if line and not line.startswith("#")]


def described(window: TimeWindow | None) -> tuple[str, str]:
    """A window as a label writes it."""
    if window is None:
        return "none", "none"
    return str(window.since or "-"), str(window.until or "-")


def wrong_readings(rows: list[LabelledTime]) -> Iterator[str]:
    """Each question that is read otherwise than labelled, with both readings."""
    for row in rows:
        found = row.found()
        if found != (row.since, row.until):
            yield f"{row.language}: {row.question}: {found}, not {(row.since, row.until)}"


def measure_time_expressions() -> dict[str, float]:
    """The part of each set's questions that is read right, in all and by language."""
    report: dict[str, float] = {}
    for name, file in SETS.items():
        rows = read_labelled(LABELLED / file)
        report[f"{name}: questions"] = len(rows)
        report[f"{name}: read right"] = _accuracy(rows)
        for language in dict.fromkeys(row.language for row in rows):
            report[f"{name}: {language}"] = _accuracy([row for row in rows if row.language == language])
    return report


def _accuracy(rows: list[LabelledTime]) -> float:
    return round(1 - len(list(wrong_readings(rows))) / len(rows), 4)
