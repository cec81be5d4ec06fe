"""Documents that are made as ZIP archives, told from ZIP archives of articles."""

from __future__ import annotations

import re

from archive.errors import RefusedError
from ingest.files.containers.zip_file import open_zip
from ingest.files.document import Document

DOCX = "a Word document (DOCX)"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x00\x00PK")
# What follows a name without a mark between is of no matter here.
_NAME_IN_HEADER = re.compile(rb"PK\x03\x04.{26}([\w\[\]./-]+)", re.DOTALL)
_BY_FOLDER = {
    "word/": DOCX,
    "xl/": "an Excel workbook (XLSX)",
    "ppt/": "a PowerPoint presentation (PPTX)",
}
_BY_TYPE = {
    b"application/epub": "an e-book (EPUB)",
    b"application/vnd.oasis.opendocument.text": "an OpenDocument text (ODT)",
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument table (ODS)",
    b"application/vnd.oasis.opendocument.presentation": "an OpenDocument presentation (ODP)",
}


def is_zip(head: bytes) -> bool:
    """Whether bytes begin as a ZIP archive does."""
    return head.startswith(_ZIP)


def package_kind(document: Document) -> str | None:
    """What people call a document that is made as a ZIP archive; None for any other file.

    Raises:
        RefusedError: if the file cannot be read.
    """
    if not is_zip(document.head):
        return None
    declared = next((kind for mark, kind in _BY_TYPE.items() if mark in document.head[30:100]), None)
    if declared:
        return declared
    try:
        with open_zip(document) as archive:
            names = archive.namelist()
    except RefusedError:
        names = [name.decode("cp437") for name in _NAME_IN_HEADER.findall(document.head)]
    if not any(name.startswith(("[Content_Types].xml", "_rels/.rels")) for name in names):
        return None
    return next(
        (kind for folder, kind in _BY_FOLDER.items() if any(name.startswith(folder) for name in names)),
        "an Office document",
    )
