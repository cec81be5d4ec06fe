"""PDF: the text of its pages, as far as it is text, and what the file says of itself."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING

from archive.errors import RefusedError
from ingest.files.document import Document
from ingest.readers.page_text import joined
from ingest.readers.plain_text import split_title
from ingest.readers.visual_order import Glyph, has_right_to_left, is_right_to_left, reading_order
from ingest.records.record import Record, Refusal

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

_MAGIC = b"%PDF-"
MOST_PAGES = 2000
LARGEST_TEXT = 16 << 20
_FEWEST_LETTERS = 10
# What programs write into the title when nobody did.
_NO_TITLES = re.compile(
    r"microsoft word - |untitled|\S+\.(?:docx?|indd|qxd|pdf|html?|rtf|odt)$", re.IGNORECASE
)
_PARTED_WORD = re.compile("[\x02\ufffe]\\s*(?=(.))", re.DOTALL)
_NO_AUTHORS = re.compile(r"anonymous|unknown|admin|user$", re.IGNORECASE)


class PdfReader:
    """Reads one article a file."""

    name = "PDF"
    extensions = frozenset({"pdf"})

    def recognises(self, document: Document) -> bool:
        """Whether the mark of PDF stands within the first bytes, where readers look for it."""
        return _MAGIC in document.head[:1024]

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The article."""
        import pypdfium2

        try:
            with closing(pypdfium2.PdfDocument(document.content())) as pdf:
                yield _record(pdf, str(document.path))
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise RefusedError("the PDF is encrypted; save it without its password") from None
            raise RefusedError(f"the PDF is damaged ({error})") from None


def _record(pdf: PdfDocument, path: str) -> Record:
    if len(pdf) > MOST_PAGES:
        raise RefusedError(f"the PDF has {len(pdf):,} pages; more than {MOST_PAGES:,} are not read: split it")
    texts: list[str] = []
    characters = 0
    for number in range(len(pdf)):
        with closing(pdf[number]) as page, closing(page.get_textpage()) as text_page:
            texts.append(_text(text_page))
        characters += len(texts[-1])
        if characters > LARGEST_TEXT:
            raise RefusedError(f"the PDF has more than {LARGEST_TEXT >> 20} million characters; split it")
    body = joined(texts)
    if sum(map(str.isalpha, body)) < _FEWEST_LETTERS:
        raise RefusedError(
            "the PDF has no text, only pictures of its pages; run text recognition (OCR) on it first"
        )
    about: Mapping[str, str] = pdf.get_metadata_dict()
    title, author = (" ".join(about.get(name, "").split()) for name in ("Title", "Author"))
    if not title or _NO_TITLES.match(title):
        title, body = split_title(body)
    elif body.startswith(f"{title}\n"):
        body = body[len(title) :].strip()
    return Record(
        path=path,
        number=None,
        body=body,
        title=title,
        published=_date(about.get("CreationDate", "")),
        author=None if _NO_AUTHORS.match(author) else author or None,
    )


def _text(page: PdfTextPage) -> str:
    """The lines of a page in the order in which they are read."""
    text = str(page.get_text_range(errors="replace"))
    if has_right_to_left(text):
        return _from_places(page, right_to_left=is_right_to_left(text))
    # PDFium puts this mark for the hyphen of a word that goes on in the next line, and joins the lines.
    return _PARTED_WORD.sub(lambda parted: "" if parted[1].islower() else "-", text)


def _from_places(page: PdfTextPage, *, right_to_left: bool) -> str:
    """The lines of a page with Arabic or Hebrew, from where each character stands.

    PDFium puts them into the order of reading too, but takes words for painted backwards that are not.
    """
    from pypdfium2 import raw

    lines: list[list[Glyph]] = [[]]
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    for number in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page, number)
        if code in (0x0A, 0x0D):
            lines.append([])
        elif raw.FPDFText_IsGenerated(page, number) != 1 and (0x20 <= code < 0xD800 or code > 0xDFFF):
            raw.FPDFText_GetLooseCharBox(page, number, box)
            raw.FPDFText_GetMatrix(page, number, matrix)
            size = raw.FPDFText_GetFontSize(page, number) * math.hypot(matrix.a, matrix.b)
            lines[-1].append(Glyph(chr(code), box.left, box.right, size))
    return "\n".join(reading_order(line, right_to_left=right_to_left) for line in lines if line)


def _date(written: str) -> str | None:
    """A date of the form "D:20260114183000+02'00'", as ISO writes it."""
    found = re.match(r"D:(\d{4})(\d\d)(\d\d)", written)
    return "-".join(found.groups()) if found else written or None
