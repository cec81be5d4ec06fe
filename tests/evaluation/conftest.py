"""A folder of data in the shape of the real one: two articles of two paragraphs, six languages, news."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

SENTENCES = {
    "en": [
        ("A container ship blocked the Suez Canal for six days.", "What blocked the Suez Canal?"),
        ("Tugboats freed the ship at high tide.", "Who freed the ship?"),
        ("A new museum opened beside the pyramids of Giza.", "Where did the museum open?"),
        ("Its halls show the treasure of Tutankhamun.", "Whose treasure do the halls show?"),
    ],
    "ar": [
        ("سدت سفينة حاويات قناة السويس ستة أيام.", "ما الذي سد قناة السويس؟"),
        ("حررت القاطرات السفينة عند المد العالي.", "من حرر السفينة؟"),
        ("افتتح متحف جديد بجوار أهرامات الجيزة.", "أين افتتح المتحف؟"),
        ("تعرض قاعاته كنوز توت عنخ آمون.", "كنوز من تعرض القاعات؟"),
    ],
    "de": [
        ("Ein Containerschiff blockierte den Suezkanal sechs Tage lang.", "Was blockierte den Suezkanal?"),
        ("Schlepper befreiten das Schiff bei Flut.", "Wer befreite das Schiff?"),
        ("Ein neues Museum wurde neben den Pyramiden von Gizeh eröffnet.", "Wo wurde das Museum eröffnet?"),
        ("Seine Hallen zeigen den Schatz des Tutanchamun.", "Wessen Schatz zeigen die Hallen?"),
    ],
    "es": [
        ("Un buque portacontenedores bloqueó el canal de Suez seis días.", "¿Qué bloqueó el canal de Suez?"),
        ("Los remolcadores liberaron el barco con la marea alta.", "¿Quién liberó el barco?"),
        ("Un nuevo museo abrió junto a las pirámides de Guiza.", "¿Dónde abrió el museo?"),
        ("Sus salas muestran el tesoro de Tutankamón.", "¿De quién es el tesoro de las salas?"),
    ],
    "ru": [
        ("Контейнеровоз перекрыл Суэцкий канал на шесть дней.", "Что перекрыло Суэцкий канал?"),
        ("Буксиры освободили судно во время прилива.", "Кто освободил судно?"),
        ("Новый музей открылся рядом с пирамидами Гизы.", "Где открылся музей?"),
        ("В его залах показаны сокровища Тутанхамона.", "Чьи сокровища показаны в залах?"),
    ],
    "tr": [
        ("Bir konteyner gemisi Süveyş Kanalı'nı altı gün kapattı.", "Süveyş Kanalı'nı ne kapattı?"),
        ("Römorkörler gemiyi gelgitte kurtardı.", "Gemiyi kim kurtardı?"),
        ("Giza piramitlerinin yanında yeni bir müze açıldı.", "Müze nerede açıldı?"),
        ("Salonlarında Tutankhamun'un hazinesi sergileniyor.", "Salonlarda kimin hazinesi sergileniyor?"),
    ],
}
PARAGRAPHS = ("0-0", "0-1", "2-0", "2-1")
FLORES = ("en", "ar", "fr", "es", "de", "tr", "fa", "he", "ru", "ur")
NEWS = [
    {"title": "أسعار النفط", "text": "ارتفعت أسعار النفط في الأسواق العالمية اليوم."},
    {"title": "طقس", "text": "أمطار غزيرة متوقعة في شمال البلاد غدا."},
]


def write_lines(path: Path, lines: Sequence[dict[str, object]]) -> None:
    path.parent.mkdir(exist_ok=True)
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    path.write_bytes(gzip.compress(text.encode()))


@pytest.fixture
def parallel() -> dict[str, list[tuple[str, str]]]:
    """Four paragraphs in each of six languages, each with a question."""
    return SENTENCES


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    for code, pairs in SENTENCES.items():
        rows: list[dict[str, object]] = [
            {
                "id": name,
                "text": text,
                "sentences": [[0, len(text)]],
                "questions": [{"id": f"q{name}", "question": question, "answer_sentence": 0}],
            }
            for name, (text, question) in zip(PARAGRAPHS, pairs, strict=True)
        ]
        write_lines(folder / "dev" / f"xquad-r.{code}.jsonl.gz", rows)
    # Languages that the tiny corpus does not have stand in with the English sentence.
    write_lines(
        folder / "dev" / "flores101.jsonl.gz",
        [
            {"id": number} | {code: SENTENCES.get(code, SENTENCES["en"])[number][0] for code in FLORES}
            for number in range(4)
        ],
    )
    write_lines(folder / "archives" / "jawhara-fm.ar.jsonl.gz", [*NEWS])
    return folder
