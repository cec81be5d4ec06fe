"""Corpora of passages and questions, as files of JSON lines or made from the development sets."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from archive.errors import UsageError


@dataclass(frozen=True, slots=True)
class Document:
    """What is searched for: a short article of its own."""

    id: str
    language: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question and the ids of the documents that answer it."""

    id: str
    text: str
    language: str
    relevant: frozenset[str]


def read_documents(path: Path) -> list[Document]:
    """Rows of `id`, `language`, `text` and perhaps `title`."""
    return [
        Document(str(row["id"]), row["language"], row["text"], row.get("title") or "")
        for row in _rows(path, "id", "language", "text")
    ]


def read_questions(path: Path) -> list[GoldQuestion]:
    """Rows of `id`, `question`, `language` and `relevant`, a list of ids."""
    return [
        GoldQuestion(str(row["id"]), row["question"], row["language"], frozenset(map(str, row["relevant"])))
        for row in _rows(path, "id", "question", "language", "relevant")
    ]


def xquad_paragraphs(folder: Path, language: str) -> tuple[list[Document], list[GoldQuestion]]:
    """XQuAD-R's paragraphs, each question with the one that answers it; ids are alike in all languages."""
    documents: list[Document] = []
    questions: list[GoldQuestion] = []
    for row in _rows(xquad_file(folder, language), "id", "text", "questions"):
        documents.append(Document(row["id"], language, row["text"]))
        questions += [
            GoldQuestion(question["id"], question["question"], language, frozenset([row["id"]]))
            for question in row["questions"]
        ]
    return documents, questions


def xquad_sentences(folder: Path, language: str) -> tuple[list[Document], dict[str, str]]:
    """XQuAD-R's sentences, and for each question the id of the one that answers it."""
    documents: list[Document] = []
    answers: dict[str, str] = {}
    for row in _rows(xquad_file(folder, language), "id", "text", "questions", "sentences"):
        documents += [
            Document(f"{row['id']}/{number}", language, row["text"][start:end])
            for number, (start, end) in enumerate(row["sentences"])
        ]
        answers |= {
            question["id"]: f"{row['id']}/{question['answer_sentence']}" for question in row["questions"]
        }
    return documents, answers


def xquad_file(folder: Path, language: str) -> Path:
    """Where a language of XQuAD-R lies in the folder of development sets."""
    return folder / f"xquad-r.{language}.jsonl.gz"


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a text file, gzipped or not.

    Raises:
        UsageError: there is no such file.
    """
    if not path.is_file():
        raise UsageError(f"There is no file {path}. Give the path of a file of JSON lines.")
    zipped = path.suffix == ".gz"
    opened: IO[str] = gzip.open(path, "rt", encoding="utf-8") if zipped else path.open(encoding="utf-8")  # noqa: SIM115 - closed below
    with opened as file:
        yield from file


def _rows(path: Path, *needed: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(read_lines(path), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise UsageError(f"{path}, line {number} is not JSON: {error}.") from None
        _require(row, needed, f"{path}, line {number}")
        yield row


def _require(row: object, needed: Sequence[str], where: str) -> None:
    missing = [name for name in needed if name not in row] if isinstance(row, dict) else list(needed)
    if missing:
        raise UsageError(f"{where} lacks {', '.join(missing)}.")
