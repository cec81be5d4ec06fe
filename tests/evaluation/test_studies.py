"""Each figure of the table, over a corpus so small that its value can be told."""

from pathlib import Path

import pytest

from evaluation.running import Outcome, run_studies
from evaluation.studies import chosen

ASKS = ["pairs", "pool", "crowding", "length", "news", "flores", "abstention", "model", "speed"]


@pytest.fixture(scope="module")
def outcome(data: Path) -> Outcome:
    return run_studies(chosen(ASKS), data, workers=1, tell=lambda _: None)


def test_every_figure_of_every_study_is_measured(outcome: Outcome) -> None:
    assert outcome.skipped == {}
    assert set(outcome.values) == {figure.name for study in chosen(ASKS) for figure in study.figures}


def test_among_four_paragraphs_the_right_one_is_found(outcome: Outcome) -> None:
    for name in ("paragraphs en en", "paragraphs ar ar", "flores fr", "news en ar, recall@10"):
        assert outcome.values[name] == pytest.approx(1), name
