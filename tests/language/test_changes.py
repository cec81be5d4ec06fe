from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from language.changes import Change, Part, changed_paragraphs, changes

KEPT, REMOVED, ADDED = Change.KEPT, Change.REMOVED, Change.ADDED

sentences = st.sampled_from(
    [
        "The Suez Canal opened in 1869. ",
        "The canal opened in November 1869. ",
        "It joins two seas.\n\n",
        "افتُتحت قناة السويس عام 1869. ",
        "افتُتحت قناة السويس في نوفمبر عام 1869.\n",
        "Le canal relie la mer Rouge à la Méditerranée. ",
        "Le canal relie deux mers !  ",
        "می‌گویند. ",
        "נפתחה התעלה. ",
        "\n",
        " ",
    ]
)
texts = st.one_of(st.text(), st.lists(sentences, max_size=8).map("".join), st.text(alphabet="ab. \n؟ً"))


def side(parts: list[Part], change: Change) -> str:
    return "".join(part.text for part in parts if part.change in (KEPT, change))


@given(texts, texts)
def test_both_versions_are_in_their_changes(old: str, new: str) -> None:
    parts = changes(old, new)
    assert side(parts, REMOVED) == old
    assert side(parts, ADDED) == new
    assert all(part.text for part in parts)
    assert all(one.change is not other.change for one, other in pairwise(parts))


@given(texts)
def test_a_text_that_stayed_has_no_changes(text: str) -> None:
    assert changes(text, text) == ([Part(KEPT, text)] if text else [])
    assert changed_paragraphs(changes(text, text)) == []


@given(texts, texts)
def test_every_word_that_changed_is_shown(old: str, new: str) -> None:
    parts = changes(old, new)
    shown = [part for paragraph in changed_paragraphs(parts, around=10) for part in paragraph]
    for change in (REMOVED, ADDED):
        assert "".join("".join(part.text for part in parts if part.change is change).split()) == "".join(
            "".join(part.text for part in shown if part.change is change).split()
        )


def test_a_number_is_replaced_whole() -> None:
    assert changes("The flood killed 1,200 people in Derna.", "The flood killed 4,300 people in Derna.") == [
        Part(KEPT, "The flood killed "),
        Part(REMOVED, "1,200"),
        Part(ADDED, "4,300"),
        Part(KEPT, " people in Derna."),
    ]


def test_arabic_words_are_whole_with_their_vowel_signs() -> None:
    assert changes(
        "افتُتحت قناة السويس أمام الملاحة عام 1868، وهي تصل بحرين.",
        "افتُتحت قناة السويس أمام الملاحة عامَ 1869، وهي تصل بحرين.",
    ) == [
        Part(KEPT, "افتُتحت قناة السويس أمام الملاحة "),
        Part(REMOVED, "عام 1868"),
        Part(ADDED, "عامَ 1869"),
        Part(KEPT, "، وهي تصل بحرين."),
    ]


def test_a_french_word_that_was_put_in_before_the_stop() -> None:
    assert changes("Le canal relie la mer Rouge.", "Le canal relie la mer Rouge à la Méditerranée.") == [
        Part(KEPT, "Le canal relie la mer Rouge"),
        Part(ADDED, " à la Méditerranée"),
        Part(KEPT, "."),
    ]


def test_a_persian_joiner_cuts_no_word() -> None:
    parts = changes("آن‌ها می‌روند به تهران و قم.", "آن‌ها نمی‌روند به تهران و قم.")
    assert [part.text for part in parts if part.change is not KEPT] == ["می‌روند", "نمی‌روند"]


def test_an_unrelated_sentence_is_replaced_whole() -> None:
    old = "Ships wait at anchor. The toll of the canal was raised in May."
    new = "Ships wait at anchor. Nobody was hurt."
    assert changes(old, new) == [
        Part(KEPT, "Ships wait at anchor. "),
        Part(REMOVED, "The toll of the canal was raised in May."),
        Part(ADDED, "Nobody was hurt."),
    ]


def test_a_sentence_put_in_between_leaves_its_neighbours_to_their_own_versions() -> None:
    old = "It has two lanes in the north. It is 190 kilometres long from port to port."
    new = "It has two lanes in the south. Pilots come aboard. It is 193 kilometres long from port to port."
    assert [(part.change, part.text) for part in changes(old, new) if part.change is not KEPT] == [
        (REMOVED, "north"),
        (ADDED, "south"),
        (ADDED, "Pilots come aboard. "),
        (REMOVED, "190"),
        (ADDED, "193"),
    ]


def test_a_lone_word_between_changes_does_not_tear_them() -> None:
    parts = changes(
        "About 5 to 7 ships an hour pass the city in summer.",
        "About 6 to 9 ships an hour pass the city in summer.",
    )
    assert [part.text for part in parts if part.change is not KEPT] == ["5 to 7", "6 to 9"]


def test_only_changed_paragraphs_are_shown_and_long_ones_are_cut() -> None:
    first = "Nothing changes here.\n\n"
    long = "A ship passes the canal in half a day with a pilot aboard. " * 10
    old, new = f"{first}{long}It pays 400,000 dollars.", f"{first}{long}It pays 700,000 dollars."
    [paragraph] = changed_paragraphs(changes(old, new), around=40)
    assert paragraph == (
        Part(KEPT, "… a day with a pilot aboard. It pays "),
        Part(REMOVED, "400,000"),
        Part(ADDED, "700,000"),
        Part(KEPT, " dollars."),
    )


def test_spacing_alone_is_no_paragraph_to_show() -> None:
    parts = changes("One sentence. Another one.", "One sentence.\n\nAnother one.")
    assert side(parts, ADDED) == "One sentence.\n\nAnother one."
    assert changed_paragraphs(parts) == []


def test_a_long_text_is_compared_in_time() -> None:
    old = "".join(f"Ship number {n} of the convoy passed the lock. " for n in range(2000))
    new = "".join(f"Ship number {n} of the convoy left the lock. " for n in range(2000))
    assert side(changes(old, new), ADDED) == new


def test_the_same_characters_cut_otherwise_are_no_change() -> None:
    assert changes(". (", ". (\na") == [Part(KEPT, ". ("), Part(ADDED, "\na")]
