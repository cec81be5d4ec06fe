"""A vocabulary is the list of its tokens, in less memory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.vocabulary import Vocabulary


@given(st.lists(st.text(max_size=6)), st.slices(20))
def test_a_vocabulary_says_what_its_list_says(tokens: list[str], some: slice) -> None:
    vocabulary = Vocabulary(tokens)
    assert len(vocabulary) == len(tokens)
    assert list(vocabulary) == tokens
    assert [vocabulary[number] for number in range(len(tokens))] == tokens
    assert vocabulary[some] == tokens[some]
    assert vocabulary.text == "".join(tokens)
    assert vocabulary.lengths().tolist() == list(map(len, tokens))


def test_there_is_no_token_beyond_the_last() -> None:
    vocabulary = Vocabulary(["[UNK]", "غزة"])
    assert vocabulary[1] == "غزة"
    with pytest.raises(IndexError):
        vocabulary[2]
