"""JSON: a list of articles, an object with such a list inside, or one article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from archive.errors import RefusedError
from ingest.files.decoding import decode
from ingest.files.document import Document
from ingest.readers.jsonl import parse
from ingest.records.fields import looks_like_article, record_of
from ingest.records.mapping import FieldMapping
from ingest.records.record import Record, Refusal

_START = re.compile(r"\{\s*[\"}]|\[\s*[\[{\]]")
_DEEPEST_LIST = 3


class JsonReader:
    """Reads a file whole."""

    name = "JSON"
    extensions = frozenset({"json"})

    def recognises(self, document: Document) -> bool:
        """Whether the text begins like a JSON object or a list of objects."""
        return bool(_START.match(document.head_text))

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The articles; of a list that breaks off, those before the break."""
        path = str(document.path)
        text = decode(document.content()).lstrip("\ufeff").strip()
        broken = ""
        try:
            value = parse(text)
        except RefusedError as refused:
            value, broken = _before_the_break(text), str(refused)
            if not value:
                raise
        if isinstance(value, Mapping) and looks_like_article(value, document.mapping):
            yield record_of(value, path, None, document.mapping)
            return
        articles = _articles_in(value, document.mapping, _DEEPEST_LIST)
        if articles is None:
            if isinstance(value, Mapping):
                yield record_of(value, path, None, document.mapping)
                return
            raise RefusedError("the JSON holds no list of articles")
        for number, article in enumerate(articles, 1):
            yield _record(article, document, number)
        if broken:
            yield Refusal(path, len(articles) + 1, broken)


def _record(article: object, document: Document, number: int) -> Record | Refusal:
    path = str(document.path)
    if not isinstance(article, Mapping):
        return Refusal(path, number, "an entry of the list is not an object")
    try:
        return record_of(article, path, number, document.mapping)
    except RefusedError as refused:
        return Refusal(path, number, str(refused))


def _articles_in(value: object, mapping: FieldMapping, depth: int) -> list[object] | None:
    """The articles inside a value: its longest list of objects, or objects under keys of their own."""
    if isinstance(value, list):
        return value if any(isinstance(item, Mapping) for item in value) or not value else None
    if not isinstance(value, Mapping) or depth == 0:
        return None
    inner = list(value.values())
    if len(inner) > 1 and all(
        isinstance(item, Mapping) and looks_like_article(item, mapping) for item in inner
    ):
        return inner
    lists = [found for item in inner if (found := _articles_in(item, mapping, depth - 1))]
    return max(lists, key=len, default=None)


def _before_the_break(text: str) -> list[object]:
    """The objects of a list up to the place where its JSON is broken."""
    if not text.startswith("["):
        return []
    decoder, found, position = json.JSONDecoder(), [], 1
    separator = re.compile(r"[\s,]*")
    while match := separator.match(text, position):
        try:
            item, position = decoder.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            break
        found.append(item)
    return found
