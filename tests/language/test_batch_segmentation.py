"""Words cut side by side are cut as one by one, in every language and through every trap."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.batch_segmentation import BatchSegmenter
from language.identification import identify
from language.static_model import BUNDLED
from language.tokenization import UnigramTokenizer
from language.vocabulary import Vocabulary

SAMPLES = Path(__file__).parents[2] / "samples"
LANGUAGES = ("ar", "en", "fr", "es", "de", "tr", "fa", "he", "ru", "ur")
FILLING = [f"{first}{second}" for first in "abcdefgh" for second in "ابتثجحخد"]
"""Enough words for them to be cut side by side."""


@pytest.fixture(scope="module")
def tokenizer() -> Iterator[UnigramTokenizer]:
    yield UnigramTokenizer.load(BUNDLED / "tokenizer.json")


def words_of(language: str) -> list[str]:
    words: dict[str, None] = {}
    for file in sorted(SAMPLES.rglob("*.*")):
        if file.suffix in (".jsonl", ".html", ".txt"):
            for line in file.read_text("utf-8-sig", errors="replace").splitlines():
                if identify(line) == language:
                    words |= dict.fromkeys(line.split())
    return list(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_every_language_and_their_misspellings(tokenizer: UnigramTokenizer, language: str) -> None:
    chance = random.Random(language)  # noqa: S311 - repeatable
    words = words_of(language)
    assert len(words) > 100
    mixed = ["".join(chance.sample(word, len(word))) for word in words]
    joined = [one + other for one, other in zip(words, mixed, strict=True)]
    for some in (words, mixed, joined):
        assert tokenizer.ids_of_words(some) == [tokenizer.ids(word) for word in some]


@given(st.lists(st.text(st.characters(exclude_characters="\n"), min_size=1, max_size=40), max_size=30))
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_a_file(tokenizer: UnigramTokenizer, texts: list[str]) -> None:
    some = [*FILLING, *texts]
    assert tokenizer.ids_of_words(some) == [tokenizer.ids(word) for word in some]


@pytest.mark.parametrize(
    "word", ["", "١٢٣abc", "ﻻ", "ﷺ", "½km", "a" * 70_000, "Straße", "𝟙𝔸", "قالَ", "ᄒ" * 3, "-", "2026"]
)
def test_traps(tokenizer: UnigramTokenizer, word: str) -> None:
    some = [*FILLING, word, *FILLING]
    assert tokenizer.ids_of_words(some) == [tokenizer.ids(one) for one in some]


def test_of_equal_ways_the_one_found_first_is_kept() -> None:
    entries = [("<unk>", 0.0), ("a", -1.0), ("b", -1.0), ("ab", -2.0), ("abc", -9.0), ("bc", -3.0)]
    tokenizer = UnigramTokenizer(*zip(*entries, strict=True), [])
    words = ["ab", "abc", "cab", "ccc", "abab", "bcbc"] * 20
    assert tokenizer.ids_of_words(words) == [tokenizer.ids(word) for word in words]
    assert tokenizer.ids("ab") == (3,)


def test_nothing_to_cut() -> None:
    segmenter = BatchSegmenter(Vocabulary(["<unk>", "a"]), [0.0, -1.0], -11.0)
    assert segmenter.segment([]) == []
    assert segmenter.segment(["", "b", ""]) == [(), (), ()]
    assert segmenter.segment(["", ""]) == [(), ()]
