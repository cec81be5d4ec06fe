"""HTML inside a field: told from text, and turned into text."""

from __future__ import annotations

import html
import re

from lxml import etree  # type: ignore[import-untyped]  # it ships no types
from lxml import html as lxml_html

_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|u|ul|ol|li|h[1-6]|img|figure|figcaption|blockquote|table|t[rdh]|section"
    r"|article|html|body|iframe|script|style|font|center|hr|small|sup|sub|aside|header|footer|video|audio)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_UNREAD = {"script", "style", "noscript", "template", "iframe", "head", "svg", "button", "form", "object"}
_BLOCKS = {
    *("p", "div", "br", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "figcaption", "hr"),
    *(
        "blockquote",
        "table",
        "tr",
        "section",
        "article",
        "aside",
        "header",
        "footer",
        "pre",
        "dl",
        "dt",
        "dd",
    ),
}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WHITE = re.compile(r"\s+")


def without_markup(text: str) -> str:
    """A field's text with HTML tags taken off and entities decoded, where it has any.

    Args:
        text: what stood in the field: plain text, HTML, or HTML that was escaped once more.

    Returns:
        The text; blocks and line breaks of HTML begin a new line. Text without markup comes back as it is.
    """
    if "&" in text and _ENTITY.search(text) and not _TAG.search(text):
        text = html.unescape(text)
    if "<" not in text or not _TAG.search(text):
        return text
    plain = _rendered(text)
    # A body that was escaped before it was put into HTML shows its tags only now.
    return _rendered(plain) if _TAG.search(plain) else plain


def _rendered(markup: str) -> str:
    """What a browser would show of some HTML, in lines."""
    try:
        root = lxml_html.document_fromstring(f"<div>{_CONTROLS.sub('', markup)}</div>")
    except (etree.ParserError, ValueError):
        return html.unescape(_TAG.sub("\n", markup))
    pieces: list[str] = []
    skipping: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if skipping is None:
                pieces.append(_flowing(element.tail))
        elif event == "start":
            if skipping is None and element.tag in _UNREAD:
                skipping = element
            if skipping is None:
                pieces.append("\n" if element.tag in _BLOCKS else "")
                pieces.append(_flowing(element.text))
        else:
            if element is skipping:
                skipping = None
            elif skipping is not None:
                continue
            pieces.append("\n" if element.tag in _BLOCKS else "")
            pieces.append(_flowing(element.tail))
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _flowing(text: str | None) -> str:
    """Text between tags, where line breaks are only white space."""
    return _WHITE.sub(" ", text) if text else ""
