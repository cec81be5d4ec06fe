import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from chat.examples import EXAMPLES

Open = Callable[[Path], AppTest]

REFERENCE = "What did Egypt and the US discuss about Gaza?"


def html(page: AppTest) -> str:
    """What the page shows, without its styles."""
    return "\n".join(element.value for element in page.get("html") if not element.value.startswith("<style>"))


def ask(page: AppTest, question: str) -> str:
    page.chat_input[0].set_value(question).run()
    assert not page.exception
    return html(page)


def test_an_empty_page_offers_three_questions_and_says_what_the_archive_holds(
    page: Open, sample_home: Path
) -> None:
    at = page(sample_home).run()
    assert not at.exception
    assert {question for question, _ in EXAMPLES} <= {button.label for button in at.button}
    shown = html(at)
    assert "Every sentence carries its source" in shown
    assert re.search(r"<dt>Articles</dt><dd><bdi>\d\d+</bdi>", shown)
    assert "Last indexed" in shown
    assert "quoted word for word" in shown


def test_an_answer_carries_citations_and_cards(page: Open, sample_home: Path) -> None:
    shown = ask(page(sample_home).run(), REFERENCE)
    assert 'data-isnad="cite 1 0 0"' in shown
    assert re.search(r'aria-label="Source 1: [^"]+"', shown)
    assert 'class="isnad-card"' in shown
    assert "<mark>" in shown
    assert "Try one of these" not in shown
    assert 'lang="en" dir="ltr">What did Egypt' in shown


def test_an_example_is_asked_with_one_click(page: Open, sample_home: Path) -> None:
    at = page(sample_home).run()
    at.button(key="example-1").click().run()
    assert not at.exception
    shown = html(at)
    assert f'lang="ar" dir="rtl">{EXAMPLES[1][0]}' in shown
    assert re.search(r'class="isnad-sentence" lang="ar" dir="rtl"', shown)


def test_the_conversation_keeps_its_turns_and_can_begin_anew(page: Open, sample_home: Path) -> None:
    at = page(sample_home).run()
    ask(at, REFERENCE)
    shown = ask(at, "ما أهم ما جاء في المكالمة بين عبد العاطي وويتكوف؟")
    assert 'id="isnad-turn-1"' in shown
    assert 'id="isnad-turn-2"' in shown
    at.button(key="new_conversation").click().run()
    assert "isnad-turn-" not in html(at)
    assert "Try one of these" in html(at)


def test_filters_are_shown_and_hold(page: Open, sample_home: Path) -> None:
    at = page(sample_home).run()
    at.multiselect(key="filter_languages").set_value(["ar"])
    at.date_input(key="filter_since").set_value(date(2026, 1, 1))
    at.run()
    chips = next(element.value for element in at.get("html") if "isnad-chips" in element.value)
    assert "From 1 January 2026" in chips
    assert 'data-isnad="drop filter_languages ar"' in chips
    assert at.query_params["language"] == "ar"
    assert at.query_params["since"] == "2026-01-01"
    shown = ask(at, REFERENCE)
    assert "Asked within:" in shown
    cards = re.findall(r'<article class="isnad-card".*?</article>', shown, re.DOTALL)
    assert cards
    assert all('lang="ar"' in card for card in cards)


def test_an_address_brings_its_filters_along(page: Open, sample_home: Path) -> None:
    at = page(sample_home)
    at.query_params["language"] = ["ar", "xx"]
    at.query_params["until"] = "2025-12-31"
    at.query_params["since"] = "yesterday"
    at.query_params["ui"] = "ar"
    at.run()
    assert not at.exception
    assert at.multiselect(key="filter_languages").value == ["ar"]
    assert at.date_input(key="filter_until").value == date(2025, 12, 31)
    assert at.date_input(key="filter_since").value is None
    assert "اسأل أرشيفك" in html(at)


def test_filters_that_leave_nothing_are_named_as_the_reason(page: Open, sample_home: Path) -> None:
    at = page(sample_home).run()
    at.date_input(key="filter_since").set_value(date(2026, 1, 1))
    at.date_input(key="filter_until").set_value(date(2025, 1, 1))
    at.run()
    assert "no article can match" in html(at)
    assert "nothing within these filters" in ask(at, REFERENCE)


def test_what_was_understood_of_time_stands_above_the_answer(page: Open, sample_home: Path) -> None:
    at = page(sample_home).run()
    shown = ask(at, "What is the latest that Egypt discussed about Gaza in January 2026?")
    chips = re.search(r'<div class="isnad-chips isnad-understood".*?</div>', shown)
    assert chips
    assert shown.index("isnad-understood") < shown.index('class="isnad-answer"')
    assert 'data-isnad="without window 1" aria-label="Ask again without this: January 2026"' in chips.group()
    assert 'data-isnad="without newest 1"' in chips.group()
    assert "<bdi>Newest first</bdi>" in chips.group()
    cards = re.findall(r'<article class="isnad-card".*?</article>', shown, re.DOTALL)
    assert cards
    assert all("January 2026" in card for card in cards)
    at.selectbox(key="interface").set_value("ar").run()
    assert "<bdi>يناير 2026</bdi>" in html(at)


def test_a_window_that_was_not_followed_is_told_and_is_no_chip(page: Open, sample_home: Path) -> None:
    shown = ask(page(sample_home).run(), "Which ship blocked the Suez Canal in 1987?")
    assert "No article is from that time (\u20681987\u2069), so the whole archive was searched." in shown
    assert "without window" not in shown
    assert 'class="isnad-card"' in shown


def test_a_question_without_words_for_time_has_no_chip(page: Open, sample_home: Path) -> None:
    assert "isnad-understood" not in ask(page(sample_home).run(), REFERENCE)


def test_the_interface_speaks_arabic_where_it_is_told_to(page: Open, sample_home: Path) -> None:
    at = page(sample_home).run()
    at.selectbox(key="interface").set_value("ar").run()
    assert not at.exception
    shown = html(at)
    assert "اسأل أرشيفك" in shown
    assert any("direction: rtl" in element.value for element in at.get("html"))
    assert at.query_params["ui"] == "ar"
    shown = ask(at, REFERENCE)
    assert 'lang="en" dir="ltr">What did Egypt' in shown


def test_without_an_archive_the_page_says_how_to_make_one(page: Open, tmp_path: Path) -> None:
    at = page(tmp_path / "nothing").run()
    assert not at.exception
    shown = html(at)
    assert "There is no archive yet" in shown
    assert "python -m ingest" in shown
    assert not at.chat_input
    at.button(key="retry").click().run()
    assert not at.exception


def test_what_articles_hold_reaches_no_markdown(page: Open, sample_home: Path) -> None:
    at = page(sample_home).run()
    shown = ask(at, "How much did the Zanzubar harbour auction raise?")
    assert "Zanzubar" in shown
    assert "<script" not in shown
    assert "<img" not in shown
    assert 'href="javascript' not in shown
    assert not any("Zanzubar" in element.value for element in at.markdown)
