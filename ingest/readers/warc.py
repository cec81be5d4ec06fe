"""Web archives (WARC, ISO 28500): the pages that a crawl has brought home."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace

from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from archive.errors import RefusedError
from ingest.files.document import Document
from ingest.readers.html import LARGEST_PAGE, page_record, page_text
from ingest.records.record import Record, Refusal

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_LONGEST_LINE = _PIECE = 1 << 16
_DAMAGED = (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError, EOFError, AttributeError)
_PAGES = ("text/html", "application/xhtml+xml")

# It reports on single records what is told here by refusals.
logging.getLogger("warcio").setLevel(logging.CRITICAL)


class WarcReader:
    """Reads the answers of status 200 that are web pages; all others are passed over."""

    name = "WARC"
    extensions = frozenset({"warc"})

    def recognises(self, document: Document) -> bool:
        """Whether the file begins with the version line of a record."""
        return document.head.startswith(b"WARC/")

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The articles, numbered by the place of their record; a damaged record is refused alone."""
        path, number, loader = str(document.path), 0, ArcWarcRecordLoader()
        with document.open() as stream:
            reader = BufferedReader(stream)
            # What stands between two records and begins none is what a wrong length left over.
            while line := reader.readline(_LONGEST_LINE):
                if not line.startswith(b"WARC/"):
                    continue
                number += 1
                try:
                    record = loader.parse_record_stream(
                        reader, line, known_format="warc", no_record_parse=True
                    )
                    if record.length is None:
                        raise ValueError("it does not say how long it is")
                    found = _article(record, loader, path, number)
                    whole = _drained(record.raw_stream)
                except _DAMAGED as error:
                    found, whole = Refusal(path, number, f"the record is damaged ({_brief(error)})"), True
                if found is not None and whole:
                    yield found
                elif not whole and not stream.broken:
                    yield Refusal(path, number, "the record breaks off before its end")
            if stream.broken:
                raise RefusedError(stream.broken)


def _article(
    record: ArcWarcRecord, loader: ArcWarcRecordLoader, path: str, number: int
) -> Record | Refusal | None:
    """The article of a record; None where it is no page."""
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    if record.rec_type != "response" or not address.startswith("http"):
        return None
    http = loader.load_http_headers("response", address, record.raw_stream, record.length)
    if http is None:
        return Refusal(path, number, f"the record is damaged: it holds no answer of a server ({address})")
    record.http_headers = http
    if http.get_statuscode() != "200":
        return None
    kind = http.get_header("Content-Type") or ""
    if not kind.lower().startswith(_PAGES):
        return None
    content = record.content_stream().read(LARGEST_PAGE + 1)
    declared = _CHARSET.search(kind)
    try:
        page = page_record(page_text(content, declared[1] if declared else None), path)
    except RefusedError as refused:
        return Refusal(path, number, f"{refused} ({address})")
    return replace(
        page,
        number=number,
        url=page.url or address,
        published=page.published or record.rec_headers.get_header("WARC-Date"),
    )


def _drained(content: LimitReader) -> bool:
    """Read a record to its end; whether it has as many bytes as it says."""
    while content.limit > 0:
        if not content.read(_PIECE):
            return False
    return True


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
