"""NITF, the News Industry Text Format (IPTC, versions 3.x): one story, alone or inside NewsML-G2."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from archive.errors import RefusedError
from ingest.files.document import Document
from ingest.files.safe_xml import Element, as_html, elements_of, root_of, text_of
from ingest.records.markup import without_markup
from ingest.records.record import Record, Refusal

# Pictures with their captions, and notes to editors, are no part of the text.
_BESIDE_THE_TEXT = ("{*}media", "{*}note", "{*}nitf-table-metadata")
_AS_IN_HTML = {"block": "div", "hl1": "h1", "hl2": "h2", "bq": "blockquote", "nitf-table": "div"}
_WITHDRAWN = frozenset({"withheld", "canceled", "cancelled", "killed"})
_KILL = re.compile(r"\W*(?:mandatory\s+)?(?:kill|withdraw|withhold|إلغاء|سحب)", re.IGNORECASE)


class NitfReader:
    """Reads one story a file."""

    name = "NITF"
    extensions = frozenset({"nitf"})

    def recognises(self, document: Document) -> bool:
        """Whether the first element is `nitf`."""
        root = root_of(document.head_text)
        return root is not None and root.tag.rpartition("}")[2] == "nitf"

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The story."""
        for element in elements_of(document, ["{*}nitf"]):
            record = nitf_record(element, str(document.path))
            if not record.body and not record.withdrawn:
                raise RefusedError("the story has no text")
            yield record


def nitf_record(element: Element, path: str, number: int | None = None) -> Record:
    """What an element `nitf` says; its body is empty where it has no text.

    A story that is embargoed without saying until when counts as withdrawn: its next version brings it.
    """
    head = element.find(".//{*}docdata")
    status = (head.get("management-status", "") if head is not None else "").lower()
    release = _attribute(element, "date.release", "norm")
    identifier, message = _attribute(element, "doc-id", "id-string"), element.find(".//{*}ed-msg")
    said = " ".join(message.values()) if message is not None else ""
    address = _attribute(element, "pubdata", "ex-ref")
    version = _attribute(element, "du-key", "version")
    return Record(
        path=path,
        number=number,
        body=_text(element),
        title=_headline(element),
        published=_attribute(element, "date.issue", "norm") or _dated(element) or None,
        language=element.get("{http://www.w3.org/XML/1998/namespace}lang"),
        source=_attribute(element, "doc.copyright", "holder") or _attribute(element, "pubdata", "name"),
        author=_byline(element) or None,
        url=address if "://" in address else None,
        id=identifier or _attribute(element, "du-key", "key") or None,
        version=int(version) if re.fullmatch(r"\d{1,9}", version, re.ASCII) else None,
        embargo=release or None,
        withdrawn=status in _WITHDRAWN or (status == "embargoed" and not release) or bool(_KILL.match(said)),
    )


def _text(element: Element) -> str:
    """The text of a story's body in lines, without pictures, their captions, and notes to editors."""
    body = element.find(".//{*}body.content")
    if body is None:
        return ""
    etree.strip_elements(body, *_BESIDE_THE_TEXT, with_tail=False)
    for inner in body.iter("{*}*"):
        name = inner.tag.rpartition("}")[2]
        inner.tag = _AS_IN_HTML.get(name, name)
    return without_markup(as_html(body))


def _headline(element: Element) -> str:
    """The first headline of a story, else the title of its document."""
    line = text_of(element, ".//{*}hedline/{*}hl1") or text_of(element, ".//{*}head/{*}title")
    return " ".join(line.split())


def _byline(element: Element) -> str:
    """Who wrote a story: the persons named in its byline, else the byline as it stands."""
    byline = element.find(".//{*}body.head/{*}byline")
    if byline is None:
        return ""
    people = ", ".join(filter(None, map(text_of, byline.findall("{*}person"))))
    return people or " ".join((byline.text or text_of(byline)).split())


def _attribute(element: Element, name: str, attribute: str) -> str:
    """An attribute of the first element of a name that has it."""
    return next(
        (str(found.get(attribute)).strip() for found in element.iterfind(f".//{{*}}{name}[@{attribute}]")), ""
    )


def _dated(element: Element) -> str:
    """The date of the story as its dateline gives it."""
    return _attribute(element, "story.date", "norm") or text_of(element, ".//{*}dateline/{*}story.date")
