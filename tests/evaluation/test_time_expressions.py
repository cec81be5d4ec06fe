"""`python -m evaluation time`: the labelled questions and those held out."""

import json
from pathlib import Path

import pytest

from evaluation.cli import main
from evaluation.time_expressions import LABELLED, SETS, LabelledTime, read_labelled, wrong_readings

FLOOR = 0.95


def test_both_sets_are_read_right_in_every_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["time", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    for name in SETS:
        assert report[f"{name}: questions"] >= 100
        assert report[f"{name}: read right"] >= FLOOR
        figures = {key: value for key, value in report.items() if key.startswith(f"{name}: ")}
        assert len(figures) == 12
        assert min(figures.values()) >= 0.9


def test_a_wrong_reading_is_told_with_both_readings() -> None:
    row = LabelledTime("en", "in January 2026", "2025-01-01", "2025-01-31")
    [told] = wrong_readings([row])
    assert told == ("en: in January 2026: ('2026-01-01', '2026-01-31'), not ('2025-01-01', '2025-01-31')")


def test_no_question_is_in_both_sets() -> None:
    labelled, held_out = ({row.question for row in read_labelled(LABELLED / file)} for file in SETS.values())
    assert labelled & held_out == set()


def test_remarks_are_no_questions(tmp_path: Path) -> None:
    file = tmp_path / "some.tsv"
    file.write_text("# a remark\nar\tأمس\t2026-01-15\t2026-01-15\n", encoding="utf-8")
    assert read_labelled(file) == [LabelledTime("ar", "أمس", "2026-01-15", "2026-01-15")]
