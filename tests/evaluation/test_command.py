"""`python -m evaluation retrieval` over a corpus of somebody's own."""

import gzip
import json
from pathlib import Path

import pytest

from archive.errors import UsageError
from evaluation.cli import main

PASSAGES = [
    {"id": "canal", "language": "en", "text": "A container ship blocked the Suez Canal for six days."},
    {"id": "museum", "language": "ar", "text": "افتتح المتحف المصري الكبير بجوار أهرامات الجيزة."},
    {"id": "twin", "language": "ar", "text": "افتتح المتحف المصري الكبير بجوار أهرامات الجيزة."},
    {"id": "quake", "language": "fr", "text": "Un séisme a frappé le Maroc dans la nuit.", "title": "Séisme"},
]
QUESTIONS = [
    {"id": 1, "question": "Which canal did the ship block?", "language": "en", "relevant": ["canal"]},
    {"id": 2, "question": "متى ضرب الزلزال المغرب؟", "language": "ar", "relevant": ["quake"]},
    {"id": 3, "question": "Where did the museum open?", "language": "en", "relevant": ["museum", "twin"]},
]


def lines(rows: list[dict[str, object]]) -> str:
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
    ]
    assert (report["questions"], report["recall@10"], report["mrr@10"]) == (3, 1.0, 1.0)


def test_a_row_that_lacks_something_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(lines(QUESTIONS), "utf-8")
    (tmp_path / "p.jsonl").write_text(lines(PASSAGES) + '{"id": "x"}\n', "utf-8")
    with pytest.raises(UsageError, match="line 5 lacks language, text"):
        main(["retrieval", "--passages", str(tmp_path / "p.jsonl"), "--questions", str(tmp_path / "q.jsonl")])
