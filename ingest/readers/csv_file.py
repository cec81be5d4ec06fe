"""CSV and its kin: a table whose first row names the fields, one article a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BufferedReader, TextIOWrapper

from archive.errors import RefusedError
from ingest.decoding import encoding_of
from ingest.document import Document
from ingest.fields import looks_like_header, record_of
from ingest.record import Record, Refusal

DELIMITERS = (",", ";", "\t", "|")
LARGEST_CELL = 16 << 20
_MOST_COLUMNS = 2000


class CsvReader:
    """Reads a table row by row, so that its size does not matter."""

    name = "CSV"
    extensions = frozenset({"csv", "tsv", "tab", "psv"})

    def recognises(self, document: Document) -> bool:
        """Whether the first row names fields of articles."""
        lines = _without_hint(document.head_text).splitlines()
        return len(lines) > 1 and any(looks_like_header(_cells(lines[0], mark)) for mark in DELIMITERS)

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The articles, numbered by the line that their row begins on."""
        path = str(document.path)
        csv.field_size_limit(LARGEST_CELL)
        encoding = encoding_of(document.head)
        with document.open() as stream:
            text = TextIOWrapper(BufferedReader(stream), encoding=encoding, errors="replace", newline="")
            rows = _Rows(text)
            for number, row in rows:
                if isinstance(row, str):
                    yield Refusal(path, number, row)
                    continue
                try:
                    yield record_of(row, path, number)
                except RefusedError as refused:
                    if not (stream.broken and rows.at_end):
                        yield Refusal(path, number, str(refused))
            if stream.broken:
                yield Refusal(path, None, stream.broken)


class _Rows:
    """The rows of a table as mappings, each with its line; a reason where a row cannot be had."""

    def __init__(self, text: TextIOWrapper) -> None:
        header = text.readline(LARGEST_CELL).lstrip("\ufeff")
        self._before = 1
        if _without_hint(header) != header or not header.strip():
            header = text.readline(LARGEST_CELL)
            self._before = 2
        delimiter = max(DELIMITERS, key=lambda mark: _worth(_cells(header, mark)))
        self._names = _cells(header, delimiter)
        if len(self._names) > _MOST_COLUMNS:
            raise RefusedError(
                f"the table has {len(self._names)} columns; more than {_MOST_COLUMNS} are not read"
            )
        if not any(self._names):
            raise RefusedError("the first row of the table names no fields")
        self._rows = csv.reader(text, delimiter=delimiter)
        self.at_end = False

    def __iter__(self) -> Iterator[tuple[int, dict[str, object] | str]]:
        while True:
            line = self._before + self._rows.line_num + 1
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


def _without_hint(head: str) -> str:
    """A table without the line `sep=;` by which Excel tells the delimiter."""
    first, _, rest = head.partition("\n")
    return rest if first.lower().startswith("sep=") and len(first.strip()) <= 5 else head


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _worth(names: list[str]) -> tuple[bool, int]:
    """How likely a row that was split by a delimiter is the row of names."""
    return looks_like_header(names), len(names)
