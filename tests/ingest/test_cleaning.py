"""Cleaning takes out what nobody sees, once, and nothing else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.preparing.cleaning import clean, clean_line
from language.folding import fold

# Seen although they are format characters: signs that enclose numbers, and hieroglyphs' joints.
SEEN_FORMATS = {
    *map(chr, [*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD]),
    *map(chr, range(0x13430, 0x13440)),
}
FORMS = [*map(chr, [*range(0xFB50, 0xFD3E), *range(0xFD50, 0xFDC8), *range(0xFE70, 0xFEFD)])]
FRAGMENTS = [
    "&",
    "amp;",
    "quot;",
    "lt;",
    "#8207;",
    "#x6;",
    "#3",
    ";",
    "&nbsp;",
    "&zwnj;",
    "\u0640",
    "ـ",
    "َ",
    "ب",
    "ر",
    "ا",
]
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
        ("क्\u200dष", "क्\u200dष"),
        ("ﺍﻟﻘﺎﻫﺮﺓ ﻻ ﷲ", "القاهرة لا الله"),
        ("ﷺ ﷻ ﷽ ﷼ ﴿قل﴾", "ﷺ ﷻ ﷽ ﷼ ﴿قل﴾"),
        ("بﹷت", "بَت"),
        ("مـصــر تــمّ مـَـدّ", "مصر تمّ مَدّ"),
        ("1446 هـ، الـ5 لـ«النهار» الـBBC", "1446 هـ، الـ5 لـ«النهار» الـBBC"),
        ("٥ـ١٠ مصرـالسودان ـ نقطة aـb", "٥ـ١٠ مصرـالسودان ـ نقطة aـb"),
        ("&lt;SRD&gt; &amp;amp;quot;x&quot; caf&eacute;", '<SRD> "x" café'),
        ("a&#8207;b&#x200b;c&#0;d&nbsp;e", "abc\ufffdd e"),
        ("AT&T &notes; ?a=1&copy=2 R&D;", "AT&T &notes; ?a=1&copy=2 R&D;"),
    ],
)
def test_what_goes_and_what_stays(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@given(st.lists(st.one_of(st.sampled_from([*FRAGMENTS, *FORMS]), HARD), max_size=30).map("".join))
def test_entities_forms_and_tatweel_leave_nothing_to_be_cleaned(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert [sign for sign in once if sign in FORMS and unicodedata.normalize("NFKC", sign) != sign] == []


@given(st.text())
def test_nothing_comes_out_that_is_a_control_or_half_a_character(text: str) -> None:
    kept = {"\n", "\u200c", "\u200d"} | SEEN_FORMATS
    assert {sign for sign in clean(text) if unicodedata.category(sign) in ("Cc", "Cf", "Cs")} <= kept


@pytest.mark.parametrize("form", FORMS)
def test_a_form_becomes_the_letters_that_it_shows(form: str) -> None:
    letters = clean(f"x{form}x")[1:-1]
    assert letters == form or (" " not in letters and "\u0640" not in letters)
    assert fold(letters) == fold(form).replace(" ", "")


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


@given(st.text(st.sampled_from("abc &;éخبرپیکہڑשжㄱ한.،؟٣٦ \n"), max_size=80))
def test_visible_characters_all_stay_in_their_order(text: str) -> None:
    assert "".join(clean(text).split()) == "".join(text.split())
