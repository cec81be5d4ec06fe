"""Which field of a record is what, by the names that are in `ingest.records.field_names`.

Names are compared without regard to case and punctuation ("published_at" is "publishedAt"). A field may be
nested one level deep ({"source": {"name": …}}), and a whole article may ({"_source": {…}}, {"article": {…}}).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from archive.errors import RefusedError
from ingest.records.field_names import (
    AUTHOR,
    BODY,
    ID,
    LANGUAGE,
    LAST_RESORT,
    PUBLISHED,
    SOURCE,
    TITLE,
    UPDATED,
    URL,
)
from ingest.records.mapping import STANDARD, FieldMapping
from ingest.records.markup import without_markup
from ingest.records.record import Record

# The keys by which exports wrap a single value: {"name": "Reuters"}, {"$date": "…"}, {"rendered": "<p>…"}.
_WRAPPED = (
    "name",
    "title",
    "rendered",
    "value",
    "#text",
    "$date",
    "$oid",
    "$numberlong",
    "@id",
    "url",
    "text",
    "code",
)
_WRAPPED_TEXT = ("rendered", "text", "content", "html", "body", "value", "#text")
_DEEPEST = 4
_NOT_LETTERS = re.compile(r"[^\w]+|_")


@lru_cache(maxsize=4096)
def field_key(name: str) -> str:
    """A field's name as it is compared: small letters and digits only ("dc:Date" is "dcdate")."""
    return _NOT_LETTERS.sub("", name.lower()) or name


_KNOWN = frozenset(
    field_key(name)
    for names in (BODY, LAST_RESORT, TITLE, PUBLISHED, SOURCE, LANGUAGE, URL, AUTHOR, ID)
    for name in names
)
_TEXTS = frozenset(field_key(name) for name in (*BODY, *LAST_RESORT))


def looks_like_header(names: Sequence[str], mapping: FieldMapping = STANDARD) -> bool:
    """Whether a table's first row names the fields of articles."""
    keys = {field_key(name) for name in names}
    texts, others = _mapped(mapping, ("body",)), _mapped(mapping, mapping.fields)
    return len(names) > 1 and bool(keys & (_TEXTS | texts)) and len(keys & (_KNOWN | others)) > 1


def looks_like_article(value: Mapping[str, object], mapping: FieldMapping = STANDARD) -> bool:
    """Whether a mapping holds an article's text itself."""
    texts = _TEXTS | _mapped(mapping, ("body",))
    return any(field_key(str(name)) in texts and content for name, content in value.items())


def record_of(
    fields: Mapping[str, object], path: str, number: int | None, mapping: FieldMapping = STANDARD
) -> Record:
    """The record that a mapping of fields holds.

    Args:
        fields: the names and values as parsed from JSON or a table.
        path: the file.
        number: the record's line or place.
        mapping: the names that stand for something here; the usual ones are understood beside them.

    Raises:
        RefusedError: if no field holds a text; the message names the fields that are there.
    """
    found = {field_key(str(name)): value for name, value in fields.items()}
    own = dict(_own(fields, found, mapping))
    plain = {name: value for name, value in found.items() if not isinstance(value, Mapping)}
    body = own.get("body") or _first(plain, BODY, wrapped=_WRAPPED_TEXT)
    if not body:
        found = _opened(found)
        body = _first(found, BODY, wrapped=_WRAPPED_TEXT) or _first(found, LAST_RESORT, wrapped=_WRAPPED_TEXT)
    if not body:
        raise RefusedError(_no_text(fields, found))
    own |= mapping.constants

    def field(name: str, names: Sequence[str], joint: str = "\n") -> str:
        return own.get(name) or _first(found, names, joint)

    return Record(
        path=path,
        number=number,
        body=without_markup(body),
        title=without_markup(field("title", TITLE)),
        published=mapping.date("published", field("published", PUBLISHED)) or None,
        language=field("language", LANGUAGE) or None,
        source=without_markup(field("source", SOURCE)),
        author=without_markup(field("author", AUTHOR, ", ")) or None,
        url=field("url", URL) or None,
        id=field("id", ID) or None,
        updated=mapping.date("updated", field("updated", UPDATED)) or None,
    )


def _mapped(mapping: FieldMapping, fields: Iterable[str]) -> set[str]:
    """The names, as they are compared, that a mapping has for some fields."""
    return {field_key(name) for field in fields for name in mapping.fields.get(field, ())}


def _own(
    fields: Mapping[str, object], found: Mapping[str, object], mapping: FieldMapping
) -> Iterator[tuple[str, str]]:
    """What stands in the fields that a mapping names; a full stop in a name leads into a field."""
    for field, names in mapping.fields.items():
        joint, wrapped = ", " if field == "author" else "\n", _WRAPPED_TEXT if field == "body" else _WRAPPED
        for name in names:
            value = found.get(field_key(name))
            if value is None and "." in name:
                value = _inside(fields, name)
            text = _text(value, joint, wrapped, _DEEPEST).strip()
            if text:
                yield field, text
                break


def _inside(value: object, name: str) -> object:
    """What stands where a name like "meta.date" leads."""
    for part in name.split("."):
        if not isinstance(value, Mapping):
            return None
        value = {field_key(str(key)): inner for key, inner in value.items()}.get(field_key(part))
    return value


def _no_text(fields: Mapping[str, object], found: Mapping[str, object]) -> str:
    if any(key in _TEXTS for key in found):
        return "the text is empty"
    names = ", ".join(str(name) for name in list(fields)[:8])
    return f"no text field; found: {names[:200] or 'nothing'}"


def _opened(found: Mapping[str, object]) -> dict[str, object]:
    """Fields with those of an article that stands whole in one of them, as search engines export it."""
    for name, value in found.items():
        if isinstance(value, Mapping) and looks_like_article(value):
            outer = {other: kept for other, kept in found.items() if other != name}
            return outer | {field_key(str(inner)): content for inner, content in value.items()}
    return dict(found)


def _first(
    found: Mapping[str, object], names: Sequence[str], joint: str = "\n", wrapped: Sequence[str] = _WRAPPED
) -> str:
    """The value of the first of the names that has one."""
    for name in names:
        value = found.get(name)
        if value is None:
            continue
        text = _text(value, joint, wrapped, _DEEPEST).strip()
        if text:
            return text
    return ""


def _text(value: object, joint: str, wrapped: Sequence[str], depth: int) -> str:
    """A value as text: scalars as they are, lists joined, wrapped values unwrapped."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None or depth == 0:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return joint.join(filter(None, (_text(item, joint, wrapped, depth - 1).strip() for item in value)))
    if isinstance(value, Mapping):
        inner = {str(name).lower(): item for name, item in value.items()}
        return next(
            (text for key in wrapped if (text := _text(inner.get(key), joint, wrapped, depth - 1).strip())),
            "",
        )
    return ""
