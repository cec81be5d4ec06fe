"""Cited sentences come out of a chat model's stream, however it is cut into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering.citations import CitationParser, CitedText, cited_sentences

KNOWN = range(1, 8)


def parse(*pieces: str) -> list[CitedText]:
    return list(cited_sentences(pieces, KNOWN))


@pytest.mark.parametrize(
    ("marker", "numbers"),
    [
        ("[1]", (1,)),
        ("[2,3]", (2, 3)),
        ("[2, 3]", (2, 3)),
        ("[1][2]", (1, 2)),
        ("[1] [2]", (1, 2)),
        ("[1-3]", (1, 2, 3)),
        ("[[4]]", (4,)),
        ("【5】", (5,)),
        ("【5†source】", (5,)),
        ("［6］", (6,)),
        ("[١]", (1,)),
        ("[١، ٢]", (1, 2)),
        ("[۴]", (4,)),
        ("[^7]", (7,)),
        ("[7](https://news.example/a)", (7,)),
        ("[1][1]", (1,)),
        ("[1, 99]", (1,)),
    ],
)
def test_markers_of_every_usual_form_are_read(marker: str, numbers: tuple[int, ...]) -> None:
    assert parse(f"The talks went on {marker}. They ended on Friday [3].")[0] == CitedText(
        "The talks went on.", numbers
    )
    assert parse(f"The talks went on. {marker} They ended on Friday [3].")[0] == CitedText(
        "The talks went on.", numbers
    )


def test_a_marker_cut_in_two_is_held_back_until_it_is_whole() -> None:
    parser = CitationParser(KNOWN)
    assert list(parser.feed("Cairo agreed. [")) == []
    assert list(parser.feed("1,")) == []
    assert list(parser.feed(" 2")) == []
    assert list(parser.feed("] Then")) == []
    assert list(parser.feed(" Washington agreed [3]")) == [CitedText("Cairo agreed.", (1, 2))]
    assert list(parser.close()) == [CitedText("Then Washington agreed", (3,))]


def test_a_sentence_is_handed_out_before_the_stream_ends() -> None:
    parser = CitationParser(KNOWN)
    assert list(parser.feed("Cairo agreed [1]. The")) == []
    assert list(parser.feed("n ")) == [CitedText("Cairo agreed.", (1,))]


def test_arabic_sentences_keep_their_citations() -> None:
    text = "بحث الوزيران الوضع في غزة [١]. وأكدا أهمية الانسحاب؟ [2، 3] وتناولا إعادة الإعمار [٤]."
    assert parse(text) == [
        CitedText("بحث الوزيران الوضع في غزة.", (1,)),
        CitedText("وأكدا أهمية الانسحاب؟", (2, 3)),
        CitedText("وتناولا إعادة الإعمار.", (4,)),
    ]


def test_a_number_that_names_no_passage_takes_its_sentence_with_it() -> None:
    assert parse("All is well [99]. All is bad [2].") == [CitedText("All is bad.", (2,))]


def test_a_sentence_without_a_citation_is_dropped() -> None:
    assert parse("As an assistant I think so.\n\nThe plan has two phases [1].\nIndeed it has.") == [
        CitedText("The plan has two phases.", (1,))
    ]


def test_a_citation_speaks_for_the_sentence_right_before_it_in_the_paragraph() -> None:
    assert parse("The plan has two phases. The second began in January [1].") == [
        CitedText("The plan has two phases.", (1,)),
        CitedText("The second began in January.", (1,)),
    ]


def test_code_is_not_prose_and_an_index_in_it_is_no_citation() -> None:
    assert parse("```\nx = a[1]. y = b[2].\n```\nThe value `a[1]` was printed by them [3].") == [
        CitedText("The value `a[1]` was printed by them.", (3,))
    ]
    assert parse("They printed `a[1]` and left.") == []


def test_what_a_reasoning_model_thinks_aloud_is_no_answer() -> None:
    assert parse("<think>\nPassage [1] says so. It is [2].\n</think>\nGaza was discussed [1].") == [
        CitedText("Gaza was discussed.", (1,))
    ]


def test_a_closing_list_of_sources_is_no_answer() -> None:
    assert parse("Gaza was discussed [1].\n\nSources:\n[1] Ministry statement of January.") == [
        CitedText("Gaza was discussed.", (1,))
    ]


def test_markdown_of_lists_and_emphasis_is_taken_off() -> None:
    assert parse(
        "- **Gaza**: both want calm [1].\n2. Iran was discussed too [2].\n### Talks went on [3]"
    ) == [
        CitedText("Gaza: both want calm.", (1,)),
        CitedText("Iran was discussed too.", (2,)),
        CitedText("Talks went on", (3,)),
    ]


def test_brackets_that_hold_words_stay() -> None:
    assert parse("He [the minister] spoke of 3.5 million people [2].") == [
        CitedText("He [the minister] spoke of 3.5 million people.", (2,))
    ]


def test_an_abbreviation_ends_no_sentence() -> None:
    assert parse("Mr. Witkoff called the minister [1].") == [
        CitedText("Mr. Witkoff called the minister.", (1,))
    ]


WORDS = ["Cairo ", "spoke. ", "U.S. ", "3.5 ", "غزة ", "؟ ", "!", " ", "\n", "**", "- ", "1. ", "Sources:\n"]
MARKERS = ["[1]", "[2, 3]", "【5】", "[", "]", "[٤]", "[[6]]", "(https://a.example)"]
CODE = ["`a[1]`", "`", "```\n", "<think>", "</think>"]
PARTS = st.sampled_from([*WORDS, *MARKERS, *CODE])


@given(st.lists(PARTS, max_size=40), st.data())
def test_how_a_stream_is_cut_never_matters(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert parse(*pieces) == parse(text)


@given(st.lists(PARTS, max_size=40))
def test_every_sentence_cites_passages_that_exist_each_once(parts: list[str]) -> None:
    for sentence in parse("".join(parts)):
        assert sentence.text == sentence.text.strip() != ""
        assert sentence.numbers
        assert len(set(sentence.numbers)) == len(sentence.numbers)
        assert set(sentence.numbers) <= set(KNOWN)
