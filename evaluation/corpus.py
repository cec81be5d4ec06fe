"""Corpora of passages and questions, as files of JSON lines or made from the development sets."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from archive.errors import UsageError
from ingest.records.languages import language_code
from language.identification import identify


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
    """Rows of `id` and `text`, and perhaps `language` and `title`."""
    return [
        Document(str(row["id"]), _language(row, row["text"]), row["text"], row.get("title") or "")
        for row in rows(path, "id", "text")
    ]


def read_questions(path: Path) -> list[GoldQuestion]:
    """Rows of `id`, `question` and `relevant`, a list of ids or one id, and perhaps `language`."""
    return [
        GoldQuestion(str(row["id"]), row["question"], _language(row, row["question"]), _ids(row["relevant"]))
        for row in rows(path, "id", "question", "relevant")
    ]


def xquad_paragraphs(folder: Path, language: str) -> tuple[list[Document], list[GoldQuestion]]:
    """XQuAD-R's paragraphs, each question with the one that answers it; ids are alike in all languages."""
    documents: list[Document] = []
    questions: list[GoldQuestion] = []
    for row in rows(xquad_file(folder, language), "id", "text", "questions"):
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
    for row in rows(xquad_file(folder, language), "id", "text", "questions", "sentences"):
        documents += [
            Document(f"{row['id']}/{number}", language, row["text"][start:end])
            for number, (start, end) in enumerate(row["sentences"])
        ]
        answers |= {
            question["id"]: f"{row['id']}/{question['answer_sentence']}" for question in row["questions"]
        }
    return documents, answers


def xquad_corpus(folder: Path, unit: str, language: str) -> tuple[list[Document], dict[str, str]]:
    """XQuAD-R's "paragraphs" or "sentences", and for each question the id of the one that answers it."""
    if unit == "sentences":
        return xquad_sentences(folder, language)
    documents, questions = xquad_paragraphs(folder, language)
    return documents, {question.id: next(iter(question.relevant)) for question in questions}


def xquad_asked(folder: Path, language: str, answers: Mapping[str, str]) -> list[GoldQuestion]:
    """XQuAD-R's questions in a language, as far as answers to them are known."""
    _, questions = xquad_paragraphs(folder, language)
    return [
        GoldQuestion(question.id, question.text, language, frozenset([answers[question.id]]))
        for question in questions
        if question.id in answers
    ]


def xquad_article(paragraph: str) -> str:
    """The article of XQuAD-R that a paragraph, or a sentence, is from, by its id."""
    return paragraph.split("-", 1)[0]


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


def rows(path: Path, *needed: str) -> Iterator[dict[str, Any]]:
    """The rows of a file of JSON lines.

    Raises:
        UsageError: there is no such file, or a line is not JSON or lacks one of the needed fields.
    """
    for number, line in enumerate(read_lines(path), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise UsageError(f"{path}, line {number} is not JSON: {error}.") from None
        _require(row, needed, f"{path}, line {number}")
        yield row


def _language(row: Mapping[str, Any], text: str) -> str:
    """The language that a row names, as a code that `ingest` would believe; else what its text is in."""
    named = row.get("language")
    return (language_code(named) if isinstance(named, str) else None) or identify(text)


def _ids(value: object) -> frozenset[str]:
    return frozenset(map(str, value)) if isinstance(value, list) else frozenset([str(value)])


def _require(row: object, needed: Sequence[str], where: str) -> None:
    missing = [name for name in needed if row.get(name) is None] if isinstance(row, dict) else list(needed)
    if missing:
        raise UsageError(f"{where} lacks {', '.join(missing)}.")
