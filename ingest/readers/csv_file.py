"""CSV and its kin: a table whose first row names the fields, one article a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BufferedReader, TextIOWrapper

from archive.errors import RefusedError
from ingest.files.decoding import encoding_of
from ingest.files.document import Document
from ingest.readers.dialect import Dialect, find_dialect, without_hint
from ingest.records.fields import record_of
from ingest.records.record import Record, Refusal

LARGEST_CELL = 16 << 20
_MOST_COLUMNS = 2000


class CsvReader:
    """Reads a table row by row, so that its size does not matter."""

    name = "CSV"
    extensions = frozenset({"csv", "tsv", "tab", "psv"})

    def recognises(self, document: Document) -> bool:
        """Whether the first row names fields of articles."""
        _, sure = find_dialect(document.head_text, document.mapping)
        return sure

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The articles, numbered by the line that their row begins on."""
        path = str(document.path)
        csv.field_size_limit(LARGEST_CELL)
        encoding = encoding_of(document.head)
        dialect, _ = find_dialect(document.head_text, document.mapping)
        with document.open() as stream:
            text = TextIOWrapper(BufferedReader(stream), encoding=encoding, errors="replace", newline="")
            rows = _Rows(text, dialect)
            for number, row in rows:
                if isinstance(row, str):
                    yield Refusal(path, number, row)
                    continue
                try:
                    yield record_of(row, path, number, document.mapping)
                except RefusedError as refused:
                    if not (stream.broken and rows.at_end):
                        yield Refusal(path, number, str(refused))
            if stream.broken:
                yield Refusal(path, None, stream.broken)


class _Lines:
    """The lines of a text, none longer than a cell may be.

    Attributes:
        count: how many were read.
    """

    def __init__(self, text: TextIOWrapper) -> None:
        self._text = text
        self.count = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LARGEST_CELL)
        if not line:
            raise StopIteration
        self.count += 1
        if len(line) >= LARGEST_CELL:
            while line and not line.endswith(("\n", "\r")):
                line = self._text.readline(LARGEST_CELL)
            raise csv.Error(f"the line is longer than {LARGEST_CELL >> 20} million characters")
        return line


class _Rows:
    """The rows of a table as mappings, each with its line; a reason where a row cannot be had."""

    def __init__(self, text: TextIOWrapper, dialect: Dialect) -> None:
        self._lines = _Lines(text)
        try:
            header = next(self._lines, "").lstrip("\ufeff")
            while header and (without_hint(header) != header or not header.strip()):
                header = next(self._lines, "")
        except csv.Error as error:
            raise RefusedError(f"the first row of the table cannot be read ({error})") from None
        self._names = dialect.cells(header.rstrip("\r\n"))
        if len(self._names) > _MOST_COLUMNS:
            raise RefusedError(
                f"the table has {len(self._names)} columns; more than {_MOST_COLUMNS} are not read"
            )
        if not any(self._names):
            raise RefusedError("the first row of the table names no fields")
        self._rows = dialect.rows(self._lines)
        self.at_end = False

    def __iter__(self) -> Iterator[tuple[int, dict[str, object] | str]]:
        while True:
            line = self._lines.count + 1
            try:
                cells = next(self._rows)
            except StopIteration:
                self.at_end = True
                return
            except csv.Error as error:
                yield line, f"the row cannot be read ({error})"
                continue
            if not any(map(str.strip, cells)):
                continue
            if len(cells) > len(self._names) and any(cells[len(self._names) :]):
                yield (
                    line,
                    f"the row has {len(cells)} cells, but the first row names {len(self._names)} fields",
                )
                continue
            yield line, dict(zip(self._names, cells, strict=False))
