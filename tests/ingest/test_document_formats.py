"""Parquet, PDF, Word and mail, as archives really have them."""

import base64
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import docx
import pyarrow as pa
import pytest
from pyarrow import parquet

from ingest.readers.page_text import joined
from ingest.records.record import Record, Refusal
from tests.ingest.sample_files import ROWS, mailbox, message, parquet_table, pdf, word_document

Take = Callable[[Path], list[Record | Refusal]]
Write = Callable[[str, str | bytes], Path]


def the_record(found: list[Record | Refusal]) -> Record:
    assert len(found) == 1, found
    assert isinstance(found[0], Record), found[0]
    return found[0]


def the_reason(found: list[Record | Refusal]) -> str:
    assert len(found) == 1, found
    assert isinstance(found[0], Refusal), found[0]
    return found[0].reason


class TestParquet:
    def test_rows_are_numbered_and_nested_columns_opened(self, write: Write, take: Take) -> None:
        rows = [
            {
                "article": {"headline": row["title"], "body": row["text"]},
                "source": {"name": "وكالة القناة"},
                "authors": ["منى", "Omar"],
                "published_at": datetime(1869, 11, 17, 9, 30, tzinfo=UTC),
                "embedding": [0.1] * 300,
                "thumbnail": b"\x89PNG",
            }
            for row in ROWS
        ]
        found = take(write("a.bin", parquet_table(rows)))
        assert [(item.number, item.title) for item in found if isinstance(item, Record)] == [
            (number, row["title"]) for number, row in enumerate(ROWS, 1)
        ]
        assert isinstance(found[0], Record)
        assert (found[0].source, found[0].author) == ("وكالة القناة", "منى, Omar")
        assert found[0].published == "1869-11-17T09:30:00+00:00"

    def test_times_of_nanoseconds(self, write: Write, take: Take) -> None:
        file = io.BytesIO()
        times = pa.array([1_700_000_000_123_456_789], pa.timestamp("ns"))
        parquet.write_table(pa.table({"text": [ROWS[0]["text"]], "date": times}), file)
        assert the_record(take(write("a.parquet", file.getvalue()))).published == "2023-11-14T22:13:20.123456"

    def test_a_row_without_text_is_refused_alone_and_a_torn_file_says_so(
        self, write: Write, take: Take
    ) -> None:
        found = take(
            write("a.parquet", parquet_table([{**ROWS[0]}, {"title": "x", "text": None}, {**ROWS[1]}]))
        )
        assert [(type(item), item.number if isinstance(item, Record) else item.record) for item in found] == [
            (Record, 1),
            (Refusal, 2),
            (Record, 3),
        ]
        assert "damaged" in the_reason(take(write("b.parquet", parquet_table()[:-20])))


class TestPdf:
    def test_what_the_file_says_of_itself(self, write: Write, take: Take) -> None:
        record = the_record(take(write("a", pdf())))
        assert (record.title, record.author, record.published, record.number) == (
            ROWS[1]["title"],
            "Port Desk",
            "2021-11-17",
            None,
        )
        assert record.body == ROWS[1]["text"]

    def test_a_title_that_a_program_made_is_none(self, write: Write, take: Take) -> None:
        text = f"{ROWS[1]['title']}\n{ROWS[1]['text']}"
        record = the_record(take(write("a.pdf", pdf([text], "Microsoft Word - canal.docx"))))
        assert (record.title, record.body) == (ROWS[1]["title"], ROWS[1]["text"])

    def test_pages_are_joined_without_their_margins(self, write: Write, take: Take) -> None:
        pages = [
            "The Port Gazette\nThe ships that passed the canal in its first year num-\n"
            f"bered {number} hundred, and most of\n{number}"
            for number in (1, 2, 3)
        ]
        body = the_record(take(write("a.pdf", pdf(pages)))).body
        assert "Gazette" not in body
        assert "numbered 1 hundred" in body
        assert not any(line.strip().isdigit() for line in body.split("\n"))

    def test_arabic_in_presentation_forms_becomes_letters(self, write: Write, take: Take) -> None:
        # "قناة السويس" as old programs write it: joined shapes instead of letters.
        shaped = "\ufed7\ufee8\ufe8e\ufe93 \ufe8d\ufedf\ufeb4\ufeee\ufef3\ufeb2"
        assert joined([shaped]) == "قناة السويس"
        # A page is painted from left to right: the last letter of a line comes first.
        body = the_record(take(write("a.pdf", pdf([f"{shaped} {shaped}"[::-1]])))).body
        assert body == "قناة السويس قناة السويس"

    def test_scanned_and_encrypted_files_say_so(self, write: Write, take: Take) -> None:
        assert "OCR" in the_reason(take(write("a.pdf", pdf([""]))))
        key = (
            "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> >> "
        )
        locked = pdf(extra=f"{key} /ID [<00> <00>] ")
        assert "encrypted" in the_reason(take(write("b.pdf", locked)))
        assert "damaged" in the_reason(take(write("c.pdf", b"%PDF-1.4\nnothing")))


