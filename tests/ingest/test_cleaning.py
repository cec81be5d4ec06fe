"""Cleaning takes out what nobody sees, once, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cleaning import clean, clean_line

UNSEEN = "\x00\x07\x1b\x7f\x9f\u00ad\u200b\u200e\u200f\u202b\u202e\u2066\u2069\ufeff\ud800\udfff\uffff"
HARD = st.text(
    st.one_of(st.sampled_from(UNSEEN + "\u200c\u200d\r\n\t \u00a0\u2028گما"), st.characters()), max_size=60
)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one  \t two \n  three", "one two\nthree"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("co\u00adoperate \u200bnow\u200f", "cooperate now"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("می\u200c خواهم\u200c", "می خواهم"),
        ("no\u200cjoiner", "nojoiner"),
        ("قال\u202b الوزير\u202c", "قال الوزير"),
        ("Cafe\u0301", "Cafe\u0301"),
        ("\ufeff\x00x\ud800y", "xy"),
        ("\u00a0price\u202f5", "price 5"),
    ],
)
def test_what_goes_and_what_stays(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_a_title_is_one_line() -> None:
    assert clean_line(" عاجل:\n\n  خبر\u200e ") == "عاجل: خبر"


@given(HARD)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@given(HARD)
def test_what_is_clean_can_be_stored_and_shows_no_hidden_character(text: str) -> None:
    once = clean(text)
    once.encode()
    assert not set(once) & set(UNSEEN)
    assert once == once.strip()
    assert "\n\n\n" not in once
    assert "  " not in once


@given(st.text(st.sampled_from("abc éخبرשж.،؟ \n"), max_size=80))
def test_visible_characters_all_stay_in_their_order(text: str) -> None:
    assert "".join(clean(text).split()) == "".join(text.split())
