"""The chat in a real Chromium, served by a real `streamlit run` over the samples."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
REFERENCE = "What did Egypt and the US discuss about Gaza?"
ARABIC = "ماذا ناقشت مصر والولايات المتحدة بشأن غزة؟"


@pytest.mark.parametrize(
    ("question", "locale"), [(REFERENCE, "en-US"), (ARABIC, "ar-EG")], ids=["english", "arabic"]
)
def test_a_citation_opens_the_article_at_the_cited_sentence(visit: Open, question: str, locale: str) -> None:
    window = visit(locale=locale, height=600)
    turn = window.ask(question)
    page = window.page
    sentences = turn.locator(".isnad-sentence")
    for index in range(sentences.count()):
        said = sentences.nth(index).evaluate("e => e.firstChild.textContent")
        sentences.nth(index).locator(f'[data-isnad="cite 1 {index} 0"]').click()
        mark = page.locator("#isnad-here")
        expect(mark).to_have_text(said)
        page.wait_for_function(
            "() => { const r = document.getElementById('isnad-here').getBoundingClientRect();"
            " return r.top >= 0 && r.bottom <= innerHeight }"
        )
        assert window.in_view(mark)
        page.keyboard.press("Escape")
        mark.wait_for(state="detached")


def test_a_citation_is_reached_by_tab_and_opened_by_enter(visit: Open) -> None:
    window = visit()
    turn = window.ask(REFERENCE)
    cite = turn.locator(".isnad-cite").first
    assert re.match(r"Source 1: .+", cite.get_attribute("aria-label"))
    cite.focus()
    window.page.keyboard.press("Tab")
    assert window.page.evaluate("document.activeElement.className") == "isnad-cite"
    window.page.keyboard.press("Enter")
    window.page.locator("#isnad-here").wait_for()


def test_each_block_lies_on_its_own_side(visit: Open) -> None:
    window = visit()
    turn = window.ask(REFERENCE)
    window.ask(ARABIC)
    sides = window.page.evaluate(
        "() => [...document.querySelectorAll("
        "'.isnad-question, .isnad-sentence, .isnad-title, .isnad-passage')]"
        ".map(e => [e.lang, getComputedStyle(e).direction])"
    )
    assert {"ar", "en"} <= {language for language, _ in sides}
    for language, direction in sides:
        assert direction == ("rtl" if language in {"ar", "fa", "he", "ur"} else "ltr")
    left = turn.locator(".isnad-question").bounding_box()["x"]
    assert left < 640


def test_what_is_typed_in_arabic_lies_right_to_left(visit: Open) -> None:
    box = visit().page.get_by_test_id("stChatInputTextArea")
    box.fill(ARABIC)
    expect(box).to_have_css("unicode-bidi", "plaintext")
    expect(box).to_have_css("text-align", "start")


@pytest.mark.parametrize("locale", ["en-US", "ar-EG"])
def test_a_phone_needs_no_sideways_scrolling(visit: Open, locale: str) -> None:
    window = visit(width=390, height=844, locale=locale)
    wide = (
        "() => document.documentElement.scrollWidth > innerWidth"
        " || [...document.querySelectorAll('.stMain, .stMain *')].some(e => e.scrollWidth > innerWidth)"
    )
    assert not window.page.evaluate(wide)
    expect(window.page.get_by_test_id("stSidebarUserContent")).not_to_be_in_viewport()
    turn = window.ask(REFERENCE)
    assert not window.page.evaluate(wide)
    turn.locator(".isnad-cite").first.click()
    window.page.locator("#isnad-here").wait_for()
    dialog = window.page.get_by_role("dialog")
    assert dialog.evaluate("e => e.scrollWidth <= innerWidth")


def test_a_new_question_stands_at_the_top_and_stays_there(visit: Open) -> None:
    window = visit(height=700)
    window.ask(REFERENCE)
    turn = window.ask(ARABIC)
    question = turn.locator(".isnad-question")
    expect(turn.get_by_test_id("stDownloadButton")).to_be_attached()
    assert window.in_view(question)
    assert question.bounding_box()["y"] < 200


def test_what_an_article_holds_is_shown_and_not_done(visit: Open) -> None:
    window = visit()
    window.page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    turn = window.ask("How much did the Zanzubar harbour auction raise?")
    card = turn.locator(".isnad-card", has_text="Zanzubar").first
    for literal in ("<script>fetch('http://evil.example/title')</script>", "$119 billion", "**bold**", "$x$"):
        expect(card).to_contain_text(literal)
    card.locator(".isnad-open").click()
    reader = window.page.locator(".isnad-reader")
    for literal in (
        "![x](http://evil.example/a.png)",
        "[here](javascript:alert(1))",
        "&amp;",
        ":red[nothing]",
    ):
        expect(reader).to_contain_text(literal)
    assert reader.locator("a, img, script, b").count() == 0
    window.page.keyboard.press("Escape")
    window.page.get_by_role("combobox", name="Outlets").fill("img src")
    option = window.page.get_by_role("option").filter(has_text="img src")
    expect(option).to_contain_text("$x$ <img src=http://evil.example/c.png> :material/home: _Outlet_")
    option.click()
    expect(window.page.locator(".isnad-chip")).to_contain_text("$x$ <img src=http://evil.example/c.png>")
    assert {urlsplit(url).hostname for url in window.requests if url.startswith("http")} == {"localhost"}


def test_a_link_keeps_its_filters_and_a_chip_takes_one_off(visit: Open) -> None:
    page = visit(query="/?language=ar&since=2025-01-01").page
    chips = page.locator(".isnad-chip")
    expect(chips).to_have_count(2)
    chips.filter(has_text="Arabic").click()
    expect(chips).to_have_count(1)
    page.wait_for_url(re.compile(r"\?since=2025-01-01$"))


@pytest.mark.parametrize(
    ("question", "locale", "name"),
    [
        ("What did Egypt discuss about Gaza in January 2026?", "en-US", "January 2026"),
        ("ماذا بحثت مصر بشأن غزة في يناير 2026؟", "ar-EG", "يناير 2026"),
        ("De quoi l'Égypte a-t-elle parlé à propos de Gaza en janvier 2026 ?", "fr-FR", "janvier 2026"),
    ],
    ids=["english", "arabic", "french"],
)
def test_taking_the_understood_dates_off_asks_again_without_them(
    visit: Open, question: str, locale: str, name: str
) -> None:
    window = visit(locale=locale)
    turn = window.ask(question)
    chip = turn.locator(".isnad-understood .isnad-chip")
    expect(chip).to_contain_text(name)
    assert window.in_view(chip)
    chip.click()
    again = window.page.locator(".st-key-turn-2")
    again.locator(".isnad-cards").wait_for()
    expect(again.locator(".isnad-question")).to_have_text(question)
    expect(again.locator(".isnad-understood")).to_have_count(0)
    expect(turn.locator(".isnad-understood .isnad-chip")).to_have_count(1)


def test_the_arabic_interface_reads_right_to_left(visit: Open) -> None:
    page = visit(locale="ar-EG").page
    expect(page.locator(".isnad-hero h1")).to_have_text("إسناد")
    assert page.evaluate("document.documentElement.lang") == "ar"
    sidebar = page.get_by_test_id("stSidebar").bounding_box()
    assert sidebar["x"] > 640
    assert page.get_by_test_id("stSidebarUserContent").evaluate("e => getComputedStyle(e).direction") == "rtl"
