"""Which reader a file needs: what it holds decides first, and only then what it is called."""

from __future__ import annotations

import re

from archive.errors import RefusedError
from ingest.files.containers.packages import package_kind
from ingest.files.decoding import decode
from ingest.files.document import Document
from ingest.readers.csv_file import CsvReader
from ingest.readers.docx import DocxReader
from ingest.readers.feed import FeedReader
from ingest.readers.html import HtmlReader
from ingest.readers.json_feed import JsonFeedReader
from ingest.readers.json_file import JsonReader
from ingest.readers.jsonl import JsonLinesReader
from ingest.readers.mail import MailReader, MboxReader
from ingest.readers.markdown import MarkdownReader
from ingest.readers.mediawiki import MediaWikiReader
from ingest.readers.newsml import NewsMlReader
from ingest.readers.nitf import NitfReader
from ingest.readers.parquet import ParquetReader
from ingest.readers.pdf import PdfReader
from ingest.readers.plain_text import PlainTextReader
from ingest.readers.reader import Reader
from ingest.readers.warc import WarcReader
from ingest.readers.wordpress import WordPressReader

# The order matters: a format that is told more surely is asked before a vaguer one.
JSON_LINES = JsonLinesReader()
READERS: tuple[Reader, ...] = (
    ParquetReader(),
    PdfReader(),
    DocxReader(),
    WarcReader(),
    FeedReader(),
    NewsMlReader(),
    NitfReader(),
    WordPressReader(),
    MediaWikiReader(),
    JsonFeedReader(),
    JSON_LINES,
    JsonReader(),
    HtmlReader(),
    MboxReader(),
    MailReader(),
    MarkdownReader(),
    CsvReader(),
    PlainTextReader(),
)

# One line of JSON may be either kind; the name then decides, as a file of lines may grow by a line any day.
_ONE_LINE = re.compile(r"\{[^\n]*(?:\n|$)(?<!\{\n)")

_SIGNATURES = (
    (b"%PDF", "a PDF without its version"),
    (b"PK", "a ZIP archive that is damaged"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x04\x22\x4d\x18", "an LZ4 file"),
    (b"\x1f\x9d", "a file packed by compress"),
    (b"Obj\x01", "an Avro file"),
    (b"SQLite format 3", "an SQLite database"),
)


def reader_for(document: Document) -> Reader:
    """The reader for a file.

    Raises:
        RefusedError: if the file is empty, cannot be read, or is of no format that is read.
    """
    head = document.head_text
    if document.extension in JSON_LINES.extensions and _ONE_LINE.match(head):
        return JSON_LINES
    for reader in READERS:
        if reader.recognises(document):
            return reader
    if package := package_kind(document):
        raise RefusedError(f"{package}; this format is not read")
    for signature, kind in _SIGNATURES:
        if document.head.startswith(signature):
            raise RefusedError(f"{kind}; this format is not read")
    decode(document.head)  # refuses what is no text
    if head.startswith("<?xml"):
        raise RefusedError("an XML file of a format that is not read")
    for reader in READERS:
        if document.extension in reader.extensions:
            return reader
    return READERS[-1]
