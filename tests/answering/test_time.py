"""What a question says about time, as the answer and the two commands tell it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from answering import cli as answering_command
from answering.answer import Abstention, Answer
from answering.assistant import Assistant
from answering.display import abstention_text
from answering.events import Finished
from answering.extractive import ExtractiveWriter
from archive.article import Article
from retrieval import cli as retrieval_command
from retrieval.retriever import Retriever
from retrieval.understanding import understand

MakeArticle = Callable[..., Article]
OpenArchive = Callable[..., Retriever]

TODAY = date(2026, 1, 16)
CANAL = (
    "Tugboats freed the container ship Ever Given from the Suez Canal. It had blocked it for six days. "
    "Hundreds of ships waited at both ends of the Suez Canal."
)
CANAL_AR = (
    "حررت القاطرات سفينة الحاويات العملاقة من قناة السويس بعد أن سدت القناة ستة أيام. "
    "وانتظرت مئات السفن عند طرفي قناة السويس."
)
CANAL_FR = (
    "Des remorqueurs ont libéré le porte-conteneurs qui bloquait le canal de Suez depuis six jours. "
    "Des centaines de navires attendaient aux deux bouts du canal de Suez."
)


@pytest.fixture
def retriever(open_archive: OpenArchive, article: MakeArticle) -> Retriever:
    return open_archive(
        article("en", "Ship freed", CANAL, published="2021-03-29"),
        article("ar", "تحرير السفينة", CANAL_AR, "ar", published="2021-03-29"),
        article("fr", "Le canal libéré", CANAL_FR, "fr", published="2021-03-29"),
    )


def answer_of(retriever: Retriever, text: str) -> Answer:
    *_, last = Assistant(retriever, ExtractiveWriter()).answer(understand(text, today=TODAY))
    assert isinstance(last, Finished)
    return last.answer


@pytest.mark.parametrize(
    "question",
    [
        "Which ship blocked the Suez Canal from 2020 to 2022?",
        "Which ship blocked the Suez Canal in Shaban 1442?",
        "أي سفينة سدت قناة السويس بين 2020 و2022؟",
        "Quel navire a bloqué le canal de Suez entre 2020 et 2022 ?",
    ],
)
def test_an_article_of_the_window_need_not_name_its_years(retriever: Retriever, question: str) -> None:
    answer = answer_of(retriever, question)
    assert answer.question.window is not None
    assert answer.question.window.applied
    assert answer.sentences


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What happened in the Suez Canal yesterday?", "wider dates"),
        ("ماذا حدث في قناة السويس أمس؟", "توسيع المدة"),
        ("Que s'est-il passé dans le canal de Suez hier ?", "élargir les dates"),
    ],
)
def test_silence_about_a_window_points_to_wider_dates(retriever: Retriever, question: str, said: str) -> None:
    answer = answer_of(retriever, question)
    assert answer.abstention is Abstention.NOTHING_FOUND
    assert said in abstention_text(answer)


@pytest.fixture
def command(retriever: Retriever, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has both commands read the archive of these tests."""
    monkeypatch.setenv("ISNAD_HOME", str(tmp_path / "archive-0"))


@pytest.mark.usefixtures("command")
@pytest.mark.parametrize(
    "main", [retrieval_command.main, answering_command.main], ids=["retrieval", "answering"]
)
def test_a_command_prints_what_was_understood(
    main: Callable[[list[str]], int], capsys: pytest.CaptureFixture[str]
) -> None:
    question = "What is the latest on the Suez Canal in March 2021?"
    assert main([question, "--json"]) == 0
    understood = json.loads(capsys.readouterr().out)["understood"]
    assert understood["newest"] is True
    assert understood["window"] == {
        "since": "2021-03-01",
        "until": "2021-03-31",
        "expression": "in March 2021",
        "start": 37,
        "end": 50,
        "applied": True,
        "reason": None,
    }
    assert main([question]) == 0
    assert capsys.readouterr().out.startswith(
        "[\u2068in March 2021\u2069 = 2021-03-01 to 2021-03-31; newest first]"
    )


@pytest.mark.usefixtures("command")
@pytest.mark.parametrize(
    "main", [retrieval_command.main, answering_command.main], ids=["retrieval", "answering"]
)
def test_a_command_leaves_words_for_time_alone_when_told_to(
    main: Callable[[list[str]], int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ما آخر أخبار قناة السويس أمس؟", "--json", "--no-dates"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["understood"] == {"window": None, "newest": False}
    assert told["hits"]
