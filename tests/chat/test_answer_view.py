import re
from dataclasses import replace
from pathlib import Path

import pytest

from answering.answer import Abstention, Answer
from archive.reader import ArchiveReader
from chat.answer_view import answer_html, cards_html
from chat.article_reader import article_html, opening_of_card, opening_of_citation, opening_of_copy
from chat.conversation import Turn
from chat.source_card import NAMED_COPIES, NEAREST, nearest_cards
from chat.texts import texts_in
from language.static_model import StaticModel
from retrieval.hit import Copy
from retrieval.question import Question
from retrieval.retriever import Retriever


@pytest.fixture
def unanswered(sample_home: Path, model: StaticModel) -> Turn:
    """A turn that found articles and yet no answer."""
    with ArchiveReader(sample_home) as reader:
        question = Question("ماذا عن سد النهضة؟", "ar")
        hits = Retriever(reader, model, model).search(question).hits
    turn = Turn(1, question)
    turn.answer = Answer(question, (), Abstention.TOO_WEAK, hits, 0.1)
    turn.cards = nearest_cards(hits)
    return turn


def test_an_abstention_speaks_the_question_s_language(unanswered: Turn) -> None:
    shown = answer_html(unanswered, texts_in("en"))
    assert '<p class="isnad-abstention" lang="ar" dir="rtl">لا أجد في الأرشيف' in shown
    assert "isnad-sentence" not in shown


def test_the_nearest_articles_are_marked_as_no_answer(unanswered: Turn) -> None:
    shown = cards_html(unanswered, texts_in("en"))
    assert "Nearest articles, not an answer" in shown
    assert 1 <= shown.count('class="isnad-card"') <= NEAREST
    assert "isnad-number" not in shown
    assert "<b>" in shown, "the matched words are bold"


def test_a_near_article_opens_at_the_passage_that_was_found(unanswered: Turn, sample_home: Path) -> None:
    opening = opening_of_card(unanswered, 0)
    assert opening is not None
    with ArchiveReader(sample_home) as reader:
        article = reader.article(opening.article_id)
    assert article is not None
    shown = article_html(article, opening, texts_in("en"))
    assert shown.count('id="isnad-here"') == 1
    assert "The passage is marked." in shown
    plain = re.sub(r"<[^>]+>", "", shown)
    assert all(line.strip()[:20] in plain.replace("&quot;", '"') for line in article.body.split("\n\n"))


def test_a_click_on_what_is_not_there_opens_nothing(unanswered: Turn) -> None:
    assert opening_of_card(unanswered, 99) is None
    assert opening_of_citation(unanswered, 0, 0) is None


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Also published by:"), ("ar", "نُشر أيضًا في:"), ("fr", "Publié")]
)
def test_a_card_names_who_else_published_the_text(unanswered: Turn, language: str, said: str) -> None:
    assert said not in cards_html(unanswered, texts_in(language))
    first, other = unanswered.answer.hits[0], unanswered.answer.hits[1]
    info = replace(other.article, source="<b>Wire</b>", published="2026-01-14")
    copies = (Copy(other.key, other.passage, info),) * (NAMED_COPIES + 3)
    unanswered.cards = nearest_cards([replace(first, copies=copies)])
    shown = cards_html(unanswered, texts_in(language))
    assert said in shown
    assert shown.count('data-isnad="card 1 0 ') == NAMED_COPIES
    assert "&lt;b&gt;Wire&lt;/b&gt; (14 " in shown
    assert texts_in(language)("and_more", count=3) in shown
    opening = opening_of_copy(unanswered, 0, 1)
    assert opening is not None
    assert (opening.article_id, opening.spans) == (
        other.passage.article_id,
        ((other.passage.start, other.passage.end),),
    )
    assert opening_of_copy(unanswered, 0, 99) is None
    assert opening_of_copy(unanswered, 9, 0) is None
