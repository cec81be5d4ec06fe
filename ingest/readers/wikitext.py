"""The text of a wiki page, without templates, tables, files, categories and references."""

from __future__ import annotations

import re

import mwparserfromhell
from mwparserfromhell.nodes import ExternalLink, Heading, HTMLEntity, Tag, Template, Text, Wikilink
from mwparserfromhell.wikicode import Wikicode

from archive.errors import RefusedError

# Templates that give their date, and those that show their last argument, by their names in some languages.
_DATES = frozenset({"date", "تاريخ", "fecha", "datum", "tarih", "дата", "תאריך", "data", "byline"})
_SHOWN = frozenset(
    {"w", "wikipedia", "lang", "nowrap", "ويكيبيديا", "lang-ar", "لغة", "small", "اقتباس", "quote"}
)
_DROPPED_TAGS = frozenset(
    {"ref", "references", "table", "gallery", "math", "score", "timeline", "imagemap", "dpl", "style", "div"}
)
_LINE_TAGS = frozenset({"br", "li", "dd", "dt", "hr", "p", "blockquote"})
# A link into these places shows no word of the page: pictures, categories, and the page in another language.
_ASIDE = re.compile(
    r"\s*(?:file|image|media|category|ملف|صورة|وسيط|تصنيف|fichier|catégorie|archivo|imagen|categoría|datei|bild|"
    r"kategorie|dosya|resim|kategori|پرونده|رده|קובץ|קטגוריה|файл|категория|زمرہ|[a-z]{2,3}(?:-[a-z]+)?)\s*:",
    re.IGNORECASE,
)
# The parser's time grows with the square of what is left open.
_MOST_LEFT_OPEN = 500
_PAIRS = tuple(
    (re.compile(opening), re.compile(closing))
    for opening, closing in (
        (r"\[\[", r"\]\]"),
        (r"(?<!\[)\[(?!\[)", r"\]"),
        (r"\{\{", r"\}\}"),
        (r"\{\|", r"\|\}"),
        ("<!--", "-->"),
        (r"<(?!br|hr|li|/|!)[a-zA-Z]", r"</[a-zA-Z]|/>"),
    )
)
_SWITCH = re.compile(r"__[A-Z]+__")
_ENDING_SECTIONS = frozenset(
    """
    sources references related|news external|links see|also
    المصادر مصادر مراجع المراجع وصلات|خارجية أخبار|ذات|علاقة
    voir|aussi fuentes enlaces|externos quellen weblinks kaynaklar منابع источники ссылки מקורות
    """.replace("|", "\x1f").split()
)


def text_of_wikitext(source: str) -> tuple[str, str]:
    """The text of a page in lines, and the date that one of its templates gives.

    Sections of sources and links end the text: nothing of the article stands after them.

    Args:
        source: the wikitext.

    Returns:
        The text, and the date as written or nothing.

    Raises:
        RefusedError: so much of its markup is left open that parsing it would take minutes.
    """
    left_open = sum(
        max(0, len(opening.findall(source)) - len(closing.findall(source))) for opening, closing in _PAIRS
    )
    if left_open > _MOST_LEFT_OPEN:
        raise RefusedError(f"the wikitext leaves {left_open:,} links, templates or tags open")
    code = mwparserfromhell.parse(source)
    pieces: list[str] = []
    for node in code.nodes:
        if isinstance(node, Heading) and _is_ending(node):
            break
        pieces.append(_shown(node))
    lines = (line.strip() for line in _SWITCH.sub("", "".join(pieces)).split("\n"))
    return "\n".join(line for line in lines if line), _date(code)


def _shown(node: object) -> str:
    """What a reader of the page sees of a node."""
    if isinstance(node, Text):
        return str(node.value)
    if isinstance(node, Heading):
        return f"\n{_inside(node.title)}\n"
    if isinstance(node, HTMLEntity):
        return str(node.normalize())
    if isinstance(node, ExternalLink):
        return _inside(node.title) if node.title is not None else ("" if node.brackets else str(node.url))
    if isinstance(node, Wikilink):
        return _link(node)
    if isinstance(node, Tag):
        return _tag(node)
    if isinstance(node, Template) and _name(node) in _SHOWN and node.params:
        positional = [parameter for parameter in node.params if not parameter.showkey]
        return _inside(positional[-1].value) if positional else ""
    return ""


def _inside(code: Wikicode | None) -> str:
    return "".join(map(_shown, code.nodes)) if code is not None else ""


def _link(node: Wikilink) -> str:
    title = str(node.title)
    if _ASIDE.match(title):
        # ":Category:…" and "w:…" with words of their own are read in the text.
        return _inside(node.text) if node.text is not None and re.match(r"\s*w(?:ikt)?:", title) else ""
    return _inside(node.text) if node.text is not None else _inside(node.title).lstrip(":")


def _tag(node: Tag) -> str:
    name = str(node.tag).strip().lower()
    if name in _DROPPED_TAGS:
        return ""
    line = "\n" if name in _LINE_TAGS and not node.wiki_markup else ""
    return line + _inside(node.contents) + line


def _date(code: Wikicode) -> str:
    for template in code.ifilter_templates(recursive=False):
        if _name(template) in _DATES:
            values = [_inside(parameter.value).strip() for parameter in template.params]
            if any(any(map(str.isdecimal, value)) for value in values):
                return next(value for value in values if any(map(str.isdecimal, value)))
    return ""


def _name(template: Template) -> str:
    return str(template.name).strip().lower()


def _is_ending(heading: Heading) -> bool:
    return "\x1f".join(_inside(heading.title).lower().split()) in _ENDING_SECTIONS