class TestWord:
    def test_text_tables_and_properties(self, write: Write, take: Take) -> None:
        record = the_record(take(write("a", word_document())))
        assert (record.title, record.author, record.published) == (ROWS[1]["title"], "Port Desk", None)
        assert record.body.split("\n")[-2:] == ["Length", "193 km"]

    def test_the_title_is_its_style_else_the_first_line(self, write: Write, take: Take) -> None:
        document = docx.Document()
        document.core_properties.created = datetime(2021, 11, 17, tzinfo=UTC)
        document.add_paragraph("خبر عاجل")
        document.add_heading(ROWS[0]["title"], 0)
        document.add_paragraph(ROWS[0]["text"])
        file = io.BytesIO()
        document.save(file)
        record = the_record(take(write("a.docx", file.getvalue())))
        assert (record.title, record.published) == (ROWS[0]["title"], "2021-11-17T00:00:00+00:00")
        assert ROWS[0]["text"] in record.body

    def test_a_document_of_pictures_has_no_text(self, write: Write, take: Take) -> None:
        file = io.BytesIO()
        docx.Document().save(file)
        assert "no text" in the_reason(take(write("a.docx", file.getvalue())))
        assert "damaged" in the_reason(take(write("b.docx", word_document()[:2000])))


class TestMail:
    def test_headers_and_the_plain_part(self, write: Write, take: Take) -> None:
        record = the_record(take(write("a", message())))
        assert (record.title, record.body, record.id) == (
            ROWS[0]["title"],
            ROWS[0]["text"],
            "ar@canal.example",
        )
        assert (record.source, record.published) == ("نشرة القناة", "2021-11-17T10:00:00+02:00")

    def test_headers_and_body_in_windows_1256(self, write: Write, take: Take) -> None:
        def encoded(text: str) -> str:
            return f"=?windows-1256?B?{base64.b64encode(text.encode('cp1256')).decode()}?="

        text = "تصل القناة البحر المتوسط بالبحر الأحمر، وقد فتحت سنة 1869."
        subject = f"{encoded('قناة')}\r\n {encoded(' السويس')}"
        head = (
            f"From: {encoded('نشرة')} <a@b.example>\r\nSubject: {subject}\r\n"
            "Date: Wed, 17 Nov 2021 10:00:00 +0200\r\nList-Post: <https://b.example/issue/7>\r\n"
            "Content-Type: text/plain; charset=windows-1256\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        )
        record = the_record(take(write("a.eml", head.encode("ascii") + text.encode("cp1256"))))
        assert (record.title, record.body) == ("قناة السويس", text)
        assert (record.source, record.url) == ("نشرة", "https://b.example/issue/7")

    def test_a_page_alone_is_read_as_a_page(self, write: Write, take: Take) -> None:
        mail = EmailMessage()
        mail["From"], mail["Subject"], mail["Date"] = (
            "a@b.example",
            "Canal",
            "Wed, 17 Nov 2021 10:00:00 +0200",
        )
        mail.set_content(
            f"<html><style>p {{}}</style><body><p>{ROWS[0]['text']}</p></body></html>", subtype="html"
        )
        record = the_record(take(write("a.eml", mail.as_bytes())))
        assert (record.body, record.source) == (ROWS[0]["text"], "b.example")

    def test_a_line_that_begins_with_from_inside_a_body(self, write: Write, take: Take) -> None:
        body = (
            f"{ROWS[1]['text']}\n\nFrom Suez at 10:30 in 1869 the ships went on.\n\n>From here to the sea.\n"
        )
        mail = b"From a@b.example Wed Nov 17 10:00:00 2021\n" + message({**ROWS[1], "text": body})
        found = take(write("a", mail + b"\n" + mailbox()))
        assert len(found) == 4
        assert isinstance(found[0], Record)
        assert "From Suez at 10:30 in 1869 the ships went on.\n\nFrom here to the sea." in found[0].body
        assert [item.number for item in found if isinstance(item, Record)] == [1, 2, 3, 4]

    def test_a_message_without_text_is_refused_alone(self, write: Write, take: Take) -> None:
        bare = b"From a@b.example Wed Nov 17 10:00:00 2021\nSubject: x\nFrom: a@b.example\n\n\n"
        found = take(write("a.mbox", bare + mailbox()))
        assert [type(item) for item in found] == [Refusal, Record, Record, Record]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", "\x01", "\x1f", "§"])
def test_tables_with_any_delimiter(delimiter: str, write: Write, take: Take) -> None:
    rows = [["title", "text", "date"], *([row["title"], row["text"], row["date"]] for row in ROWS)]
    quoted = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    bare = "\n".join(delimiter.join(cell.replace(delimiter, " ") for cell in row) for row in rows)
    for content in (quoted, bare, "\ufeff" + bare.replace("\n", "\r\n")):
        found = take(write("table", content))
        assert [item.title for item in found if isinstance(item, Record)] == [row["title"] for row in ROWS]
        assert len(found) == 3


def test_tables_with_any_quoting(write: Write, take: Take) -> None:
    text = ROWS[1]["text"]
    for content, expected in (
        (f"'title','text'\n'The pilot''s day','{text}'\n", "The pilot's day"),
        (f'"title","text"\n"He said \\"go\\", and went","{text}"\n', 'He said "go", and went'),
        (f'"title","text"\n"He said ""go"", and went","{text}"\n', 'He said "go", and went'),
        (f'title\ttext\n"A quotation that never ends\t{text}\nB\t{text}\n', '"A quotation that never ends'),
    ):
        found = take(write("a.csv", content))
        assert isinstance(found[0], Record), found
        assert found[0].title == expected


def test_json_in_a_table_stays_a_text(write: Write, take: Take) -> None:
    cell = json.dumps({"a": 1}).replace('"', '""')
    record = the_record(take(write("a.csv", f'title,text\n"{cell}","{ROWS[1]["text"]}"\n')))
    assert record.title == '{"a": 1}'
