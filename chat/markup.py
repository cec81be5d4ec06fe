"""The only place where text from outside becomes HTML.

Whatever an article, a question or a file's name holds is shown as it was written: no tag, attribute,
formula, image or link can come out of it. What these functions return goes to `st.html` and nowhere else,
above all not to `st.markdown`, where `$`, `~`, `:` and brackets have meanings of their own.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, Literal
from urllib.parse import urlsplit

from chat.bidi import direction_of

Span = tuple[int, int]

HERE: Final = "isnad-here"
"""The id of the mark that the reader scrolls to."""

_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def escaped(text: str) -> str:
    """Text as HTML that shows exactly this text, in an element or in a quoted attribute."""
    return html.escape(_UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", text), quote=True)


def isolated(text: str) -> str:
    """A name, a title or a date inside other text, so that neither turns the other round."""
    return f"<bdi>{escaped(text)}</bdi>"


def block(content: str, text: str, language: str, *, tag: str = "p", name: str = "") -> str:
    """A block of text with its own language and direction.

    Args:
        content: the HTML inside, made by this module.
        text: the plain text of it, which decides the direction.
        language: ISO 639-1 code, or "und".
        tag: of the element.
        name: of its CSS class.
    """
    said = "" if language == "und" else f' lang="{escaped(language)}"'
    shown = f' class="{escaped(name)}"' if name else ""
    return f'<{tag}{shown}{said} dir="{direction_of(text, language)}">{content}</{tag}>'


def marked(text: str, marks: Sequence[Span] = (), bold: Sequence[Span] = (), *, here: bool = False) -> str:
    """Text with spans marked and words bold.

    Args:
        text: as written.
        marks: spans to mark; they may touch or overlap.
        bold: spans to set in bold, inside marks or outside.
        here: whether the first mark gets the id `HERE`.
    """
    pieces: list[str] = []
    place = f' id="{HERE}"' if here else ""
    for start, end, inside in _pieces(len(text), marks):
        content = "".join(
            f"<b>{escaped(text[a:b])}</b>" if strong else escaped(text[a:b])
            for a, b, strong in _pieces(end - start, [(a - start, b - start) for a, b in bold], start)
        )
        pieces.append(f"<mark{place}>{content}</mark>" if inside else content)
        if inside:
            place = ""
    return "".join(pieces)


def revised(text: str, language: str, *, tag: Literal["del", "ins"], said: str, said_in: str) -> str:
    """A part that a correction took out or put in, in its own direction.

    Args:
        text: the part.
        language: ISO 639-1 code, or "und".
        tag: "del" for what was taken out, "ins" for what was put in.
        said: what a screen reader says before it, plain text.
        said_in: the language of that.
    """
    hidden = f'<span class="isnad-hidden" lang="{escaped(said_in)}">{escaped(said)}: </span>'
    return f'<{tag} dir="{direction_of(text, language)}">{hidden}{escaped(text)}</{tag}>'


def word_spans(text: str, words: Iterable[str]) -> list[Span]:
    """Where any of the words stands whole in the text, letter for letter."""
    wanted = sorted({re.escape(word) for word in words if word.strip()}, key=len, reverse=True)
    if not wanted:
        return []
    return [match.span() for match in re.finditer(rf"(?<!\w)(?:{'|'.join(wanted)})(?!\w)", text)]


def web_address(url: str | None) -> str | None:
    """The address where it is one of the web and names a host, else None; `javascript:` is not one."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def phrase(text: str, direction: str) -> str:
    """A phrase of the interface inside a block that may run the other way."""
    return f'<span dir="{direction}">{escaped(text)}</span>'


def link(url: str, label: str) -> str:
    """A link to a page of the web that opens beside the chat; the bare label where the URL is none.

    Args:
        url: from an article, so not to be trusted.
        label: plain text.
    """
    address = web_address(url)
    if address is None:
        return escaped(label)
    return f'<a href="{escaped(address)}" target="_blank" rel="noopener noreferrer">{escaped(label)}</a>'


def command_button(command: str, content: str, *, name: str, label: str = "") -> str:
    """A button inside text that tells the page something (see `chat.clicks`).

    Args:
        command: what it tells.
        content: HTML made by this module.
        name: its CSS class.
        label: what a screen reader says, plain text; the content where it is empty.
    """
    said = f' aria-label="{escaped(label)}" title="{escaped(label)}"' if label else ""
    told = f'class="{escaped(name)}" data-isnad="{escaped(command)}"{said}'
    return f'<button type="button" {told}>{content}</button>'


def _pieces(length: int, spans: Iterable[Span], offset: int = 0) -> list[tuple[int, int, bool]]:
    """Cut 0..length at the spans into (start, end, whether inside one), moved by `offset`."""
    covered: dict[int, int] = {}
    last = -1
    for start, end in sorted((max(0, a), min(length, b)) for a, b in spans):
        if start >= end:
            continue
        if covered and start <= covered[last]:
            covered[last] = max(covered[last], end)
        else:
            covered[start] = end
            last = start
    cuts = sorted({0, length, *covered, *covered.values()})
    return [(a + offset, b + offset, a in covered) for a, b in pairwise(cuts)]
