"""Training on a toy of two languages: words are aligned, taken apart and learned."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from language.static_model import StaticModel
from training.alignment import align
from training.batches import Batches, Collection
from training.encoded import Encoder, Texts
from training.export import save
from training.start import Start, importance, relatives_mean, unit
from training.tokenizer import build as build_tokenizer
from training.tokenizer import fold
from training.training import train
from training.vocabulary import Vocabulary, WordCounter, in_script
from training.vocabulary import build as build_vocabulary

ENGLISH = ["the house is red", "the house is old", "a red car", "an old car", "the bird sings", "a red bird"]
ARABIC = ["البيت أحمر", "البيت قديم", "سيارة حمراء أحمر", "سيارة قديم", "الطائر يغني", "الطائر أحمر"]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """Whole words of the toy, joined particles and single letters."""
    words = sorted({fold(word) for line in ENGLISH + ARABIC for word in line.split()})
    letters = sorted({letter for word in words for letter in word} - set(words))
    tokens = ["[UNK]", *words, *letters]
    return build_tokenizer(tokens, [0.0] + [-5.0] * len(words) + [-20.0] * len(letters))


@pytest.fixture(scope="module")
def sides(tokenizer: Tokenizer) -> tuple[Texts, Texts]:
    """The toy's two sides as tokens."""
    encoder = Encoder(tokenizer)
    return encoder.encode(ENGLISH * 20), encoder.encode(ARABIC * 20)


@pytest.mark.parametrize(
    "text", ["Ärger und Straße", "مُحَمَّد وأحمد ٢٠٢٥", "کتاب‌ها", "İstanbul ısı", "ёлка", "œuvre", "ﻻ"]
)
def test_the_vocabulary_folds_as_the_tokenizer_does(tokenizer: Tokenizer, text: str) -> None:
    """Words chosen in another spelling than the tokenizer's would never be met."""
    digits = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
    assert fold(text).translate(digits) == tokenizer.normalizer.normalize_str(text)


def test_alignment_finds_the_translation(tokenizer: Tokenizer, sides: tuple[Texts, Texts]) -> None:
    """Words that always come together are each other's translation."""
    matters = np.ones(tokenizer.get_vocab_size(), dtype=bool)
    for word in ("the", "is", "a", "an"):
        matters[tokenizer.token_to_id(word)] = False
    table = align(*sides, matters, np.ones(len(sides[0])))
    of_house = table.left == tokenizer.token_to_id("house")
    best = table.right[of_house][np.argmax(table.counts[of_house])]
    assert tokenizer.id_to_token(int(best)) == "البيت"
    assert float(table.shares[of_house].max()) > 0.8


def test_start_gives_translations_the_teachers_vector_and_relatives_a_share(tokenizer: Tokenizer) -> None:
    """What has neither teacher nor translation takes after words that are spelt like it."""
    tokens = ["[UNK]", "house", "car", "столица", "столицы", "машина", "x"]
    start = Start(tokens, importance(np.full(len(tokens), 1e-6, np.float32)))
    directions = unit(np.random.default_rng(1).normal(size=(2, 256)).astype(np.float32))
    start.take_teacher(["house", "car"], directions)
    lexicon = (
        Texts(np.array([1, 2], np.int32), np.array([0, 1, 2])),
        Texts(np.array([3, 5], np.int32), np.array([0, 1, 2])),
    )
    start.take_translations([lexicon], [])
    np.testing.assert_allclose(start.vectors[3], directions[0], atol=1e-5)
    start.take_relatives(np.array([0, 2, 2, 256, 256, 256, 2], np.uint16))
    assert start.vectors[4] @ directions[0] > 0.95
    assert not start.fill()[0].any()


def test_relatives_are_refused_where_none_is_near() -> None:
    """A word unlike all others gets no vector from them."""
    tokens = ["zebra", "zebras", "kiwi"]
    vectors = np.eye(3, dtype=np.float32)
    found, sure = relatives_mean(tokens, np.array([1, 2]), np.array([0]), vectors)
    assert sure.tolist() == [True, False]
    assert found[0].tolist() == [1, 0, 0]


