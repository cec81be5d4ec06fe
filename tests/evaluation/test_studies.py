"""Each figure of the table, over a corpus so small that its value can be told."""

from pathlib import Path

import pytest

from evaluation.abstention import ask_without_answer
from evaluation.corpus import xquad_article
from evaluation.development import LANGUAGES
from evaluation.long_articles import ask_long_and_short
from evaluation.mixed_pool import pool
from evaluation.model_speed import megabytes
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


def test_what_answers_is_left_out_and_all_else_is_there(data: Path) -> None:
    runs = ask_without_answer("en", data).runs
    assert set(runs) == {f"left out {asked} en" for asked in ("en", "ar", "de", "es", "ru", "tr")}
    for run in runs.values():
        assert len(run.replies) == 4
        for reply in run.replies:
            [right] = reply.gold.relevant
            assert {xquad_article(one) for one in reply.ranking} == {"0", "2"} - {xquad_article(right)}
            assert reply.answered is not None


def test_in_the_pool_every_translation_is_relevant(data: Path) -> None:
    documents, relevant = pool(data / "dev", "sentences")
    assert len(documents) == 24
    assert relevant["q0-0"] == {f"{code}:0-0/0" for code in LANGUAGES}


def test_a_question_about_a_long_article_is_answered_by_it(data: Path) -> None:
    observed = ask_long_and_short("ar", data)
    relevant = [reply.gold.relevant for reply in observed.runs["long en ar"].replies]
    assert relevant == [
        *({"long 0"}, {"long 0"}, {"2-0"}, {"2-1"}),
        *({"0-0"}, {"0-1"}, {"long 2"}, {"long 2"}),
    ]
    assert observed.values["words 0-0 ar"] == 7


def test_the_bundled_model_stays_within_its_size() -> None:
    assert 1 < megabytes() <= 64
