"""XML from strangers: read element by element, in little memory, with nothing fetched and nothing expanded.

The text is decoded here and not by the parser, so that an encoding is told as it is for every other format,
and characters that XML forbids but exports contain do not end a file. A document type that declares
entities is refused before anything is parsed (the "billion laughs", and files read in through entities).
"""

from __future__ import annotations

import codecs
import contextlib
import html
import re
from collections.abc import Collection, Iterator
from typing import Protocol, TypeAlias

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from archive.errors import RefusedError
from ingest.files.decoding import encoding_of
from ingest.files.document import Document

Element: TypeAlias = "etree._Element"

# What may stand between the ends of two records: one record, and what is passed over before it.
LARGEST_RECORD = 64 << 20
_PIECE = 1 << 16
_LONGEST_REFERENCE = 40
_LONGEST_PROLOG = 1 << 18
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DECLARED = re.compile(r"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_PROLOG = re.compile(r"(?:\s+|\ufeff|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE(?:\"[^\"]*\"|'[^']*'|[^\"'\[>])*+(?P<end>[\[>])")
# The names that HTML has for characters and XML has not; feeds use them all the same.
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[^\s&;<#][^\s&;<]{0,31};")
_KEPT = frozenset("<>&\"'")
_OPTIONS = {
    **{"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False},
    **{"remove_comments": True, "remove_pis": True, "encoding": "utf-8"},
}


class Readable(Protocol):
    """Anything that gives bytes bit by bit."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; none at the end."""
        ...


def root_of(head: str) -> Element | None:
    """The first element of a document with its attributes and namespaces, empty of content.

    Args:
        head: the beginning of its text.

    Returns:
        None where the text is no XML, or its first tag is not whole.
    """
    if not head.startswith("<"):
        return None
    parser = etree.XMLPullParser(events=("start",), **_OPTIONS)
    text = _FORBIDDEN.sub("", head[_start_of_root(head) :])
    for start in range(0, len(text), 4096):
        with contextlib.suppress(etree.XMLSyntaxError):
            parser.feed(text[start : start + 4096].encode("utf-8", errors="replace"))
        for _, element in parser.read_events():
            return element
    return None


def elements(source: Readable, head: bytes, tags: Collection[str]) -> Iterator[Element]:
    """The elements of some names, each as soon as it is whole; it is emptied when the next one is asked for.

    What stood before an element, beside it and beside its ancestors, is gone once it has been given, unless
    it lies inside another element of these names, which will be given later.

    Args:
        source: the document from its start.
        head: its first bytes, which tell the encoding.
        tags: names as lxml writes them: `item`, `{namespace}item`, or `{*}item` for any namespace.

    Raises:
        RefusedError: the document declares entities, is no XML, breaks, or has a record larger than
            `LARGEST_RECORD`; what was whole before the break has been given.
    """
    parser = etree.XMLPullParser(events=("end",), tag=list(tags), **_OPTIONS)
    since_last = 0
    for piece in _pieces(source, head):
        broken: etree.XMLSyntaxError | None = None
        try:
            parser.feed(piece)
        except etree.XMLSyntaxError as error:
            broken = error
        since_last += len(piece)
        for _, element in parser.read_events():
            since_last = 0
            yield element
            _forget(element, tags)
        if broken is not None:
            raise _break(broken)
        if since_last > LARGEST_RECORD:
            raise RefusedError(f"the XML has a record larger than {LARGEST_RECORD >> 20} MB")
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _break(error) from None


def elements_of(document: Document, tags: Collection[str]) -> Iterator[Element]:
    """The same of a file, which may also be packed and break off.

    Raises:
        RefusedError: as `elements` does, or because the packed file breaks off.
    """
    with document.open() as stream:
        try:
            yield from elements(stream, document.head, tags)
        except RefusedError as refused:
            raise RefusedError(stream.broken or str(refused)) from None
        if stream.broken:
            raise RefusedError(stream.broken)


def text_of(element: Element | None, path: str = "") -> str:
    """The text inside an element, or inside the first one on a path from it; empty where there is none."""
    found = element.find(path) if element is not None and path else element
    return "".join(found.itertext()).strip() if found is not None else ""


def as_html(element: Element) -> str:
    """What stands inside an element, written as HTML: prefixes and namespaces go, the element itself too."""
    for inner in element.iter(etree.Element):
        inner.tag = etree.QName(inner).localname
    pieces = [html.escape(element.text or "", quote=False)]
    pieces += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(pieces).strip()


def xml_encoding(head: bytes) -> str:
    """The encoding of a document: told as for every file, with what the XML declaration says of itself.

    Raises:
        RefusedError: if the bytes are no text.
    """
    match = _DECLARED.search(head[:400].decode("latin-1"))
    declared = match[1] if match else None
    # So far it is plain ASCII; the declaration says what comes later.
    if declared and head.isascii() and b"\x00" not in head and _is_known(declared):
        return declared
    return encoding_of(head, declared)


def _pieces(source: Readable, head: bytes) -> Iterator[bytes]:
    """The document in UTF-8, free of what would break a parser without need."""
    decoder = codecs.getincrementaldecoder(xml_encoding(head))(errors="replace")
    held, begun = "", False
    while True:
        piece = source.read(_PIECE)
        text = held + decoder.decode(piece, final=not piece)
        if not begun:
            start = _start_of_root(text)
            begun = start < len(text)
            if not begun and piece:
                held = text
                continue
            text = text[start:]
        cut = text.rfind("&", -_LONGEST_REFERENCE) if piece else -1
        text, held = (text[:cut], text[cut:]) if cut >= 0 else (text, "")
        text = _FORBIDDEN.sub("", _REFERENCE.sub(_character, text))
        if text:
            yield text.encode("utf-8", errors="replace")
        if not piece:
            return


def _start_of_root(text: str) -> int:
    """Where the first element begins; the end of the text where it has not begun yet.

    Raises:
        RefusedError: if the document declares its own type, entities among it, or begins with too much.
    """
    start = _after_prolog(text, 0)
    doctype = _DOCTYPE.match(text, start)
    if doctype and doctype["end"] == "[":
        raise RefusedError("the XML declares entities or a type of its own, which is not read")
    if doctype:
        start = _after_prolog(text, doctype.end())
    elif text.startswith("<!", start):
        start = len(text)
    if start == len(text) > _LONGEST_PROLOG:
        raise RefusedError(f"the XML has no element in its first {_LONGEST_PROLOG >> 10} KB")
    return start


def _after_prolog(text: str, start: int) -> int:
    match = _PROLOG.match(text, start)
    return match.end() if match else start


def _character(reference: re.Match[str]) -> str:
    """The character that a reference names; where HTML knows none either, the reference as text."""
    character = html.unescape(reference[0])
    return f"&amp;{reference[0][1:]}" if character == reference[0] or _KEPT & set(character) else character


def _is_known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _forget(element: Element, tags: Collection[str]) -> None:
    """Empty an element that has been used, and drop what stands before it."""
    element.clear(keep_tail=False)
    if next(element.iterancestors(*tags), None) is not None:
        return
    for place in (element, *element.iterancestors()):
        parent = place.getparent()
        while parent is not None and parent[0] is not place:
            del parent[0]


def _break(error: etree.XMLSyntaxError) -> RefusedError:
    line, column = error.position
    what = str(error.msg or "it ends too early").split(", line ")[0].rstrip()
    return RefusedError(f"the XML breaks at line {line}, column {column} ({what})")
