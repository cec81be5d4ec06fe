"""PDF: the text of its pages, as far as it is text, and what the file says of itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from archive.errors import RefusedError
from ingest.document import Document
from ingest.readers.page_text import joined
from ingest.readers.plain_text import split_title
from ingest.record import Record, Refusal

if TYPE_CHECKING:
    from pypdf import PdfReader as Pdf

_MAGIC = b"%PDF-"
MOST_PAGES = 2000
LARGEST_TEXT = 16 << 20
_FEWEST_LETTERS = 10
_PROGRAM_TITLES = re.compile(
    r"microsoft word - |untitled|\S+\.(?:docx?|indd|qxd|pdf|html?|rtf|odt)$", re.IGNORECASE
)

# What pypdf raises, beside its own errors, on objects that are of another kind than they should be.
_DAMAGES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)

# It reports on single objects what is told here by refusals.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class PdfReader:
    """Reads one article a file."""

    name = "PDF"
    extensions = frozenset({"pdf"})

    def recognises(self, document: Document) -> bool:
        """Whether the mark of PDF stands within the first bytes, where readers look for it."""
        return _MAGIC in document.head[:1024]

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The article."""
        import pypdf
        from pypdf.errors import DependencyError, PyPdfError

        with document.open_seekable() as file:
            try:
                pdf = pypdf.PdfReader(file, strict=False)
                if pdf.is_encrypted and not pdf.decrypt(""):
                    raise RefusedError("the PDF is encrypted; save it without its password")
                yield _record(pdf, str(document.path))
            except DependencyError:
                raise RefusedError("the PDF is encrypted; save it without encryption") from None
            except RecursionError:
                raise RefusedError("the PDF is damaged (its objects are nested too deep)") from None
            except (PyPdfError, *_DAMAGES) as error:
                raise RefusedError(
                    f"the PDF is damaged ({str(error)[:200] or type(error).__name__})"
                ) from None


def _record(pdf: Pdf, path: str) -> Record:
    pages = len(pdf.pages)
    if pages > MOST_PAGES:
        raise RefusedError(f"the PDF has {pages:,} pages; more than {MOST_PAGES:,} are not read: split it")
    texts: list[str] = []
    for page in pdf.pages:
        texts.append(page.extract_text() or "")
        if sum(map(len, texts)) > LARGEST_TEXT:
            raise RefusedError(f"the PDF has more than {LARGEST_TEXT >> 20} million characters; split it")
    body = joined(texts)
    if sum(map(str.isalpha, body)) < _FEWEST_LETTERS:
        raise RefusedError(
            "the PDF has no text, only pictures of its pages; run text recognition (OCR) on it first"
        )
    about: Mapping[str, object] = pdf.metadata or {}
    title = _said(about.get("/Title"))
    if not title or _PROGRAM_TITLES.match(title):
        title, body = split_title(body)
    elif body.startswith(f"{title}\n"):
        body = body[len(title) :].strip()
    return Record(
        path=path,
        number=None,
        body=body,
        title=title,
        published=_date(_said(about.get("/CreationDate"))),
        author=_said(about.get("/Author")) or None,
        language=_said(pdf.root_object.get("/Lang")) or None,
    )


def _said(value: object) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _date(written: str) -> str | None:
    """A date of the form "D:20260114183000+02'00'", as ISO writes it."""
    found = re.match(r"D:(\d{4})(\d\d)(\d\d)", written)
    return "-".join(found.groups()) if found else written or None
