"""A name sounds alike in every script; what is no name's neighbour does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.skeletons import LEAST, skeletons, words_with_skeletons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Witkoff", "ويتكوف"),
        ("Witkoff", "Уиткофф"),
        ("Witkoff", "ויטקוף"),
        ("Witkoff", "وويتكوف"),
        ("Pezeshkian", "پزشکیان"),
        ("Pezeshkian", "بزشكيان"),
        ("Araghchi", "عراقجي"),
        ("Guterres", "غوتيريش"),
        ("Guterres", "جوتيريش"),
        ("Hegseth", "هيغسيث"),
        ("Smotrich", "סמוטריץ"),
        ("سموتريتش", "סמוטריץ"),
        ("Volodymyr", "فولوديمير"),
        ("Вашингтоном", "Washington"),
        ("Şimşek", "Шимшек"),
        ("Mamdani", "ممداني"),
        ("Mamdani", "ממדני"),
        ("Mamdani", "ممدانی"),
    ],
)
def test_a_name_shares_a_skeleton_with_itself_in_another_script(one: str, other: str) -> None:
    assert skeletons(one) & skeletons(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Witkoff", "نتنياهو"), ("Macron", "مرسي"), ("Guterres", "Гротеск"), ("Hamburg", "همبرغر طازج")],
)
def test_other_names_share_none(one: str, other: str) -> None:
    assert not skeletons(one) & skeletons(other)


@pytest.mark.parametrize("short", ["", "Xi", "Modi", "يحيى", "2025", "🙂", "中国"])
def test_what_has_too_few_consonants_has_no_skeleton(short: str) -> None:
    assert skeletons(short) == frozenset()


@given(st.text())
def test_skeletons_are_of_their_letters_and_long_enough(text: str) -> None:
    for _, found in words_with_skeletons(text):
        assert all(len(skeleton) >= LEAST and set(skeleton) <= set("KLMNPRST") for skeleton in found)


def test_the_words_of_a_text_are_each_given_once() -> None:
    found = [word for word, _ in words_with_skeletons("Witkoff said: Witkoff met ويتكوف. No.")]
    assert found == ["witkoff", "ويتكوف"]
