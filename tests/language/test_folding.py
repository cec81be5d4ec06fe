from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.folding import fold

# Any text at all, and text made of the characters that folding is about.
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))
MARKED_TEXT = st.text("aİıſßéêøœñÄüйёאבגֱָאأإآٱىيیةهہكکلاﻻﷺـًٌٍَُِّْٰ۱٢3½\u200c\u200f\u202b\u2067 \n.'’؟۔،한국ά\ud800😀")


@given(ANY_TEXT | MARKED_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT | MARKED_TEXT, MARKED_TEXT)
def test_folding_looks_at_no_neighbours(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


@given(MARKED_TEXT | ANY_TEXT)
def test_no_controls_tatweel_or_vowel_marks_are_left(text: str) -> None:
    folded = fold(text)
    assert "ـ" not in folded
    assert not [c for c in folded if unicodedata.category(c) == "Cf"]
    assert not [c for c in folded if "\u064b" <= c <= "\u065f" or "\u05b0" <= c <= "\u05bd"]


@given(st.text())
def test_all_decimal_digits_become_ascii(text: str) -> None:
    assert not [c for c in fold(text) if c.isdecimal() and not c.isascii()]


def test_the_map_holds_for_every_assigned_character() -> None:
    for first in (*range(0, 0x20000, 0x1000), 0x2F000, 0xE0000):
        folded = fold("".join(map(chr, range(first, first + 0x1000))))
        assert fold(folded) == folded, f"in the block from {first:#x}"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ﻻ", "لا"),
        ("ﷲ", "الله"),
        ("أَهْلًا إلى آخر ٱلكتاب", "اهلا الي اخر الكتاب"),
        ("مدرسة", "مدرسه"),
        ("العـــربية", "العربيه"),
        ("کتابهای فارسی", "كتابهاي فارسي"),
        ("می\u200cرود", "ميرود"),
        ("ہے", "هے"),
        ("١٢٣ ۴۵۶", "123 456"),
        ("Élysée Straße Œuvre Łódź", "elysee strasse oeuvre lodz"),
        ("İSTANBUL ılık ISTANBUL", "istanbul ilik istanbul"),
        ("Королёв", "королев"),
        ("שָׁלוֹם", "שלום"),
        ("\u202bغزة\u202c", "غزه"),
        ("plain ASCII", "plain ascii"),
        ("한국", "한국"),
        ("", ""),
    ],
)
def test_forms_of_one_word_meet(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_lone_surrogates_survive() -> None:
    assert fold("é\ud800ة\udfff") == "e\ud800ه\udfff"


def test_line_breaks_and_spaces_stay() -> None:
    assert fold("أ\n ب\tج\u00a0د") == "ا\n ب\tج د"
