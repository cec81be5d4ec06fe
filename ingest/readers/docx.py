"""DOCX, what Word writes: the text with that of its tables, and what the document says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from archive.errors import RefusedError
from ingest.files.containers.member import DAMAGES
from ingest.files.containers.packages import DOCX, package_kind
from ingest.files.containers.zip_file import ensure_unpacked_size, open_zip
from ingest.files.document import Document
from ingest.readers.plain_text import LONGEST_TITLE
from ingest.records.record import Record, Refusal

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.text.paragraph import CT_P

_LARGEST = 64 << 20
_TITLE_STYLES = re.compile(r"title|heading ?1", re.IGNORECASE)
# Text in a box is written twice, once for programs that know no boxes.
_PIECES = ".//*[self::w:t or self::w:tab or self::w:br or self::w:cr or self::w:noBreakHyphen]"
# The day of the empty document that python-docx, and what is built on it, begins with.
_OF_THE_TEMPLATE = datetime(2013, 12, 23, 23, 15, tzinfo=UTC)
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}


class DocxReader:
    """Reads one article a file."""

    name = "DOCX"
    extensions = frozenset({"docx", "docm"})

    def recognises(self, document: Document) -> bool:
        """Whether the file is a package with a Word document inside."""
        return package_kind(document) == DOCX

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The article."""
        word = _opened(document)
        try:
            yield _record(word, str(document.path))
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise RefusedError(f"the Word document is damaged ({error})") from None


def _opened(document: Document) -> WordDocument:
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree  # type: ignore[import-untyped]  # it ships no types

    with open_zip(document) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > _LARGEST:
            raise RefusedError(
                f"the Word document unpacks to more than {_LARGEST >> 20} MB; take its pictures out"
            )
        for entry in entries:
            ensure_unpacked_size(entry)
    with document.open_seekable() as file:
        try:
            return docx.Document(file)
        except (
            *DAMAGES,
            PackageNotFoundError,
            etree.LxmlError,
            KeyError,
            AttributeError,
            TypeError,
            NotImplementedError,
        ) as error:
            raise RefusedError(f"the Word document is damaged ({str(error)[:200]})") from None


def _record(word: WordDocument, path: str) -> Record:
    about = word.core_properties
    paragraphs = [(text, style) for text, style in _paragraphs(word) if text]
    title = (about.title or "").strip()
    if not title:
        titles = [text for text, style in paragraphs[:10] if _TITLE_STYLES.match(style)]
        title = titles[0] if titles else _first_line(paragraphs)
    texts = [text for text, _ in paragraphs]
    if texts and texts[0] == title:
        texts = texts[1:]
    if not texts:
        raise RefusedError(
            "the Word document has no text" if not title else "the Word document has only a title"
        )
    written = None if about.created == _OF_THE_TEMPLATE else about.created
    return Record(
        path=path,
        number=None,
        body="\n".join(texts),
        title=title,
        published=written.isoformat() if written else None,
        author=None if about.author == "python-docx" else about.author or None,
        language=about.language or None,
    )


def _first_line(paragraphs: list[tuple[str, str]]) -> str:
    text = paragraphs[0][0] if len(paragraphs) > 1 else ""
    return text if len(text) <= LONGEST_TITLE else ""


def _paragraphs(word: WordDocument) -> Iterator[tuple[str, str]]:
    """The paragraphs in their order with their styles, those in tables, boxes and controls too."""
    styles = {style.style_id: style.name or "" for style in word.styles}
    for paragraph in word.element.body.xpath(".//w:p[not(ancestor::*[local-name()='Fallback'])]"):
        style = paragraph.style or ""
        yield _text(paragraph), styles.get(style, style)


def _text(paragraph: CT_P) -> str:
    """What a reader sees of a paragraph: inserted words count, deleted ones do not."""
    pieces = []
    for piece in paragraph.xpath(_PIECES):
        if next(piece.iterancestors(paragraph.tag)) is paragraph:
            name = piece.tag.rpartition("}")[2]
            pieces.append(piece.text or "" if name == "t" else _BREAKS[name])
    return "".join(pieces).strip()
