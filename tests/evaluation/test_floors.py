"""Floors: what lies below fails, nothing falls unasked, and other data is refused."""

import json
import os
from functools import partial
from pathlib import Path

import pytest

from archive.errors import CouldNotRunError, UsageError
from evaluation.cli import main
from evaluation.figure import Figure
from evaluation.floors import FLOORS_FILE, MARGIN, Floors, digest
from evaluation.running import Outcome, run_studies
from evaluation.studies import STUDIES, chosen, figures
from evaluation.study import Job, Observed, Study
from evaluation.table import skipped_line, table_document, table_lines

FIGURES = {
    one.name: one
    for one in (
        Figure("quality", "more is better", 0.9),
        Figure("mistakes", "less is better", 0.1, at_most=True),
        Figure("seconds", "of this machine", pinned=False, at_most=True),
    )
}
PINNED = Floors({"a.gz": "aa"}, {"quality": 0.8, "mistakes": 0.2})


def test_a_floor_is_a_floor_and_a_ceiling_where_less_is_better() -> None:
    assert PINNED.fallen({"quality": 0.8, "mistakes": 0.2, "seconds": 99}, FIGURES) == []
    assert PINNED.fallen({"quality": 0.799, "mistakes": 0.21}, FIGURES) == ["quality", "mistakes"]


def test_floors_rise_to_what_is_measured_less_the_margin() -> None:
    raised = PINNED.raised({"quality": 0.9, "mistakes": 0.1, "seconds": 3}, FIGURES, {"a.gz": "aa"}, None)
    assert raised.floors == {"quality": round(0.9 - MARGIN, 3), "mistakes": round(0.1 + MARGIN, 3)}
    assert raised.lowered == ()


def test_a_floor_never_falls_by_its_margin() -> None:
    assert PINNED.raised({"quality": 0.8, "mistakes": 0.2}, FIGURES, {}, None).floors == PINNED.floors


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_a_floor_does_not_fall_without_a_reason(reason: str | None) -> None:
    with pytest.raises(UsageError, match="would fall: quality"):
        PINNED.raised({"quality": 0.7, "mistakes": 0.1}, FIGURES, {}, reason)


def test_a_floor_that_falls_is_recorded_with_its_reason_and_the_others_still_only_rise() -> None:
    lowered = PINNED.raised({"quality": 0.7, "mistakes": 0.199}, FIGURES, {}, "a smaller model")
    assert lowered.floors == {"quality": 0.697, "mistakes": 0.2}
    assert lowered.lowered == ({"floors": ["quality"], "data": [], "reason": "a smaller model"},)


def test_other_data_needs_a_reason_too() -> None:
    with pytest.raises(UsageError, match=r"not what the floors stand for: a\.gz"):
        PINNED.raised({"quality": 0.9}, FIGURES, {"a.gz": "bb"}, None)
    changed = PINNED.raised({"quality": 0.9}, FIGURES, {"a.gz": "bb"}, "a corrected corpus")
    assert changed.sha256 == {"a.gz": "bb"}
    assert changed.lowered[0]["data"] == ["a.gz"]


def test_a_pinned_figure_that_nobody_measures_any_more_goes_only_with_a_reason() -> None:
    renamed = Floors({}, {"quality": 0.8, "gone": 0.5, "seconds": 1})
    assert renamed.strangers(FIGURES) == ["gone", "seconds"]
    with pytest.raises(UsageError, match="gone, seconds"):
        renamed.raised({"quality": 0.9}, FIGURES, {}, None)
    assert set(renamed.raised({"quality": 0.9}, FIGURES, {}, "renamed").floors) == {"quality"}


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    pinned = Floors({"a": "b"}, {"c": 1}, ({"floors": ["c"], "data": [], "reason": "سبب"},))
    pinned.write(file)
    assert Floors.read(file) == pinned
    file.write_text("{}", "utf-8")
    with pytest.raises(UsageError, match="cannot be read"):
        Floors.read(file)


def test_names_are_told_apart_and_what_the_project_pins_is_measured() -> None:
    names = [figure.name for study in STUDIES for figure in study.figures]
    assert len(names) == len(set(names))
    assert Floors.read(FLOORS_FILE).strangers(figures()) == []


def test_the_table_marks_what_is_below_its_floor_or_short_of_its_target() -> None:
    study = Study("tiny", tuple(FIGURES.values()), (), lambda _: {})
    outcome = Outcome({"quality": 0.85, "mistakes": 0.3, "seconds": 12345.6}, {})
    lines = list(table_lines([study], outcome, PINNED))
    assert [line.split() for line in lines if line.startswith("quality")] == [
        ["quality", "0.850", "0.800", "0.900", "short", "by", "0.050"]
    ]
    assert any(line.startswith("mistakes") and line.endswith("BELOW ITS FLOOR") for line in lines)
    assert [line.split() for line in lines if line.startswith("seconds")] == [["seconds", "12346"]]
    first = table_document([study], outcome, PINNED)["figures"][0]
    assert (first["group"], first["measured"], first["floor"], first["target"]) == ("tiny", 0.85, 0.8, 0.9)


