"""How a table is written: what parts its cells, and how those are quoted."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.records.fields import looks_like_header
from ingest.records.mapping import FieldMapping

DELIMITERS = (",", ";", "\t", "|")
# Other marks part cells only where that makes a header of field names: any of these may stand in a sentence.
_NEVER = re.compile(r"[\w \t\r\n\"'.\-()\[\]{}<>]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_ROWS_TRIED = 100
_ESCAPED_QUOTE = re.compile(r'\\"')


@dataclass(frozen=True, slots=True)
class Dialect:
    """What `csv.reader` needs to know.

    Attributes:
        delimiter: the one character between cells.
        quote: the character round a cell; None where quotation marks mean nothing.
        escape: the character before one that is meant literally, if there is one.
    """

    delimiter: str = ","
    quote: str | None = '"'
    escape: str | None = None

    def cells(self, line: str) -> list[str]:
        """The cells of one line, without the white space round them; none where it cannot be parted."""
        try:
            return [cell.strip() for cell in next(self.rows([line]), [])]
        except csv.Error:
            return []

    def rows(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """The rows of a table, each as its cells; `csv.Error` where one cannot be had."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            escapechar=self.escape,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
        )


def without_hint(text: str) -> str:
    """A table without the line `sep=;` by which Excel tells the delimiter."""
    first, _, rest = text.partition("\n")
    return rest if first.lower().startswith("sep=") and len(first.strip()) <= 5 else text


def find_dialect(head: str, mapping: FieldMapping) -> tuple[Dialect, bool]:
    """How a table is written, and whether its first row names fields of articles.

    Args:
        head: how the table begins, without a byte order mark.
        mapping: the names of its fields, where they are none of the usual ones.
    """
    lines = _LINE_END.split(without_hint(head), maxsplit=5000)
    header = lines[0]
    others = sorted({mark for mark in header if not _NEVER.match(mark)} - set(DELIMITERS))
    tried = [(mark, Dialect(mark).cells(header)) for mark in (*DELIMITERS, *others)]
    delimiter, names = max(
        tried,
        key=lambda one: (looks_like_header(one[1], mapping), one[0] in DELIMITERS, len(one[1])),
    )
    sure = len(lines) > 1 and looks_like_header(names, mapping)
    return max(_quotings(delimiter, head), key=lambda one: _fit(one, lines)), sure


def _quotings(delimiter: str, head: str) -> Sequence[Dialect]:
    """How cells may be quoted, the usual way first."""
    usual = Dialect(delimiter)
    ways = [usual, Dialect(delimiter, quote=None)]
    if _ESCAPED_QUOTE.search(head):
        ways.insert(1, Dialect(delimiter, escape="\\"))
    if head.startswith("'"):
        ways.insert(0, Dialect(delimiter, quote="'"))
    return ways


def _fit(dialect: Dialect, lines: list[str]) -> float:
    """Which part of the first rows has as many cells as the first."""
    # The last line may be cut off.
    rows = dialect.rows(f"{line}\n" for line in lines[:-1] or lines)
    fitting, count, width = 0, 0, 0
    while count < _ROWS_TRIED:
        try:
            tried = list(islice(rows, _ROWS_TRIED - count))
        except csv.Error:
            return 0.0
        if not tried:
            break
        width = width or len(tried[0])
        count += len(tried)
        fitting += sum(len(row) == width or not row for row in tried)
    return fitting / count if count else 0.0
