"""The options that every question on the command line takes."""

import argparse
from datetime import date

import pytest

from archive.filters import Filters
from retrieval.options import add_filter_options, add_question_options, filters_from


def parse(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_question_options(parser)
    add_filter_options(parser)
    return parser.parse_args(arguments)


def test_filters_may_be_given_more_than_once() -> None:
    options = parse(
        "سؤال", "--since", "2026-01-14", "--language", "AR", "--language", "en", "--source", "Nile Post"
    )
    assert filters_from(options) == Filters(date(2026, 1, 14), None, ("ar", "en"), ("Nile Post",))
    assert options.question == "سؤال"


def test_no_filter_means_no_limit() -> None:
    assert not filters_from(parse("question"))


@pytest.mark.parametrize(
    "wrong", [("--since", "yesterday"), ("--until", "2026-13-01"), ("--top", "0"), ("--top", "-3")]
)
def test_a_wrong_value_ends_with_the_exit_code_of_wrong_use(
    wrong: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        parse("question", *wrong)
    assert stopped.value.code == 2
    assert wrong[1] in capsys.readouterr().err
