"""Lines as a page paints them, from left to right, and as they are read."""

import pytest

from ingest.readers.visual_order import Glyph, logical, reading_order


@pytest.mark.parametrize(
    ("painted", "read"),
    [
        ("سيوسلا ةانق", "قناة السويس"),
        (".1869 ربمفون 17 يف", "في 17 نوفمبر 1869."),
        ("Suez Canal ةكرش تلاق", "قالت شركة Suez Canal"),
        (")ايمسر( ىهتنا", "انتهى (رسميا)"),
        ("(ايمسر) ىهتنا", "انتهى (رسميا)"),
        ("%25.5 دازو ١٨٦٩ ةنس 17/11/1869", "17/11/1869 سنة ١٨٦٩ وزاد 25.5%"),
        ("םולש", "שלום"),
    ],
)
def test_the_order_of_reading(painted: str, read: str) -> None:
    assert logical(painted) == read


def test_words_from_right_to_left_in_a_page_from_left_to_right() -> None:
    assert logical("The word ملس means peace.", right_to_left=False) == "The word سلم means peace."


def placed(painted: str, width: float = 5.0) -> list[Glyph]:
    return [Glyph(text, number * width, (number + 1) * width, 10.0) for number, text in enumerate(painted)]


def test_the_order_in_which_shapes_were_painted_does_not_matter() -> None:
    glyphs = placed("سيوسلا ةانق")
    assert reading_order(glyphs) == reading_order(glyphs[::-1]) == "قناة السويس"


def test_a_gap_is_a_space_and_a_mark_follows_its_letter() -> None:
    apart = [Glyph("ب", 0, 5, 10), Glyph("ا", 8, 13, 10)]
    assert reading_order(apart) == "ا ب"
    marked = [*placed("تحتف"), Glyph("\u064f", 17, 18, 10)]
    assert reading_order(marked) == "فُتحت"


@pytest.mark.parametrize("pair", ["لا", "ال"])
def test_one_shape_for_lam_and_alef(pair: str) -> None:
    joint = [Glyph(letter, 5, 10, 10) for letter in pair]
    assert reading_order([Glyph("م", 0, 5, 10), *joint, Glyph("س", 10, 15, 10)]) == "سلام"
