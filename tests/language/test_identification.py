from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.folding import fold
from language.frequent_words import FREQUENT_WORDS
from language.identification import LANGUAGES, UNKNOWN, identify

QUESTIONS = {
    "ar": [
        "ماذا ناقشت مصر والولايات المتحدة بشأن غزة؟",
        "من هو بدر عبد العاطي؟",
        "متى بدأ وقف إطلاق النار؟",
        "أخبار تونس",
        "اسعار النفط اليوم في السوق",
    ],
    "en": [
        "What did Egypt and the US discuss about Gaza?",
        "who is Badr Abdelatty",
        "When did the ceasefire begin?",
        "WHO WON THE ELECTION",
        "How many people fled Sudan in 2023?",
    ],
    "fr": [
        "De quoi l'Égypte et les États-Unis ont-ils discuté ?",
        "Qui est Macron ?",
        "Les vitesses de la norme",
        "quand a commencé la trêve",
        "Combien de personnes ont fui le Soudan ?",
    ],
    "es": [
        "¿Qué discutieron Egipto y Estados Unidos sobre Gaza?",
        "quién es Lula",
        "cuándo empezó la tregua",
        "¿Cuántas personas huyeron de Sudán?",
        "las elecciones en Chile",
    ],
    "de": [
        "Was haben Ägypten und die USA über Gaza besprochen?",
        "Wer ist Merz?",
        "wann begann die Waffenruhe",
        "Wie viele Menschen flohen aus dem Sudan?",
        "Erdbeben in der Türkei",
    ],
    "tr": [
        "Mısır ve ABD Gazze hakkında ne konuştu?",
        "Merz kimdir?",
        "ateşkes ne zaman başladı",
        "Sudan'dan kaç kişi kaçtı?",
        "İstanbul seçim sonuçları",
    ],
    "fa": [
        "مصر و آمریکا درباره غزه چه گفتند؟",
        "رئیس جمهور ایران کیست؟",
        "آتش‌بس کی آغاز شد؟",
        "چند نفر از سودان گریختند؟",
        "قیمت نفت در بازار",
    ],
    "he": ["על מה דנו מצרים וארצות הברית?", "מי הוא נתניהו?", "הפסקת האש בעזה"],
    "ru": ["Что обсуждали Египет и США?", "кто такой Лавров", "перемирие в Газе"],
    "ur": [
        "مصر اور امریکہ نے غزہ پر کیا بات کی؟",
        "عمران خان کون ہے؟",
        "جنگ بندی کب شروع ہوئی؟",
        "کتنے لوگ سوڈان سے بھاگے؟",
        "پاکستان میں سیلاب",
    ],
}


@pytest.mark.parametrize(
    ("language", "question"),
    [(language, question) for language, questions in QUESTIONS.items() for question in questions],
)
def test_short_questions_are_told_apart(language: str, question: str) -> None:
    assert identify(question) == language


@pytest.mark.parametrize(
    "text", ["", "   ", "2026", "14/01/2026 18:30", "😀🎉", "؟!…", "\ud800", "Gaza", "Witkoff Abdelatty Gaza"]
)
def test_nothing_is_guessed_where_nothing_decides(text: str) -> None:
    assert identify(text) == UNKNOWN


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "pt",
            "O governo português anunciou ontem que vai aumentar o salário mínimo nacional",
        ),
        (
            "it",
            "Il governo italiano ha annunciato ieri che aumenterà le pensioni minime",
        ),
        ("el", "Η κυβέρνηση ανακοίνωσε χθες νέα μέτρα για την οικονομία και την απασχόληση των νέων."),
        ("uk", "Уряд оголосив про нові заходи для підтримки економіки та населення країни."),
        ("zh", "中国政府昨天宣布了支持经济和就业的新措施，总理在北京的新闻发布会上回答了记者的提问。"),
        (
            "ps",
            "د افغانستان حکومت وویل چې د تېلو بیې لوړې شوې دي او خلک له ستونزو سره مخ دي",
        ),
    ],
)
def test_articles_in_other_languages_are_named(language: str, text: str) -> None:
    assert identify(text) == language


def test_latin_names_do_not_hide_the_script_around_them() -> None:
    assert identify("رئیس پلیس «Chandra Shekhar Solanki» گفت") == "fa"
    assert identify("ماذا قالت شركة OpenAI عن GPT؟") == "ar"
    assert identify("что сказал Elon Musk в Twitter") == "ru"


def test_an_arabic_article_with_persian_names_stays_arabic() -> None:
    text = "أعلن وزير الخارجية أن الاجتماع الذي عقد في طهران مع پزشکیان تناول العلاقات بين البلدين."
    assert identify(text) == "ar"


def test_decomposed_letters_count_as_composed_ones() -> None:
    assert identify("Ou\u0300 e\u0301tait le pre\u0301sident ?") == "fr"


def test_every_language_but_those_alone_in_their_script_has_frequent_words() -> None:
    assert set(LANGUAGES) - set(FREQUENT_WORDS) == {"he", "ru"}
    for words in FREQUENT_WORDS.values():
        assert all(word == word.strip().lower() for word in words)
        assert all(fold(word) for word in words)


@settings(max_examples=50)
@given(st.text(max_size=80))
def test_any_text_gets_a_code(text: str) -> None:
    assert identify(text) == UNKNOWN or len(identify(text)) == 2
