"""Passages are runs of whole sentences, exact, complete and of even length."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.preparing.chunking import MOST_WORDS, passages
from ingest.preparing.cleaning import clean
from language.sentences import sentence_spans

WORDS = st.sampled_from(
    ["وزير", "الخارجية", "غزة", "minister", "port", "été", "порт", "שר", "3.5", "U.S.", "«نعم»", "well-known"]
)
SENTENCE = st.tuples(
    st.lists(WORDS, min_size=1, max_size=60), st.sampled_from([".", "؟", "!", "۔", "،"])
).map(lambda parts: " ".join(parts[0]) + parts[1])
BODY = st.lists(st.tuples(SENTENCE, st.sampled_from([" ", "\n", "\n\n"])), max_size=40).map(
    lambda parts: clean("".join(sentence + space for sentence, space in parts))
)


def words(text: str) -> int:
    return len(text.split())


@settings(deadline=None)
@given(BODY)
def test_passages_cover_everything_exactly_once(body: str) -> None:
    found = passages(body)
    assert all(start < end for start, end in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
    assert all(body[start:end] == body[start:end].strip() for start, end in found)
    assert "".join("".join(body[start:end].split()) for start, end in found) == "".join(body.split())


@settings(deadline=None)
@given(BODY)
def test_no_passage_is_too_long_and_none_is_cut_in_mid_sentence(body: str) -> None:
    sentences = sentence_spans(body)
    starts, ends = {start for start, _ in sentences}, {end for _, end in sentences}
    longest = [(start, end) for start, end in sentences if words(body[start:end]) > MOST_WORDS]
    for start, end in passages(body):
        assert words(body[start:end]) <= MOST_WORDS
        assert start in starts or any(first < start < last for first, last in longest)
        assert end in ends or any(first < end < last for first, last in longest)


def sentences_of(count: int, length: int, word: str = "كلمة") -> str:
    return " ".join(" ".join([word] * length) + "." for _ in range(count))


def test_a_little_too_long_becomes_two_halves() -> None:
    body = sentences_of(21, 10)
    lengths = [words(body[start:end]) for start, end in passages(body)]
    assert len(lengths) == 2
    assert min(lengths) >= 90


def test_a_short_article_is_one_passage() -> None:
    body = sentences_of(19, 10)
    assert passages(body) == [(0, len(body))]
    assert passages("") == []


def test_cuts_fall_between_paragraphs_where_they_can() -> None:
    body = "\n".join(sentences_of(7, 10, word) for word in ("one", "two", "three", "four"))
    assert all(end == len(body) or body[end] == "\n" for _, end in passages(body))


def test_a_sentence_without_end_is_cut_at_clauses_never_in_words() -> None:
    clauses = "، ".join(" ".join(["كلمة"] * 12) for _ in range(40))
    found = passages(clauses)
    assert len(found) >= 3
    assert all(words(clauses[start:end]) <= MOST_WORDS for start, end in found)
    assert all(clauses[end - 1] == "،" for _, end in found[:-1])
    unpunctuated = "word " * 1000
    assert {unpunctuated[start:end].split()[-1] for start, end in passages(unpunctuated)} == {"word"}


def test_lengths_are_balanced_over_a_long_article() -> None:
    body = " ".join(" ".join(["слово"] * (5 + number * 7 % 31)) + "." for number in range(120))
    lengths = [words(body[start:end]) for start, end in passages(body)]
    assert min(lengths) >= 100
    assert max(lengths) <= MOST_WORDS