def test_training_brings_translations_together(tokenizer: Tokenizer, sides: tuple[Texts, Texts]) -> None:
    """After some steps each sentence is nearer to its translation than it was."""
    size = tokenizer.get_vocab_size()
    matters = np.ones(size, dtype=bool)
    weights = np.ones(len(sides[0]))
    table = align(*sides, matters, weights)
    collections = {
        ("pairs", "ar"): Collection(*sides, weights),
        ("qa", "en"): Collection(sides[0], sides[0], weights),
    }
    start = (np.random.default_rng(0).normal(size=(size, 16)) / 4).astype(np.float32)
    trained = train(start, Batches(collections, {"ar": table}, size), steps=80)
    before, after = (_true_cosines(rows, sides) for rows in (start, trained))
    assert after > before + 0.05
    assert not trained[0].any()


def _true_cosines(rows: np.ndarray, sides: tuple[Texts, Texts]) -> float:
    left, right = (
        unit(np.stack([rows[side[place]].sum(axis=0) for place in range(len(ENGLISH))])) for side in sides
    )
    return float((left * right).sum(axis=1).mean())


def test_a_saved_model_is_read_back(tokenizer: Tokenizer, tmp_path: Path) -> None:
    """Eight bits a number lose less than one part in a hundred."""
    size = tokenizer.get_vocab_size()
    rows = np.random.default_rng(0).normal(size=(size, 16)).astype(np.float32)
    save(tmp_path / "model", tokenizer, rows, np.zeros(size, np.uint16))
    model = StaticModel.load(tmp_path / "model")
    np.testing.assert_allclose(model.vectors.whole(), rows, atol=float(np.abs(rows).max()) / 127)
    assert model.name == "model"


def test_words_with_particles_are_left_to_the_tokenizer() -> None:
    """والكتاب needs no vector where كتاب has one."""
    counter = WordCounter()
    counter.read("ar", ["كتاب والكتاب مدرسة وبالمدرسة وزير"] * 50)
    counter.read("en", ["book school minister"] * 50)
    counter.close()
    vocabulary: Vocabulary = build_vocabulary(counter, {"ar": {"كتاب"}})
    assert {"كتاب", "مدرسه", "وزير", "book"} <= set(vocabulary.tokens)
    assert "وبالمدرسه" not in vocabulary.tokens
    tokenizer = build_tokenizer(vocabulary.tokens, vocabulary.scores)
    assert "كتاب" in tokenizer.encode("والكتاب").tokens
    assert tokenizer.encode("وزير").tokens == ["وزير"]
    assert len(vocabulary.tokens) == len(set(vocabulary.tokens)) == len(vocabulary.scores)


@pytest.mark.parametrize(
    ("word", "language", "own"), [("غزة", "ar", True), ("Gaza", "ar", False), ("Газа", "ru", True)]
)
def test_scripts_are_told_apart(word: str, language: str, own: bool) -> None:
    """A Latin name in an Arabic sentence is no Arabic word."""
    assert in_script(word, language) is own


@pytest.mark.process
def test_the_command_explains_itself() -> None:
    """`make model` calls it."""
    done = subprocess.run(
        [sys.executable, "-m", "training", "--help"],
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ),
    )
    assert "--data" in done.stdout


def test_a_word_seldom_seen_leans_on_its_sisters() -> None:
    """One chance pair does not outweigh the stem that is seen often; a sure word keeps its vector."""
    tokens = ["[UNK]", "capital", "noise", "столица", "столицы"]
    start = Start(tokens, importance(np.full(len(tokens), 1e-6, np.float32)))
    directions = unit(np.random.default_rng(1).normal(size=(2, 256)).astype(np.float32))
    start.take_teacher(["capital", "noise"], directions)
    left, right = [1] * 9 + [2], [3] * 9 + [4]
    lexicon = tuple(Texts(np.array(side, np.int32), np.arange(11)) for side in (left, right))
    start.take_translations([(lexicon[0], lexicon[1])], [])
    before = start.vectors.copy()
    start.lean_on_relatives(np.array([0, 2, 2, 256, 256], np.uint16))
    assert start.vectors[4] @ directions[0] > before[4] @ directions[0] + 0.1
    assert start.vectors[4] @ directions[1] > 0.5
    np.testing.assert_array_equal(start.vectors[:4], before[:4])


def test_an_answering_sentence_is_also_shown_within_its_paragraph() -> None:
    """A passage of an archive is longer than the sentence that answers."""
    sentences = Texts(np.arange(1, 41, dtype=np.int32), np.arange(41))
    batches = Batches({("qa", "en"): Collection(sentences, sentences, np.ones(40))}, {}, 41)
    drawn = batches.draw()
    sizes = [len(text) for text in drawn.right]
    assert set(sizes) == {1, 2, 3, 4, 5}
    assert all(question[0] in answer for question, answer in zip(drawn.left, drawn.right, strict=True))