def test_a_study_whose_data_is_missing_is_passed_over_and_named(tmp_path: Path) -> None:
    present = Study("here", (Figure("one", ""),), (Job("one", (), _one),), lambda seen: dict(seen.values))
    absent = Study("gone", (Figure("two", ""),), (Job("two", ("dev/x.gz",), _one),), lambda _: {})
    outcome = run_studies([present, absent], tmp_path, 1, tell=lambda _: None)
    assert outcome == Outcome({"one": 1.0}, {"gone": ["dev/x.gz"]})
    assert skipped_line(outcome, "data") == "Not measured: gone. In data there is no dev/x.gz."


def test_a_job_that_two_studies_read_runs_once_and_jobs_run_in_other_processes_too(tmp_path: Path) -> None:
    shared = Job("one", (), _one)
    studies = [
        Study(group, (Figure(group, ""),), (shared, Job(group, (), _two)), partial(_sum, group))
        for group in ("a", "b")
    ]
    for workers in (1, 2):
        told: list[str] = []
        assert run_studies(studies, tmp_path, workers, told.append).values == {"a": 3, "b": 3}
        assert len(told) == 3


def test_a_process_that_is_ended_from_outside_is_told_in_a_sentence(tmp_path: Path) -> None:
    study = Study("broken", (), (Job("gone", (), _end),), lambda _: {})
    with pytest.raises(CouldNotRunError, match="--workers"):
        run_studies([study], tmp_path, 2, tell=lambda _: None)


def _end(_data: Path) -> Observed:
    os._exit(9)


def _one(_data: Path) -> Observed:
    return Observed(values={"one": 1.0})


def _sum(name: str, observed: Observed) -> dict[str, float]:
    return {name: observed.values["one"] + observed.values["two"]}


def _two(_data: Path) -> Observed:
    return Observed(values={"two": 2.0})


@pytest.fixture
def floors_of_flores(tmp_path: Path, data: Path) -> Path:
    file = tmp_path / "floors.json"
    name = "dev/flores101.jsonl.gz"
    Floors({name: digest(data / name)}, {"flores fr": 0.9}).write(file)
    return file


def command(file: Path, data: Path, *more: str) -> int:
    options = ["--only", "flores", "--workers", "1", "--data", str(data), "--file", str(file)]
    return main(["floors", *options, *more])


def test_the_command_fails_only_below_the_floors(
    floors_of_flores: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(floors_of_flores, data) == 0
    assert "flores ur" in capsys.readouterr().out
    pinned = json.loads(floors_of_flores.read_text("utf-8"))
    floors_of_flores.write_text(json.dumps(pinned | {"floors": {"flores fr": 1.1}}), "utf-8")
    assert command(floors_of_flores, data) == 1
    told = capsys.readouterr()
    assert "BELOW ITS FLOOR" in told.out
    assert "flores fr" in told.err
    with pytest.raises(UsageError, match="would fall: flores fr"):
        command(floors_of_flores, data, "--update")
    assert json.loads(floors_of_flores.read_text("utf-8"))["floors"] == {"flores fr": 1.1}
    assert command(floors_of_flores, data, "--update", "--lower", "a test") == 0
    assert json.loads(floors_of_flores.read_text("utf-8"))["lowered"][0]["reason"] == "a test"
    assert command(floors_of_flores, data) == 0


def test_the_command_refuses_other_data(floors_of_flores: Path, data: Path) -> None:
    pinned = json.loads(floors_of_flores.read_text("utf-8"))
    pinned["sha256"] = dict.fromkeys(pinned["sha256"], "0")
    floors_of_flores.write_text(json.dumps(pinned), "utf-8")
    with pytest.raises(UsageError, match=r"dev/flores101\.jsonl\.gz differ"):
        command(floors_of_flores, data)


def test_a_reason_without_an_update_is_refused(floors_of_flores: Path, data: Path) -> None:
    with pytest.raises(UsageError, match="--update"):
        command(floors_of_flores, data, "--lower", "why not")


def test_the_table_is_one_json_document_and_groups_without_data_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(["table", "--only", "model", "news", "--data", str(tmp_path), "--workers", "1", "--json"]) == 0
    )
    document = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in document["figures"]] == [one.name for one in chosen(["model"])[0].figures]
    assert list(document["skipped"]) == ["news"]
