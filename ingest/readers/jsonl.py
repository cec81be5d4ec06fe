"""JSON Lines: one article a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BufferedReader, TextIOWrapper

from archive.errors import RefusedError
from ingest.files.decoding import encoding_of
from ingest.files.document import Document
from ingest.files.stream import Stream
from ingest.records.fields import record_of
from ingest.records.record import Record, Refusal

LONGEST_LINE = 32 << 20
_WIDE = ("utf-16", "utf-32")
_OBJECT = re.compile(r"\{\s*[\"}]")


class JsonLinesReader:
    """Reads a file line by line, so that its size does not matter."""

    name = "JSON Lines"
    extensions = frozenset({"jsonl", "ndjson", "jsonlines"})

    def recognises(self, document: Document) -> bool:
        """Whether two lines are whole objects, or one is and all others begin like one."""
        lines = [line for line in document.head_text.splitlines() if line.strip()][:20]
        if len(lines) < 2 or lines[0][0] != "{":
            return False
        whole = sum(map(_is_object, lines))
        return whole > 1 or (whole == 1 and all(map(_OBJECT.match, lines)))

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The articles; a line that is broken is refused alone."""
        path = str(document.path)
        for number, line in _lines(document):
            if isinstance(line, RefusedError):
                yield Refusal(path, number or None, str(line))
                continue
            try:
                yield record_of(parse_object(line), path, number, document.mapping)
            except RefusedError as refused:
                yield Refusal(path, number, str(refused))


def parse_object(text: str) -> dict[str, object]:
    """The JSON object that a text is.

    Raises:
        RefusedError: if it is none.
    """
    value = parse(text)
    if not isinstance(value, dict):
        raise RefusedError(f"a JSON object is expected, but this is {_kind(value)}")
    return value


def parse(text: str) -> object:
    """The JSON value that a text is.

    Raises:
        RefusedError: if it is not valid JSON.
    """
    try:
        return json.loads(text)
    except RecursionError:
        raise RefusedError("the JSON is nested too deep") from None
    except json.JSONDecodeError as error:
        raise RefusedError(
            f"not valid JSON ({error.msg}, line {error.lineno} column {error.colno})"
        ) from None
    except ValueError as error:
        raise RefusedError(f"not valid JSON ({error})") from None


def _is_object(line: str) -> bool:
    try:
        parse_object(line)
    except RefusedError:
        return False
    return True


def _kind(value: object) -> str:
    names: dict[type, str] = {list: "a list", str: "a text", bool: "a truth value", type(None): "null"}
    return names.get(type(value), "a number")


def _lines(document: Document) -> Iterator[tuple[int, str | RefusedError]]:
    """The lines that are not blank with their numbers; at last, with number 0, why the file broke off."""
    encoding = encoding_of(document.head)
    with document.open() as stream:
        wide = encoding.startswith(_WIDE)
        yield from _wide_lines(stream, encoding) if wide else _narrow_lines(stream, encoding)
        if stream.broken:
            yield 0, RefusedError(stream.broken)


def _wide_lines(stream: Stream, encoding: str) -> Iterator[tuple[int, str | RefusedError]]:
    with TextIOWrapper(BufferedReader(stream), encoding=encoding, errors="replace", newline="\n") as text:
        number = 0
        while line := text.readline(LONGEST_LINE):
            number += 1
            if len(line) >= LONGEST_LINE:
                yield number, RefusedError(_too_long())
                while line and not line.endswith("\n"):
                    line = text.readline(LONGEST_LINE)
            elif line.strip("\ufeff \t\r\n") and not (stream.broken and not line.endswith("\n")):
                yield number, line.lstrip("\ufeff")


def _narrow_lines(stream: Stream, encoding: str) -> Iterator[tuple[int, str | RefusedError]]:
    """Lines of an encoding that has ASCII inside: cut as bytes, so that one bad line spoils no other."""
    buffered = BufferedReader(stream, 1 << 18)
    number, told = 0, encoding != "utf-8"
    while line := buffered.readline(LONGEST_LINE):
        number += 1
        if len(line) >= LONGEST_LINE:
            yield number, RefusedError(_too_long())
            while line and not line.endswith(b"\n"):
                line = buffered.readline(LONGEST_LINE)
            continue
        if not line.strip() or (stream.broken and not line.endswith(b"\n")):
            continue
        if not told and not line.isascii():
            # The head may have been plain ASCII: the first line that is not tells the encoding.
            encoding, told = _encoding_of_line(line), True
        try:
            yield number, line.decode(encoding)
        except UnicodeDecodeError as error:
            yield (
                number,
                RefusedError(f"not valid {encoding.upper()} ({error.reason} at byte {error.start + 1})"),
            )


def _encoding_of_line(line: bytes) -> str:
    try:
        return encoding_of(line)
    except RefusedError:
        return "utf-8"


def _too_long() -> str:
    return f"the line is longer than {LONGEST_LINE >> 20} MB"
