"""Articles of our own about true facts, each with slips that a second delivery corrects."""

import json
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Corrected:
    """An article, what was wrong in it at first, and a question that it answers."""

    language: str
    title: str
    body: str
    slips: tuple[tuple[str, str], ...]
    question: str

    @property
    def url(self) -> str:
        return f"https://nile.example/{self.language}/1"

    @property
    def first_body(self) -> str:
        body = self.body
        for wrong, right in self.slips:
            assert right in body
            body = body.replace(right, wrong)
        return body

    @property
    def taken_out(self) -> list[str]:
        return [wrong for wrong, _ in self.slips if wrong]

    @property
    def put_in(self) -> list[str]:
        return [right for _, right in self.slips if right]


def delivery(*, first: bool) -> str:
    """All of them as JSON Lines: as they were first, or corrected."""
    return "".join(
        json.dumps(
            {
                "title": article.title,
                "text": article.first_body if first else article.body,
                "url": article.url,
                "language": article.language,
                "published": "2026-01-14T09:00:00+02:00",
                "updated": None if first else "2026-01-16T09:30:00+02:00",
            }
        )
        + "\n"
        for article in BY_LANGUAGE.values()
    )


_ARTICLES: Final = (
    Corrected(
        "en",
        "How the Suez Canal was opened",
        "The Suez Canal was opened to ships on 17 November 1869 in the presence of "
        "Empress Eugénie of France. "
        "Work on it had taken ten years. "
        "The canal joins the Mediterranean at Port Said with the Red Sea at Suez."
        "\n\nIt was nationalised in July 1956. It was closed to all ships from June 1967 until June 1975, "
        "and fifteen ships lay trapped in the Great Bitter Lake. "
        "Fourteen of them stayed there for eight years.",
        (("1896", "1869"), ("Queen Victoria of Britain", "Empress Eugénie of France"), ("May", "July")),
        "When was the Suez Canal opened to ships?",
    ),
    Corrected(
        "ar",
        "كيف بُني السد العالي في أسوان",
        "بدأ بناء السد العالي في أسوان في 9 يناير 1960 واكتمل في يوليو 1970، "
        "وشارك فيه مهندسون من الاتحاد السوفيتي. "
        "يبلغ طول السد 3830 مترًا، ويرتفع 111 مترًا فوق قاع النهر. وتكوّنت خلفه بحيرة ناصر."
        "\n\nنُقل معبدا أبو سمبل بين عامي 1964 و1968 إلى موضع أعلى "
        "بإشراف منظمة UNESCO خشية أن تغمرهما المياه. "
        "وانتقل كثير من أهل النوبة إلى قرى جديدة قرب كوم أمبو.",
        (("الولايات المتحدة", "الاتحاد السوفيتي"), ("3380", "3830"), ("UNICEF", "UNESCO")),
        "متى بدأ بناء السد العالي في أسوان؟",
    ),
    Corrected(
        "fa",
        "راه‌آهن سراسری ایران چگونه ساخته شد",
        "ساخت راه‌آهن سراسری ایران در سال ۱۳۰۶ آغاز شد و در سال ۱۳۱۷ به پایان رسید. "
        "این راه‌آهن بندر شاهپور را در کنار خلیج فارس به بندر شاه در کنار دریای خزر می‌رساند. "
        "پل ورسک در مازندران از پل‌های نامدار آن است."
        "\n\nیونسکو در سال ۲۰۲۱ این راه‌آهن را در فهرست میراث جهانی ثبت کرد.",
        (("گیلان", "مازندران"), ("۲۰۱۲", "۲۰۲۱")),
        "ساخت راه‌آهن سراسری ایران در چه سالی آغاز شد؟",
    ),
    Corrected(
        "he",
        "מסילת הרכבת מיפו לירושלים",
        "מסילת הרכבת מיפו לירושלים נחנכה בספטמבר 1892, לאחר בנייה של כשנתיים וחצי. "
        "הנסיעה בין שתי הערים ארכה בתחילה כארבע שעות. אורך המסילה היה כ־87 קילומטרים.",
        (("1829", "1892"), ("כעשר", "כארבע")),
        "מתי נחנכה מסילת הרכבת מיפו לירושלים?",
    ),
)

BY_LANGUAGE: Final = {article.language: article for article in _ARTICLES}
