"""Boilerplate goes from bodies, and no sentence of a story with it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.preparing.boilerplate import is_boilerplate, without_boilerplate
from ingest.preparing.cleaning import clean

LABELLED = [
    line.split("\t")
    for line in Path(__file__).with_name("boilerplate.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
STORY = (
    "The pilots of the old harbour went back to work on Monday after nine days.\n"
    "Both sides called the agreement fair. Forty ships had been waiting outside the breakwater."
)
RECALL_FLOOR = 0.93


def taken_out(line: str) -> bool:
    stripped = without_boilerplate(clean(f"{STORY}\n{line}"))
    assert stripped.body.startswith(STORY)
    return stripped.lines == 1


def test_nothing_of_a_story_is_taken_for_boilerplate() -> None:
    assert [line for label, _, line in LABELLED if label == "stay" and taken_out(line)] == []


def test_most_boilerplate_is_found() -> None:
    found = [taken_out(line) for label, _, line in LABELLED if label == "out"]
    assert sum(found) / len(found) >= RECALL_FLOOR


def test_the_labelled_lines_speak_all_languages() -> None:
    for label in ("out", "stay"):
        assert {language for kind, language, _ in LABELLED if kind == label} == {
            *("ar", "en", "fr", "es", "de", "tr", "fa", "he", "ru", "ur")
        }


@pytest.mark.parametrize(
    ("body", "left", "lines"),
    [
        (f"Photo: Reuters\n{STORY}\n\nRead also:\n\nREUTER", STORY, 3),
        (STORY.replace("\n", "\n\nاقرأ أيضًا: افتتاح الجسر\n\n"), STORY.replace("\n", "\n\n"), 1),
        (f"{STORY}\nThe mayor spoke to\nReuters", f"{STORY}\nThe mayor spoke to\nReuters", 0),
        (f"{STORY}\nREUTER\nThe mayor spoke later.", f"{STORY}\nREUTER\nThe mayor spoke later.", 0),
        ("Read also: the ferry is back\nFile photo", "Read also: the ferry is back\nFile photo", 0),
        ("Ferry back.\nRead also: forty ships wait", "Ferry back.\nRead also: forty ships wait", 0),
        ("", "", 0),
    ],
)
def test_lines_go_where_they_stand_unless_little_would_be_left(body: str, left: str, lines: int) -> None:
    stripped = without_boilerplate(body)
    assert (stripped.body, stripped.lines) == (left, lines)


@given(st.lists(st.sampled_from([*STORY.split("\n"), "", *(line for _, _, line in LABELLED)]), max_size=12))
def test_taking_out_twice_changes_nothing_and_leaves_every_other_line(lines: list[str]) -> None:
    body = clean("\n".join(lines))
    once = without_boilerplate(body)
    assert without_boilerplate(once.body).body == once.body
    assert clean(once.body) == once.body
    rest = iter(body.split("\n"))
    assert all(line in rest for line in once.body.split("\n"))


def test_a_long_paragraph_is_never_boilerplate() -> None:
    assert is_boilerplate("Read also: Ferry")
    assert not is_boilerplate("Read also: " + "ferry " * 60)
