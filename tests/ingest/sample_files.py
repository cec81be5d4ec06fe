"""One small file of every format, to be damaged in tests; a format joins them by a maker in `MAKERS`."""

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage
from functools import partial

import docx
import pyarrow as pa
import zstandard
from pyarrow import parquet

from tests.ingest.news_samples import SAMPLES

ROWS = (
    {
        "title": "قناة السويس تفتح للملاحة",
        "text": "فُتحت قناة السويس للملاحة في السابع عشر من نوفمبر سنة 1869. "
        "ويبلغ طولها اليوم نحو مئة وثلاثة وتسعين كيلومترا. وتصل البحر المتوسط بالبحر الأحمر.",
        "date": "1869-11-17",
        "language": "ar",
    },
    {
        "title": "The canal is opened",
        "text": "The canal between the Mediterranean and the Red Sea was opened in November 1869. "
        "Ships no longer had to sail round Africa. The works had taken ten years.",
        "date": "1869-11-18",
        "language": "en",
    },
    {
        "title": "Der Kanal ist eröffnet",
        "text": "Der Kanal zwischen dem Mittelmeer und dem Roten Meer wurde im November 1869 eröffnet. "
        "Schiffe mussten nicht mehr um Afrika fahren. Der Bau hatte zehn Jahre gedauert.",
        "date": "1869-11-19",
        "language": "de",
    },
)


def json_lines() -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS).encode()


def json_list() -> bytes:
    return json.dumps({"articles": ROWS}, ensure_ascii=False).encode()


def table() -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(ROWS[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(ROWS)
    return text.getvalue().encode()


def page() -> bytes:
    row = ROWS[0]
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{row["title"]}</title>'
        f'<meta property="article:published_time" content="{row["date"]}"></head>'
        f"<body><article><h1>{row['title']}</h1><p>{row['text']}</p></article></body></html>"
    ).encode()


def markdown() -> bytes:
    row = ROWS[2]
    return (
        f"---\ntitle: {row['title']}\ndate: {row['date']}\n---\n# {row['title']}\n\n{row['text']}\n".encode()
    )


def plain_text() -> bytes:
    return f"{ROWS[0]['title']}\n\n{ROWS[0]['text']}\n".encode()


def parquet_table(rows: Sequence[Mapping[str, object]] = ROWS) -> bytes:
    file = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist([dict(row) for row in rows]), file, row_group_size=2)
    return file.getvalue()


def word_document() -> bytes:
    document = docx.Document()
    document.core_properties.title = ROWS[1]["title"]
    document.core_properties.author = "Port Desk"
    for sentence in ROWS[1]["text"].split(". "):
        document.add_paragraph(sentence)
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Length", "193 km"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def message(row: Mapping[str, str] = ROWS[0]) -> bytes:
    mail = EmailMessage()
    mail["From"] = "نشرة القناة <desk@canal.example>"
    mail["Subject"] = row["title"]
    mail["Date"] = "Wed, 17 Nov 2021 10:00:00 +0200"
    mail["Message-ID"] = f"<{row['language']}@canal.example>"
    mail.set_content(row["text"])
    mail.add_alternative(f"<html><body><p>{row['text']}</p></body></html>", subtype="html")
    return mail.as_bytes()


def mailbox() -> bytes:
    return b"\n".join(b"From desk@canal.example Wed Nov 17 10:00:00 2021\n" + message(row) for row in ROWS)


def pdf(pages: Sequence[str] = (ROWS[1]["text"],), title: str = ROWS[1]["title"], extra: str = "") -> bytes:
    """A PDF of its own making: one font whose codes are those of Unicode, one line of text a line."""
    ranges = "".join(f"<{block:02X}00> <{block:02X}FF> <{block:02X}00>\n" for block in range(256))
    unicode_map = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> "
        f"endcodespacerange\n256 beginbfrange\n{ranges}endbfrange endcmap end"
    )
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /DescendantFonts [5 0 R] "
        "/ToUnicode 4 0 R >>",
        f"<< /Length {len(unicode_map)} >>\nstream\n{unicode_map}\nendstream",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Own /DW 600 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Title <FEFF{title.encode('utf-16-be').hex()}> /Author (Port Desk) "
        f"/CreationDate (D:20211117100000+02'00') >>",
    ]
    for number, text in enumerate(pages):
        lines = "".join(f"<{line.encode('utf-16-be').hex()}> Tj T*\n" for line in text.split("\n"))
        content = f"BT /F1 10 Tf 12 TL 40 800 Td\n{lines}ET"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {8 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    written, offsets = "%PDF-1.7\n", []
    for number, value in enumerate(objects, 1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{value}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return (
        f"{written}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R {extra}>>\n"
        f"startxref\n{len(written)}\n%%EOF\n"
    ).encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.TarFile(fileobj=file, mode="w") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


def files() -> dict[str, bytes]:
    return {"أخبار/a.jsonl": json_lines(), "b.txt": plain_text(), "c/d.html": page()}


MAKERS: dict[str, Callable[[], bytes]] = {
    "jsonl": json_lines,
    "json": json_list,
    "csv": table,
    "html": page,
    "md": markdown,
    "txt": plain_text,
    "parquet": parquet_table,
    "docx": word_document,
    "eml": message,
    "mbox": mailbox,
    "pdf": pdf,
    "jsonl.gz": lambda: gzip.compress(json_lines()),
    "jsonl.bz2": lambda: bz2.compress(json_lines()),
    "jsonl.xz": lambda: lzma.compress(json_lines()),
    "jsonl.zst": lambda: zstandard.compress(json_lines()),
    "zip": lambda: zipped(files()),
    "tar": lambda: tarred(files()),
    "tar.gz": lambda: gzip.compress(tarred(files() | {"inner.zip": zipped(files())})),
} | {name: partial(SAMPLES.__getitem__, name) for name in SAMPLES}
