"""`python -m evaluation retrieval` over a corpus of somebody's own."""

import gzip
import json
from pathlib import Path

import pytest

from archive.errors import UsageError
from evaluation.cli import main
from evaluation.corpus import read_documents

Rows = list[dict[str, object]]

PASSAGES: Rows = [
    {"id": "canal", "language": "en", "text": "A container ship blocked the Suez Canal for six days."},
    {"id": "museum", "language": "ar", "text": "افتتح المتحف المصري الكبير بجوار أهرامات الجيزة."},
    {"id": "twin", "language": "ar", "text": "افتتح المتحف المصري الكبير بجوار أهرامات الجيزة."},
    {"id": "quake", "language": "fr", "text": "Un séisme a frappé le Maroc dans la nuit.", "title": "Séisme"},
]
QUESTIONS: Rows = [
    {"id": 1, "question": "Which canal did the ship block?", "language": "en", "relevant": ["canal"]},
    {"id": 2, "question": "متى ضرب الزلزال المغرب؟", "language": "ar", "relevant": ["quake"]},
    {"id": 3, "question": "Where did the museum open?", "language": "en", "relevant": ["museum", "twin"]},
]


def lines(rows: Rows) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_the_report_has_the_figures_of_the_contract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "q.jsonl").write_text(lines(QUESTIONS), "utf-8")
    (tmp_path / "p.jsonl.gz").write_bytes(gzip.compress(lines(PASSAGES).encode()))
    arguments = [
        "--passages",
        str(tmp_path / "p.jsonl.gz"),
        "--questions",
        str(tmp_path / "q.jsonl"),
        "--json",
    ]
    assert main(["retrieval", *arguments]) == 0
    report = json.loads(capsys.readouterr().out)
    assert list(report) == [
        "questions",
        "ndcg@10",
        "recall@1",
        "recall@10",
        "mrr@10",
        "milliseconds_p50",
        "milliseconds_p95",
        "map",
    ]
    assert (report["questions"], report["recall@10"], report["mrr@10"]) == (3, 1.0, 1.0)


def test_a_row_that_lacks_something_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(lines(QUESTIONS), "utf-8")
    (tmp_path / "p.jsonl").write_text(lines(PASSAGES) + '{"id": "x", "text": null}\n', "utf-8")
    with pytest.raises(UsageError, match="line 5 lacks text"):
        main(["retrieval", "--passages", str(tmp_path / "p.jsonl"), "--questions", str(tmp_path / "q.jsonl")])


def report_of(
    folder: Path, capsys: pytest.CaptureFixture[str], passages: Rows, questions: Rows, *more: str
) -> dict[str, float]:
    (folder / "q.jsonl").write_text(lines(questions), "utf-8")
    (folder / "p.jsonl").write_text(lines(passages), "utf-8")
    files = ["--passages", str(folder / "p.jsonl"), "--questions", str(folder / "q.jsonl")]
    assert main(["retrieval", *files, "--json", *more]) == 0
    report: dict[str, float] = json.loads(capsys.readouterr().out)
    return report


def test_languages_may_be_missing_or_unknown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = {"canal": {}, "museum": {"language": "qqq"}, "twin": {"language": None}, "quake": {"language": 7}}
    passages = [
        {name: value for name, value in row.items() if name != "language"} | named[str(row["id"])]
        for row in PASSAGES
    ]
    questions = [{name: value for name, value in row.items() if name != "language"} for row in QUESTIONS]
    report = report_of(tmp_path, capsys, passages, questions)
    assert (report["questions"], report["mrr@10"]) == (3, 1.0)


def test_a_passage_without_a_language_gets_the_one_it_is_written_in(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(
        lines(
            [
                {"id": 1, "text": PASSAGES[1]["text"]},
                {"id": 2, "text": PASSAGES[0]["text"], "language": "xx-unknown"},
                {"id": 3, "text": PASSAGES[0]["text"], "language": "eng"},
                {"id": 4, "text": "東京で地震がありました。", "language": "ja"},
            ]
        ),
        "utf-8",
    )
    assert [one.language for one in read_documents(path)] == ["ar", "en", "en", "ja"]


def test_several_relevant_passages_in_several_languages_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], parallel: dict[str, list[tuple[str, str]]]
) -> None:
    passages = [
        {"id": f"{code}{number}", "language": code, "text": text}
        for code, pairs in parallel.items()
        for number, (text, _) in enumerate(pairs)
    ]
    questions = [
        {"id": code, "question": pairs[0][1], "relevant": [f"{other}0" for other in parallel]}
        for code, pairs in parallel.items()
    ]
    report = report_of(tmp_path, capsys, passages, questions, "--depth", "24")
    assert report["recall@10"] > 0.9
    assert 0.8 < report["map"] <= 1


def test_one_relevant_id_may_stand_without_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = report_of(tmp_path, capsys, PASSAGES, [{**QUESTIONS[0], "relevant": "canal"}])
    assert report["recall@1"] == 1


def test_thousands_of_passages_are_no_trouble(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many: Rows = [
        {"id": number, "language": "en", "text": f"Item {number} was sold."} for number in range(3000)
    ]
    report = report_of(tmp_path, capsys, [*many, *PASSAGES], QUESTIONS)
    assert report["recall@10"] == 1
