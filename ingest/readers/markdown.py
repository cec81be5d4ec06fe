"""Markdown, with or without front matter; the markup comes off, the words stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from archive.errors import RefusedError
from ingest.files.decoding import decode
from ingest.files.document import Document
from ingest.records.fields import record_of
from ingest.records.markup import without_markup
from ingest.records.record import Record, Refusal

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<fields>.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"(?P<name>[^\W\d][\w .:-]*?)\s*:(?:\s+(?P<value>.*))?$")
_ITEM = re.compile(r"\s*-\s+(?P<value>.+)$")


class MarkdownReader:
    """Reads one article a file."""

    name = "Markdown"
    extensions = frozenset({"md", "markdown", "mdown", "mkd"})

    def recognises(self, document: Document) -> bool:
        """Whether the text begins with front matter."""
        found = _FRONT_MATTER.match(document.head_text)
        return bool(found and front_matter(found["fields"]))

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The article; the title is that of the front matter, else the first heading."""
        text = decode(document.content()).lstrip("\ufeff \t\r\n")
        found = _FRONT_MATTER.match(text)
        fields: dict[str, object] = dict(front_matter(found["fields"])) if found else {}
        heading, body = plain(text[found.end() :] if found else text)
        if not body:
            raise RefusedError("the file has no text below its headings")
        record = record_of(fields | {"text": body}, str(document.path), None, document.mapping)
        if not record.title:
            record = record_of(
                fields | {"text": body, "title": heading}, str(document.path), None, document.mapping
            )
        yield record


def front_matter(text: str) -> dict[str, str | list[str]]:
    """The fields between the `---` lines: names with values, and lists of values; nothing deeper."""
    fields: dict[str, str | list[str]] = {}
    name = ""
    for line in text.splitlines():
        item = _ITEM.match(line)
        if item and name:
            values = fields[name]
            fields[name] = [*(values if isinstance(values, list) else []), _unquoted(item["value"])]
            continue
        field = _FIELD.match(line)
        if field:
            name = field["name"]
            value = (field["value"] or "").strip()
            listed = value.startswith("[") and value.endswith("]")
            fields[name] = (
                [_unquoted(part) for part in value[1:-1].split(",")] if listed else _unquoted(value)
            )
    return fields


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def plain(markdown: str) -> tuple[str, str]:
    """The first heading, and the text of everything else, block by block.

    Args:
        markdown: CommonMark with tables; HTML in it is read as HTML.
    """
    from markdown_it import MarkdownIt

    title = ""
    blocks: list[str] = []
    tokens = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table").parse(markdown)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline":
            text = _inline(token.children or ()).strip()
            if not title and not blocks and before is not None and before.type == "heading_open":
                title = " ".join(text.split())
            elif text:
                blocks.append(text)
        elif token.type in ("fence", "code_block") and token.content.strip():
            blocks.append(token.content.strip())
        elif token.type == "html_block" and (text := without_markup(token.content).strip()):
            blocks.append(text)
    return title, "\n".join(blocks)


def _inline(tokens: Sequence[Token]) -> str:
    """The words of a paragraph: links keep their text, pictures go."""
    pieces = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            pieces.append(token.content)
        elif token.type == "softbreak":
            pieces.append(" ")
        elif token.type == "hardbreak":
            pieces.append("\n")
    return "".join(pieces)
