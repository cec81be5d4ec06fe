import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from archive.article import Article, ArticleInfo, EarlierVersion
from chat.article_reader import Opening, article_html
from chat.changes import SHOWN_VERSIONS, changes_html
from chat.texts import texts_in
from ingest.records.identity import id_of_url
from tests.chat.corrected_articles import BY_LANGUAGE, Corrected

TAKEN = "2026-01-16T07:40:00+00:00"


def article(title: str, body: str, updated: str | None = None) -> Article:
    return Article(ArticleInfo("a", title, "en", "2026-01-14", "", None, None, "/a", updated), body)


def version(title: str, body: str, replaced: str = TAKEN) -> EarlierVersion:
    return EarlierVersion(title, body, "2026-01-14", None, replaced)


def pieces(shown: str, tag: str) -> list[str]:
    """What stands in these elements of the paragraphs, without what only a screen reader says."""
    shown = re.sub(r'<span class="isnad-hidden".*?</span>', "", shown)
    return [unescape(text) for text in re.findall(rf'<{tag} dir="\w+">(.*?)</{tag}>', shown, re.DOTALL)]


def test_an_article_that_was_never_changed_has_no_control() -> None:
    assert changes_html(article("Lock", "The lock is open."), [], texts_in("en")) == ""


def test_each_version_is_compared_with_the_one_after_it_the_latest_first() -> None:
    now = article("The lock is closed", "The lock in Suez is closed for six days.")
    versions = [
        version(
            "The lock is closed", "The lock in Suez is closed for five days.", "2026-01-16T07:40:00+00:00"
        ),
        version("The lock is open", "The lock in Suez is closed for five days.", "2026-01-15T10:05:00+00:00"),
    ]
    shown = changes_html(now, versions, texts_in("en"))
    assert pieces(shown, "del") == ["five", "open"]
    assert pieces(shown, "ins") == ["six", "closed"]
    times = re.findall(r"New text in the archive since <bdi>([^<]+)</bdi>", shown)
    assert times == ["16 January 2026 07:40", "16 January 2026 07:40", "15 January 2026 10:05"]
    assert shown.count("isnad-changed-title") == 1


def test_where_the_outlet_dates_its_correction_that_day_is_told() -> None:
    now = article("Lock", "The lock is closed.", "2026-01-15T20:00:00+02:00")
    shown = article_html(now, Opening("a", (), cited=True), texts_in("en"), [version("Lock", "It is open.")])
    assert ">Updated on 15 January 2026</bdi>" in shown
    assert shown.count("New text in the archive") == 1


def test_a_change_of_spacing_is_called_so() -> None:
    shown = changes_html(article("Lock", "One.\n\nTwo."), [version("Lock", "One. Two.")], texts_in("fr"))
    assert "Seuls les espaces" in shown
    assert pieces(shown, "del") == pieces(shown, "ins") == []


def test_of_very_many_versions_the_latest_are_shown() -> None:
    versions = [version("Lock", f"The lock is closed for {n} days.") for n in range(SHOWN_VERSIONS + 3)]
    shown = changes_html(article("Lock", "The lock is closed."), versions, texts_in("en"))
    assert shown.count("<section") == SHOWN_VERSIONS
    assert "Older changes not shown here: 3." in shown


@given(st.text(alphabet="<>&\"'a b.\nء"), st.text(alphabet="<>&\"'a b.\nء"))
def test_no_text_of_a_version_opens_a_tag(old: str, new: str) -> None:
    shown = changes_html(article(new, new), [version(old, old)], texts_in("ar"))
    assert set(re.findall(r"</?(\w+)", shown)) <= {
        *("p", "bdi", "details", "summary", "section", "span", "del", "ins")
    }


@pytest.mark.parametrize("corrected", BY_LANGUAGE.values(), ids=BY_LANGUAGE)
def test_the_open_article_shows_what_changed_in_it(
    page: Callable[[Path], AppTest], corrected_home: Path, corrected: Corrected
) -> None:
    at = page(corrected_home).run()
    name = id_of_url(corrected.url)
    assert name is not None
    at.session_state["isnad_opening"] = Opening(name, (), cited=False)
    at.run()
    assert not at.exception
    [shown] = [element.value for element in at.get("html") if "isnad-reader" in element.value[:40]]
    assert pieces(shown, "del") == corrected.taken_out
    assert pieces(shown, "ins") == corrected.put_in


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "locale", "control", "updated"),
    [
        ("en", "en-US", "See what changed", "Updated on 16 January 2026"),
        ("ar", "ar-EG", "اعرض ما تغيّر", "حُدِّث في 16 يناير 2026"),
        ("fa", "fa-IR", "ببینید چه تغییر کرده است", "به‌روزرسانی: 16 ژانویهٔ 2026"),
        ("he", "en-US", "See what changed", "Updated on 16 January 2026"),
    ],
    ids=["english", "arabic", "persian", "hebrew in english"],
)
def test_a_person_opens_what_changed(
    visit: Callable[..., Any],
    corrected_address: str,
    language: str,
    locale: str,
    control: str,
    updated: str,
) -> None:
    corrected = BY_LANGUAGE[language]
    window = visit(locale=locale, at=corrected_address)
    turn = window.ask(corrected.question)
    card = turn.locator(".isnad-card", has_text=corrected.title).first
    expect(card.locator(".isnad-updated")).to_have_text(updated)
    card.locator(".isnad-open").click()
    reader = window.page.locator(".isnad-reader")
    expect(reader.locator(".isnad-updated")).to_have_text(updated)
    removed = reader.locator(".isnad-changed del")
    expect(removed.first).not_to_be_visible()
    reader.locator("summary", has_text=control).click()
    for tag, line, words in (
        ("del", "line-through", corrected.taken_out),
        ("ins", "underline", corrected.put_in),
    ):
        parts = reader.locator(f".isnad-changed {tag}")
        expect(parts).to_have_count(len(words))
        for index, word in enumerate(words):
            expect(parts.nth(index)).to_be_visible()
            assert parts.nth(index).evaluate("e => e.lastChild.textContent") == word
            assert line in parts.nth(index).evaluate("e => getComputedStyle(e).textDecorationLine")
    paragraph = reader.locator(".isnad-changed").first
    side = "ltr" if language == "en" else "rtl"
    assert paragraph.evaluate("e => getComputedStyle(e).direction") == side
    assert window.page.get_by_role("dialog").evaluate("e => e.scrollWidth <= innerWidth")
