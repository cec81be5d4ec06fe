import re
from pathlib import Path

import pytest

from answering.answer import Abstention, Answer
from archive.reader import ArchiveReader
from chat.answer_view import answer_html, cards_html
from chat.article_reader import article_html, opening_of_card, opening_of_citation
from chat.conversation import Turn
from chat.source_card import NEAREST, nearest_cards
from chat.texts import texts_in
from language.static_model import StaticModel
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
