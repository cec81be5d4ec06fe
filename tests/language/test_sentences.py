from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.sentences import sentence_spans

ROUGH_TEXT = st.lists(
    st.sampled_from(
        [
            *'abAB زغ.!?؟۔؛،…"”»«[] \n\t\r\u2028\u00a0\u3000',
            "Mr.",
            "U.S. ",
            "د.",
            "3.5",
            ". . .",
            "\r\n",
            "    ",
            "word ",
            "كلمة ",
        ]
    ),
    max_size=60,
).map("".join)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@given(ROUGH_TEXT | st.text())
def test_spans_are_ordered_trimmed_and_cover_all_that_is_not_white(text: str) -> None:
    spans = sentence_spans(text)
    covered = 0
    for start, end in spans:
        assert covered <= start < end <= len(text)
        assert not text[covered:start].strip()
        assert text[start:end] == text[start:end].strip()
        covered = end
    assert not text[covered:].strip()


# A stroke stands where one sentence ends and the next begins; taken out, it is the text.
@pytest.mark.parametrize(
    "marked",
    [
        "Mr. Smith met Dr. Jones.| They talked.",
        "He joined the U.S. Treasury in 1999.| He left in 2001.",
        "He lives in the U.S.| The rest of us do not.",
        "Books by J. K. Rowling sold 3.5 million.| Others did not.",
        "See No. 5 on Jan. 14 at No. 10.| He said no.| Then he left.",
        "In Brown v. Board the court ruled.| It was 1954.",
        "“Really?” he asked.| “Yes.”| Then he left.",
        'He said: "It is over."| Nobody answered.',
        "It rose.[3]| It fell.[4]",
        "Wait... what?!| No!| Yes…| Perhaps.",
        "I am here . . . to listen.| You are not.",
        "Visit example.com or mail a.b@c.org.| Thanks!",
        "التقى د. محمد أ.د. سامي في القاهرة.| ثم غادر.",
        "قال م. ثيو إن السعر 3.5 دينار؛ وهو مرتفع، حسب رأيه.| هل توافق؟| نعم!",
        "«انتهى الأمر.»| وقال آخر: «لا.»| ثم صمت.",
        "وصل الوزير أمس، والتقى نظيره، وبحث معه الملف، ثم عقد مؤتمرا صحفيا، وغادر بعد ذلك إلى عمّان.",
        "انتهى الاجتماع.|وغادر الوفد القاهرة.",
        "ماذا قال؟|لم يقل شيئا.",
        "وہ گھر گیا۔| پھر واپس آیا۔| کیا وہ آئے گا؟| ہاں۔",
        "او رفت.| آیا برمی‌گردد؟| نه.",
        "Sie wohnt z.B. in Berlin.| Am 14. Januar kam er, d.h. gestern.| Der 2. Versuch gelang.",
        "Im 19. Jahrhundert war es so.| Das war 1990.| Er ging.",
        "„Nein, nicht mehr.“| Der Arzt schwieg.",
        "Он ушёл, т.е. вернулся домой.| А. С. Пушкин писал, и др. тоже.| Москва.",
        "Il a vu M. Dupont et Mme. Martin.| « Oui ! »| Elle est partie.",
        "Vino el Sr. García, p. ej. ayer.| ¿Qué pasa?| ¡Nada!| Fin.",
        "Prof. Dr. Yılmaz 2. Dünya Savaşı'nı anlattı.| Sonra gitti.",
        "היא הלכה.| האם תחזור?| כן.",
    ],
)
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    expected = [piece.strip() for piece in marked.split("|")]
    assert sentences(marked.replace("|", "")) == expected


def test_a_line_break_ends_a_paragraph_and_so_a_sentence() -> None:
    text = "عنوان الخبر\nأعلنت الوزارة اليوم نتائجها\n\nThe ministry has spoken\r\nof nothing"
    assert sentences(text) == [
        "عنوان الخبر",
        "أعلنت الوزارة اليوم نتائجها",
        "The ministry has spoken",
        "of nothing",
    ]


def test_lines_wrapped_by_a_newswire_are_joined() -> None:
    text = (
        "Showers continued throughout the week in\n"
        "the Bahia cocoa zone, alleviating the drought since early\n"
        "January and improving prospects for the coming temporao,\n"
        "Comissaria Smith said in its weekly review.\n"
        "    The dry period means the temporao will be late this year.\n"
        "    Arrivals for the week ended February 22 were 155,221 bags\n"
        "of 60 kilos. The U.S.\n"
        "Treasury was silent.\n"
        "REUTER\n"
    )
    found = [" ".join(sentence.split()) for sentence in sentences(text)]
    assert found == [
        "Showers continued throughout the week in the Bahia cocoa zone, alleviating the drought since early "
        "January and improving prospects for the coming temporao, "
        "Comissaria Smith said in its weekly review.",
        "The dry period means the temporao will be late this year.",
        "Arrivals for the week ended February 22 were 155,221 bags of 60 kilos.",
        "The U.S. Treasury was silent.",
        "REUTER",
    ]


def test_wrapped_arabic_lines_are_joined_though_they_have_no_capitals() -> None:
    text = (
        "بحث وزير الخارجية المصري مع المبعوث الأمريكي الخاص إلى الشرق\n"
        "الأوسط سبل تثبيت وقف إطلاق النار في قطاع غزة والانتقال إلى\n"
        "المرحلة الثانية من الخطة الأمريكية مع نشر قوة دولية لمراقبة\n"
        "التنفيذ. وأكد الجانبان أهمية الشراكة الاستراتيجية بين البلدين\n"
        "وضرورة استمرار التشاور."
    )
    assert len(sentences(text)) == 2


def test_short_lines_of_a_list_stay_apart() -> None:
    text = "الاتحاد الرياضي 3 نقاط\nالنادي الإفريقي 6 نقاط\nاتحاد بن قردان\nالنجم الساحلي\n"
    assert len(sentences(text)) == 4


def test_a_numbered_item_keeps_its_number() -> None:
    assert sentences("1. Egypt\n2. Jordan") == ["1. Egypt", "2. Jordan"]


def test_nothing_gives_nothing() -> None:
    assert sentence_spans("") == []
    assert sentence_spans(" \n\t ") == []
