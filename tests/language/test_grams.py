from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.folding import fold
from language.grams import character_grams

WORDS = st.text("abcdéةأسلم١٢_.-' \n")


def test_a_word_gives_its_overlapping_runs_and_a_short_word_itself() -> None:
    assert character_grams("Cairo to Gaza") == ["cair", "airo", "to", "gaza"]
    assert character_grams("المؤتمر في غزّة") == ["المو", "لموت", "موتم", "وتمر", "في", "غزه"]


def test_repeats_stay_because_frequency_matters() -> None:
    assert character_grams("سلام سلام").count("سلام") == 2


def test_persian_and_turkish_words_are_folded_first() -> None:
    assert character_grams("می\u200cرود") == character_grams("ميرود")
    assert character_grams("ŞUBAT") == ["suba", "ubat"]


def test_punctuation_and_underscores_part_words() -> None:
    assert character_grams("a_b؛c—d 3.5") == ["a", "b", "c", "d", "3", "5"]
    assert character_grams("؟!…") == []


@given(WORDS, st.integers(1, 6))
def test_no_gram_is_longer_than_asked_or_reaches_over_a_word(text: str, size: int) -> None:
    folded = fold(text)
    for gram in character_grams(text, size):
        assert 1 <= len(gram) <= size
        assert gram.isalnum()
        assert gram in folded


@given(WORDS, WORDS)
def test_grams_of_two_texts_are_those_of_both(left: str, right: str) -> None:
    assert character_grams(f"{left} {right}") == character_grams(left) + character_grams(right)


def test_a_size_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        character_grams("text", 0)
