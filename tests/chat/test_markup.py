from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat import markup

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=http://evil.example/x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "![picture](http://evil.example/a.png)",
    "[link](javascript:alert(1))",
    "$119 billion and $4",
    "~~struck~~ **bold** :red[x] :material/x: `code`",
    "&lt;b&gt; &amp;amp;",
    "</p></article><h1>",
    "<!-- ",
    "\x00\x1b\ud800",
    "غزة <b>نص</b> ؟",
]
texts = st.one_of(st.text(), st.sampled_from(HOSTILE), st.text(alphabet="<>&\"'=/ab$[]()!ء "))


class Parsed(HTMLParser):
    """What a reader of HTML finds: the tags with their attributes, and the text."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment was opened: {data!r}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration was opened: {decl!r}")


def shown(text: str) -> str:
    """The text without what no page can show."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}"
        if (c < " " and c not in "\t\n\r") or c == "\x7f" or "\ud800" <= c <= "\udfff"
        else c
        for c in text
    )


@given(texts)
def test_no_text_opens_a_tag(text: str) -> None:
    parsed = Parsed(markup.escaped(text))
    assert parsed.tags == []
    assert parsed.text == shown(text)


@given(texts, texts, st.sampled_from(["ar", "en", "und", '"><script>']))
def test_a_block_is_one_element_with_three_attributes_at_most(text: str, name: str, language: str) -> None:
    parsed = Parsed(markup.block(markup.escaped(text), text, language, name=name))
    [(tag, attributes)] = parsed.tags
    assert tag == "p"
    assert set(attributes) <= {"class", "lang", "dir"}
    assert attributes["dir"] in ("rtl", "ltr", "auto")
    assert parsed.text == shown(text)


spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5)


@given(texts, spans, spans)
def test_marking_changes_no_character(
    text: str, marks: list[tuple[int, int]], bold: list[tuple[int, int]]
) -> None:
    parsed = Parsed(markup.marked(text, marks, bold, here=True))
    assert parsed.text == shown(text)
    assert {tag for tag, _ in parsed.tags} <= {"mark", "b"}
    assert sum("id" in attributes for _, attributes in parsed.tags) == bool(
        [tag for tag, _ in parsed.tags if tag == "mark"]
    )


@given(texts, texts, texts)
def test_a_command_reaches_the_page_as_it_was_given(command: str, content: str, label: str) -> None:
    parsed = Parsed(markup.command_button(command, markup.escaped(content), name="isnad-cite", label=label))
    [(tag, attributes)] = parsed.tags
    assert tag == "button"
    assert set(attributes) <= {"type", "class", "data-isnad", "aria-label", "title"}
    assert attributes["data-isnad"] == shown(command)
    assert parsed.text == shown(content)


@given(texts, texts)
def test_only_addresses_of_the_web_become_links(url: str, label: str) -> None:
    parsed = Parsed(markup.link(url, label))
    assert parsed.text == shown(label)
    for tag, attributes in parsed.tags:
        assert tag == "a"
        assert attributes["href"] is not None
        assert attributes["href"].startswith(("http://", "https://"))
        assert set(attributes) == {"href", "target", "rel"}


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "http://",
        "http://[",
        "",
        None,
        "ftp://a.example/x",
        "java\nscript:alert(1)",
    ],
)
def test_other_addresses_are_no_links(url: str | None) -> None:
    assert markup.web_address(url) is None


def test_an_address_of_the_web_is_a_link() -> None:
    assert markup.link("https://a.example/x?a=1&b=2", "x") == (
        '<a href="https://a.example/x?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">x</a>'
    )


def test_bold_words_stand_inside_marks_and_outside() -> None:
    assert (
        markup.marked("Gaza and Cairo, Gaza", [(0, 14)], [(0, 4), (16, 20)])
        == "<mark><b>Gaza</b> and Cairo</mark>, <b>Gaza</b>"
    )


def test_marks_that_touch_become_one() -> None:
    assert markup.marked("abcdef", [(0, 2), (2, 4)]) == "<mark>abcd</mark>ef"


def test_words_are_found_whole() -> None:
    text = "غزة وغزة Gaza, Gazan GAZA"
    assert [text[a:b] for a, b in markup.word_spans(text, ["غزة", "Gaza", " "])] == ["غزة", "Gaza"]
