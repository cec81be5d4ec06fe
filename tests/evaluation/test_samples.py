"""The sample archive answers its own questions, at least as well as is pinned."""

import json

from evaluation.floors import FLOORS_FILE
from evaluation.samples import measure_samples


def test_the_samples_questions_are_answered_at_least_as_well_as_pinned() -> None:
    floors = json.loads(FLOORS_FILE.read_text("utf-8"))["floors"]
    report = measure_samples()
    assert report["questions"] >= 40
    pinned = {name.removeprefix("samples "): floor for name, floor in floors.items() if "samples" in name}
    assert pinned
    assert {name: report[name] for name, floor in pinned.items() if report[name] < floor} == {}
