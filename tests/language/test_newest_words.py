import pytest

from language.folding import fold
from language.newest_words import NEWEST_WORDS, wants_newest

WANTED = [
    ("en", "What is the latest on the talks?"),
    ("en", "most recent statement of the ministry"),
    ("en", "What has the bank said recently?"),
    ("ar", "ما آخر أخبار السودان؟"),
    ("ar", "أحدث تصريحات الوزير"),
    ("ar", "ما هو آخر تقرير عن الكوليرا؟"),
    ("ar", "ما مستجدات الحرب؟"),
    ("fr", "Quelles sont les dernières nouvelles du Soudan ?"),
    ("fr", "le plus récent rapport"),
    ("es", "¿Cuáles son las últimas noticias de Gaza?"),
    ("es", "lo último sobre las negociaciones"),
    ("de", "Was sind die neuesten Meldungen aus Kairo?"),
    ("tr", "Gazze'den son haberler neler?"),
    ("tr", "en son açıklama"),
    ("ru", "Последние новости из Судана"),
    ("ru", "Что недавно сказал министр?"),
    ("fa", "آخرین خبرها از غزه چیست؟"),
    ("he", "מה החדשות האחרונות מעזה?"),
    ("he", "מה קרה לאחרונה?"),
    ("ur", "غزہ کی تازہ ترین خبریں کیا ہیں؟"),
]
NOT_WANTED = [
    ("en", "Who must reply by Friday at the latest?"),
    ("en", "What did Egypt say about Gaza?"),
    ("ar", "هل وافق بلد آخر على الخطة؟"),
    ("ar", "ماذا قال الطرف الآخر؟"),
    ("ar", "ما الذي أحدث ضجة في البرلمان؟"),
    ("ar", "ما أسباب تأخر الرحلة؟"),
    ("fr", "Qui a eu le dernier mot ?"),
    ("es", "¿Qué dijo el ministro?"),
    ("de", "Wer war der letzte Zar?"),
    ("tr", "Soner kimdir?"),
    ("ru", "Кто был последним царём?"),
    ("he", "מי היה המלך האחרון?"),
    ("fa", "چه کسی برنده شد؟"),
    ("ur", "کس نے کہا؟"),
]


@pytest.mark.parametrize(("language", "question"), WANTED)
def test_a_wish_for_the_newest_is_heard(language: str, question: str) -> None:
    assert wants_newest(fold(question), language)
    assert wants_newest(fold(question), "und")


@pytest.mark.parametrize(("language", "question"), NOT_WANTED)
def test_words_of_another_meaning_are_no_such_wish(language: str, question: str) -> None:
    assert not wants_newest(fold(question), language)


def test_every_language_can_ask_for_the_newest() -> None:
    assert {language for language, _ in WANTED} == set(NEWEST_WORDS)
