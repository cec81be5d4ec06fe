"""The sample archive is what it says it is, and its questions are about it."""

import csv
import html
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.files.document import Document
from ingest.readers.choosing import reader_for
from ingest.records.record import Record
from language.dates import parse_published

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
QUESTIONS = [
    json.loads(line) for line in (Path(__file__).parent / "questions.jsonl").read_text("utf-8").splitlines()
]
EVENTS = json.loads((Path(__file__).parent / "events.json").read_text("utf-8"))
LANGUAGES = {"ar", "en", "fr", "es", "de", "tr", "fa", "he", "ru", "ur"}
SAMPLE_WORDS = re.compile(r"\((sample|exemple|ejemplo|Beispiel|örnek|образец|דוגמה|عينة|نمونه|نمونہ)\)")
ABOUT_THE_PAGE = re.compile(
    r"All rights reserved|Tous droits|Todos los derechos|Alle Rechte|Her hakkı|Все права"
    r"|كل الحقوق|جميع الحقوق|כל הזכויות|همهٔ حقوق|جملہ حقوق|dataLayer"
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One article as this file reads it, with the least of code, beside the readers of `ingest`."""

    path: str
    title: str
    body: str
    source: str


def the_first(row: dict[str, str], *names: str) -> str:
    return next((row[name] for name in names if name in row), "")


def from_row(path: str, row: dict[str, str]) -> Sample:
    return Sample(
        path,
        the_first(row, "title", "headline"),
        the_first(row, "text", "body", "content"),
        the_first(row, "source", "publisher", "outlet"),
    )


def from_page(path: str, page: str) -> Sample:
    def one(pattern: str) -> str:
        found = re.search(pattern, page, re.S)
        assert found, (path, pattern)
        return html.unescape(found[1])

    paragraphs = re.findall(r"<p>(.*?)</p>", one(r"<article>(.*)</article>"), re.S)
    return Sample(
        path,
        one(r"<h1>(.*?)</h1>"),
        html.unescape("\n\n".join(paragraphs)),
        one(r'og:site_name" content="(.*?)"'),
    )


def from_markdown(path: str, text: str) -> Sample:
    _, front, body = text.split("---\n", 2)
    meta = dict(line.split(": ", 1) for line in front.splitlines())
    _, _, rest = body.strip().partition("\n")
    return Sample(path, meta["title"].strip('"'), rest.strip(), meta["source"].strip('"'))


def from_text(path: str, content: bytes) -> Sample:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("windows-1256")
    title, _, body = text.partition("\n")
    return Sample(path, title, body.strip(), body.strip().splitlines()[-1])


def samples_in(file: Path) -> Iterator[Sample]:
    path = file.relative_to(SAMPLES).as_posix()
    content = file.read_bytes()
    if file.suffix == ".txt":
        yield from_text(path, content)
        return
    text = content.decode("utf-8-sig")
    if file.suffix == ".jsonl":
        yield from (from_row(path, json.loads(line)) for line in text.splitlines())
    elif file.suffix == ".json":
        row = json.loads(text)
        yield Sample(path, row["headline"], row["articleBody"], row["publisher"]["name"])
    elif file.suffix == ".csv":
        yield from (from_row(path, row) for row in csv.DictReader(io.StringIO(text, newline="")))
    elif file.suffix == ".html":
        yield from_page(path, text)
    elif file.suffix == ".md":
        yield from_markdown(path, text)
    else:
        pytest.fail(f"{path}: no article, and yet it would be indexed")


FILES = [file for file in sorted(SAMPLES.rglob("*")) if file.is_file()]
ARTICLES = {(article.path, article.title): article for file in FILES for article in samples_in(file)}
LISTED = [entry for event in EVENTS.values() for entry in event]
LANGUAGE_OF = {(entry["path"], entry["title"]): entry["language"] for entry in LISTED}


def gold(question: dict[str, Any]) -> list[tuple[str, str]]:
    return [(entry["path"], entry["title"]) for entry in question["relevant"]]


def test_the_list_of_events_names_every_article_once() -> None:
    assert len(LISTED) == len(LANGUAGE_OF)
    assert set(LANGUAGE_OF) == set(ARTICLES)


def test_there_are_enough_articles_in_each_language() -> None:
    count = Counter(LANGUAGE_OF.values())
    assert sum(count.values()) >= 66
    assert set(count) == LANGUAGES
    assert count["ar"] >= 26
    assert min(count.values()) >= 3


def test_there_are_enough_events_each_in_two_to_four_languages() -> None:
    assert len(EVENTS) >= 22
    for name, articles in EVENTS.items():
        languages = [article["language"] for article in articles]
        assert 2 <= len(languages) <= 4, name
        assert len(set(languages)) == len(languages), name


def test_the_formats_are_mixed() -> None:
    count = Counter(file.suffix for file in FILES)
    assert set(count) == {".jsonl", ".json", ".csv", ".html", ".md", ".txt"}
    assert count[".jsonl"] >= 5
    assert any(file.read_bytes().startswith(b"\xef\xbb\xbf{") for file in FILES)


def test_one_text_is_windows_1256() -> None:
    content = (SAMPLES / "barid-al-delta/qanat-al-suways.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    assert content.decode("windows-1256").startswith("مصر تفتتح قناة السويس الجديدة")


def test_every_outlet_is_marked_as_a_sample() -> None:
    assert [article.path for article in ARTICLES.values() if not SAMPLE_WORDS.search(article.source)] == []


def test_articles_have_the_length_of_news() -> None:
    words = [len(article.body.split()) for article in ARTICLES.values()]
    assert min(words) >= 60
    assert sum(count >= 500 for count in words) >= 2


def test_no_two_articles_begin_alike() -> None:
    assert len({article.body[:60] for article in ARTICLES.values()}) == len(ARTICLES)


def test_there_are_enough_questions_in_each_language() -> None:
    count = Counter(question["language"] for question in QUESTIONS)
    assert set(count) == LANGUAGES
    assert min(count.values()) >= 4
    assert sum(count.values()) >= 50
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS)
    assert len({question["question"] for question in QUESTIONS}) == len(QUESTIONS)


def test_many_questions_cross_languages_and_some_have_no_answer() -> None:
    crossing = [
        question
        for question in QUESTIONS
        if question["relevant"] and question["language"] not in {LANGUAGE_OF[key] for key in gold(question)}
    ]
    assert len(crossing) >= 15
    assert sum(not question["relevant"] for question in QUESTIONS) >= 10


def test_the_reference_event_is_asked_first_and_told_in_arabic_and_english() -> None:
    english, arabic = QUESTIONS[:2]
    assert english["question"] == "What did Egypt and the US discuss about Gaza?"
    assert arabic["question"] == "ماذا بحثت مصر والولايات المتحدة بشأن غزة؟"
    assert {LANGUAGE_OF[key] for key in gold(english)} == {"ar", "en"}
    assert set(gold(english)) == set(gold(arabic))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question["id"]))
def test_gold_articles_exist_and_hold_the_answer(question: dict[str, Any]) -> None:
    bodies = [ARTICLES[key].body for key in gold(question)]
    if bodies:
        assert question["answer"]
        assert any(question["answer"] in body for body in bodies)
    else:
        assert question["answer"] == ""


def records() -> list[Record]:
    read = []
    for file in FILES:
        document = Document(file)
        for record in reader_for(document).read(document):
            assert isinstance(record, Record), record
            read.append(record)
    return read


@pytest.fixture(scope="module")
def read_by_ingest() -> dict[tuple[str, str], Record]:
    return {(Path(r.path).relative_to(SAMPLES).as_posix(), r.title): r for r in records()}


def test_ingest_reads_the_same_articles(read_by_ingest: dict[tuple[str, str], Record]) -> None:
    assert set(read_by_ingest) == set(ARTICLES)
    for key, record in read_by_ingest.items():
        assert record.body.split() == ARTICLES[key].body.split(), key


def test_ingest_leaves_what_surrounds_an_article_out(read_by_ingest: dict[tuple[str, str], Record]) -> None:
    assert [key for key, record in read_by_ingest.items() if ABOUT_THE_PAGE.search(record.body)] == []


def test_nearly_every_article_has_a_date_of_its_time(read_by_ingest: dict[tuple[str, str], Record]) -> None:
    written = {key: record.published for key, record in read_by_ingest.items() if record.published}
    assert 1 <= len(read_by_ingest) - len(written) <= 3
    for key, value in written.items():
        published = parse_published(value or "")
        assert published is not None, (key, value)
        assert datetime(2015, 1, 1, tzinfo=UTC).date().isoformat() <= published[:10] <= "2026-12-31", key
