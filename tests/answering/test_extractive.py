"""Questions are answered with verbatim cited sentences, whatever the language of either, or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from answering.answer import Abstention, Answer
from answering.assistant import Assistant
from answering.events import Finished, Found, Searching, SentenceReady
from answering.extractive import ExtractiveWriter
from archive.article import Article
from retrieval.retriever import Retriever
from retrieval.understanding import understand

MakeArticle = Callable[..., Article]
OpenArchive = Callable[..., Retriever]

ARABIC = (
    "تلقى وزير الخارجية المصري بدر عبد العاطي اتصالا هاتفيا من ستيف ويتكوف المبعوث الأمريكي الخاص إلى الشرق "
    "الأوسط. وبحث الجانبان مستجدات الأوضاع في غزة وسبل الانتقال إلى المرحلة الثانية من خطة الرئيس ترامب. "
    "وأكد الوزير ضرورة تشكيل لجنة فلسطينية من التكنوقراط ونشر قوة دولية لمراقبة وقف إطلاق النار في القطاع. "
    "وشدد على أهمية الانسحاب الإسرائيلي وبدء التعافي المبكر وإعادة إعمار غزة. "
    "وتطرق الاتصال إلى إيران حيث دعا الوزير إلى خفض التصعيد. وثمن ويتكوف الدور المحوري لمصر."
)
ENGLISH = (
    "Egypt's foreign minister Badr Abdelatty took a telephone call from the US envoy Steve Witkoff. "
    "The two discussed Gaza and how Egypt and the United States can move to the second phase of the plan. "
    "They spoke of a committee of Palestinian technocrats and an international force in Gaza. "
    "Egypt asked for an Israeli withdrawal from Gaza and for reconstruction. Iran was mentioned as well."
)
FOOTBALL = (
    "The stadium in Alexandria was full on Friday evening. The home side scored twice before the break."
)


def answer_of(retriever: Retriever, text: str) -> Answer:
    *_, last = Assistant(retriever, ExtractiveWriter()).answer(understand(text))
    assert isinstance(last, Finished)
    return last.answer


def assert_verbatim(answer: Answer, retriever: Retriever) -> None:
    for sentence in answer.sentences:
        assert sentence.text == sentence.citations[0].quote
        for citation in sentence.citations:
            article = retriever.reader.article(citation.article.id)
            assert article is not None
            assert article.body[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    ("question", "language", "body"),
    [
        ("What did Egypt and the US discuss about Gaza?", "ar", ARABIC),
        ("ماذا بحثت مصر والولايات المتحدة بشأن غزة؟", "en", ENGLISH),
        ("De quoi l'Égypte et les États-Unis ont-ils discuté au sujet de Gaza ?", "ar", ARABIC),
        ("ماذا بحثت مصر والولايات المتحدة بشأن غزة؟", "ar", ARABIC),
    ],
)
def test_a_question_is_answered_from_an_article_in_another_language(
    open_archive: OpenArchive, article: MakeArticle, question: str, language: str, body: str
) -> None:
    retriever = open_archive(article("call", "", body, language))
    answer = answer_of(retriever, question)
    assert 2 <= len(answer.sentences) <= 6
    assert any("غزة" in sentence.text or "Gaza" in sentence.text for sentence in answer.sentences)
    assert_verbatim(answer, retriever)


@pytest.mark.parametrize("question", ["Who won the 1998 World Cup?", "من فاز بكأس العالم 1998؟"])
@pytest.mark.parametrize(("language", "body"), [("ar", ARABIC), ("en", ENGLISH)])
def test_a_question_that_the_archive_cannot_answer_is_not_answered(
    open_archive: OpenArchive, article: MakeArticle, question: str, language: str, body: str
) -> None:
    answer = answer_of(open_archive(article("call", "", body, language)), question)
    assert answer.sentences == ()
    assert answer.abstention in (Abstention.TOO_WEAK, Abstention.NOTHING_FOUND)


QUESTION = "What did Egypt and the US discuss about Gaza?"
TRUCKS = "In January Egypt and the US talked about trucks for Gaza."
CLINICS = "Egypt and the US talked about Gaza and its hospitals in December."
TELEPHONE = "In February Egypt and the US talked about Gaza on the telephone."


def test_the_likeliest_article_leads_and_the_others_follow_from_the_oldest_on(
    open_archive: OpenArchive, article: MakeArticle
) -> None:
    retriever = open_archive(
        article("new", "", TELEPHONE, published="2026-02-02"),
        article("old", "", CLINICS, published="2025-12-09"),
        article("best", "", TRUCKS, published="2026-01-14"),
        article("match", "", FOOTBALL),
    )
    answer = answer_of(retriever, QUESTION)
    order = list(dict.fromkeys(s.citations[0].article.id for s in answer.sentences))
    assert order == ["best", "old", "new"]
    assert [s.citations[0].number for s in answer.sentences] == sorted(
        s.citations[0].number for s in answer.sentences
    )
    assert_verbatim(answer, retriever)


def test_an_article_in_another_language_that_hardly_answers_is_not_heard(
    open_archive: OpenArchive, article: MakeArticle
) -> None:
    summit = (
        "وجاءت القمة ردا على مقترح الرئيس الأمريكي الذي تحدث في فبراير عن سيطرة بلاده على غزة بعد نقل سكانها "
        "إلى مصر والأردن. ورفضت دول أوروبية المقترح في بيان مشترك."
    )
    retriever = open_archive(
        article("summit", "", summit, "ar", published="2025-03-05"),
        article("call", "", ENGLISH, published="2026-01-14"),
        article("match", "", FOOTBALL),
    )
    answer = answer_of(retriever, QUESTION)
    assert {s.citations[0].article.id for s in answer.sentences} == {"call"}


@pytest.mark.parametrize(
    ("question", "language"),
    [(QUESTION, "en"), ("ماذا بحثت مصر والولايات المتحدة بشأن غزة؟", "ar")],
)
def test_of_two_articles_that_say_as_much_the_readers_language_leads(
    open_archive: OpenArchive, article: MakeArticle, question: str, language: str
) -> None:
    days = {"en": "2026-01-13", "ar": "2026-01-13", language: "2026-01-14"}
    retriever = open_archive(
        article("ar", "", "بحثت مصر والولايات المتحدة الأوضاع في غزة وفتح المعابر.", "ar", days["ar"]),
        article(
            "en", "", "Egypt and the US discussed the state of Gaza and the crossings.", "en", days["en"]
        ),
        article("match", "", FOOTBALL),
    )
    assert answer_of(retriever, question).sentences[0].language == language


def test_a_wire_story_in_two_outlets_is_told_once_and_both_are_named(
    open_archive: OpenArchive, article: MakeArticle
) -> None:
    retriever = open_archive(
        article("one", "", ENGLISH, source="Delta Lantern"),
        article("two", "", ENGLISH, source="Harbour Wire"),
    )
    answer = answer_of(retriever, "What did Egypt and the US discuss about Gaza?")
    texts = [sentence.text for sentence in answer.sentences]
    assert len(texts) == len(set(texts))
    assert {c.article.id for sentence in answer.sentences for c in sentence.citations} == {"one"}
    assert [copy.article.source for copy in answer.hits[0].copies] == ["Harbour Wire"]


def test_the_events_come_in_order_and_agree_with_the_answer(
    open_archive: OpenArchive, article: MakeArticle
) -> None:
    assistant = Assistant(open_archive(article("call", "", ENGLISH)), ExtractiveWriter())
    searching, found, *ready, finished = assistant.answer(understand("What was discussed about Gaza?"))
    assert isinstance(searching, Searching)
    assert isinstance(found, Found)
    assert isinstance(finished, Finished)
    told = [event.sentence for event in ready if isinstance(event, SentenceReady)]
    assert told == list(finished.answer.sentences) != []
    assert finished.answer.hits == found.result.hits
