"""The bundled model: the same vectors as sentence-transformers, exact offsets, words across languages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from language.static_model import BUNDLED, LANGUAGES, StaticModel
from language.token_vectors import TokenVectors
from language.tokenization import UnigramTokenizer

TEXTS = {
    "ar": "التقى وزير الخارجية المصري بدر عبد العاطي المبعوث الأمريكي لبحث وقف إطلاق النار في غزة",
    "en": "The Egyptian foreign minister met the American envoy to discuss the ceasefire in Gaza",
    "fr": "Le ministre égyptien a reçu l'émissaire américain au sujet du cessez-le-feu à Gaza",
    "es": "El ministro egipcio se reunió con el enviado estadounidense por el alto el fuego en Gaza",
    "de": "Der ägyptische Außenminister sprach mit dem amerikanischen Gesandten über die Waffenruhe in Gaza",
    "tr": "Mısır Dışişleri Bakanı, Gazze'deki ateşkesi görüşmek üzere ABD temsilcisiyle bir araya geldi",
    "fa": "وزیر خارجه مصر با فرستاده آمریکا درباره آتش‌بس در غزه گفت‌وگو کرد",
    "he": "שר החוץ המצרי נפגש עם השליח האמריקני כדי לדון בהפסקת האש בעזה",
    "ru": "Министр иностранных дел Египта обсудил с американским посланником прекращение огня в Газе",
    "ur": "مصر کے وزیر خارجہ نے امریکی ایلچی سے غزہ میں جنگ بندی پر بات چیت کی",
}
OTHER = "The bakery sells bread and cakes, and the football team trains in the park on Sundays"


@pytest.fixture(scope="module")
def model() -> Iterator[StaticModel]:
    """The model that comes with the project."""
    yield StaticModel.load(BUNDLED)


def test_vectors_are_those_of_sentence_transformers(model: StaticModel) -> None:
    """Anybody may load the folder with the stock class and gets the same space."""
    from sentence_transformers import SentenceTransformer

    texts = [*TEXTS.values(), OTHER, "", "😀 — !", "عمر 1٬234 سنة", "e\u0301te\u0301"]
    theirs = SentenceTransformer(str(BUNDLED), device="cpu").encode(texts, show_progress_bar=False)
    np.testing.assert_allclose(model.embed_documents(texts), theirs, atol=1e-5)


def test_vectors_have_length_one_and_empty_texts_zeros(model: StaticModel) -> None:
    """A text without words is no reason for a division by zero."""
    vectors = model.embed_queries([TEXTS["ar"], "", "…", TEXTS["en"]])
    assert vectors.dtype == np.float32
    assert vectors.shape == (4, model.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 0, 1], atol=1e-5)


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_one_story_is_near_itself_in_every_language(model: StaticModel, language: str) -> None:
    """The English sentence is far nearer to its translation than another sentence is."""
    english, other, unrelated = model.embed_documents([TEXTS["en"], TEXTS[language], OTHER])
    assert english @ other > 0.45
    assert english @ other > other @ unrelated + 0.3


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("Egypt", "ar", "مصر"),
        ("مصر", "en", "egypt"),
        ("Egypt", "ru", "египет"),
        ("water", "he", "מים"),
        ("école", "en", "school"),
    ],
)
def test_nearest_tokens_translate(model: StaticModel, word: str, language: str, expected: str) -> None:
    """A question's word finds what it is called in the archive's language."""
    [ids] = model.token_ids([word])
    [found] = model.nearest_tokens(ids, language)
    assert expected in [model.token_text(token) for token, _ in found]
    cosines = [cosine for _, cosine in found]
    assert cosines == sorted(cosines, reverse=True)
    assert len(found) <= 10
    assert min(cosines) >= 0.45


def test_numbers_are_nearest_to_themselves_only(model: StaticModel) -> None:
    """2016 must not become 2015."""
    [ids] = model.token_ids(["2016"])
    assert model.nearest_tokens(ids, "ar") == [[(int(ids[0]), 1.0)]]


def test_an_unknown_language_gives_each_token_itself(model: StaticModel) -> None:
    """An archive may hold languages that the model does not know."""
    [ids] = model.token_ids(["Gaza"])
    assert model.nearest_tokens(ids, "ja") == [[(int(token), 1.0)] for token in ids]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("قالَ الوَزِيرُ: «نعم»", ["قالَ", "وَزِيرُ", "نعم"]),
        ("L'e\u0301cole ferme. 😀 Demain", ["e\u0301cole", "ferme", "Demain"]),
        ("Gaza 😀 غزة", ["Gaza", "غزة"]),
        ("ISTANBUL’da İstanbul", ["ISTANBUL", "İstanbul"]),
        ("في عام ٢٠٢٥", ["٢٠٢٥"]),
    ],
)
def test_offsets_are_of_the_text_as_given(model: StaticModel, text: str, pieces: list[str]) -> None:
    """Vowel marks, combining accents and emoji do not move what is marked bold."""
    spans = [text[token.start : token.end] for token in model.tokens(text)]
    for piece in pieces:
        bare = [span for span in spans if span and (span in piece or piece in span)]
        assert bare, (piece, spans)


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_words_apart_are_the_same_tokens_as_the_text_whole(text: str) -> None:
    """`token_ids` reads word by word and remembers; the tokenizer reads the whole text."""
    model = _shared()
    tokens = model.tokens(text)
    assert model.token_ids([text])[0].tolist() == [token.id for token in tokens]
    assert all(0 <= token.start <= token.end <= len(text) for token in tokens)


@given(
    st.text(
        alphabet=st.sampled_from(sorted(set("".join(TEXTS.values()) + "İıßœﻻًّـ\u200c 12٣²½ǅΣς漢가"))),
        max_size=60,
    )
)
@settings(max_examples=300, deadline=None)
def test_tokens_are_those_of_the_tokenizers_library(text: str) -> None:
    """Two readers of one `tokenizer.json`, ours and the one that sentence-transformers uses."""
    theirs = _library().encode(text, add_special_tokens=False).ids
    assert [token.id for token in _shared().tokens(text)] == [token for token in theirs if token]


def _library(cache: list[Tokenizer] = []) -> Tokenizer:  # noqa: B006 - loaded once
    if not cache:
        cache.append(Tokenizer.from_file(str(BUNDLED / "tokenizer.json")))
    return cache[0]


def _shared(cache: list[StaticModel] = []) -> StaticModel:  # noqa: B006 - one model for all of hypothesis' examples
    if not cache:
        cache.append(StaticModel.load())
    return cache[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مدرسة", "مدرسه"),
        ("أحمد", "احمد"),
        ("مُحَمَّد", "محمد"),
        ("على", "علي"),
        ("٢٠٢٥", "2025"),
        ("École", "ecole"),
        ("کتاب", "كتاب"),
    ],
)
def test_spellings_of_one_word_are_one_token(model: StaticModel, one: str, other: str) -> None:
    """Misspelt and marked forms reach the same vector."""
    first, second = model.token_ids([one, other])
    assert first.tolist() == second.tolist()


@pytest.mark.parametrize(
    ("joined", "word"),
    [("وبالمدرسة", "مدرسة"), ("והממשלה", "ממשלה"), ("کتاب‌ها", "کتاب"), ("Weltraumpolitik", "politik")],
)
def test_joined_particles_and_compounds_come_apart(model: StaticModel, joined: str, word: str) -> None:
    """The word inside keeps its own vector."""
    whole, part = model.token_ids([joined, word])
    assert len(part) == 1
    assert part[0] in whole


def test_reading_is_fast_enough_to_index_with(model: StaticModel) -> None:
    """A generous floor, for slow machines too: known words cost one look-up each."""
    texts = [" ".join([TEXTS["ar"]] * 11)] * 500
    model.embed_documents(texts[:1])
    started = time.process_time()
    model.embed_documents(texts)
    assert time.process_time() - started < 1.0


def test_parts_that_do_not_fit_are_refused() -> None:
    """The message states the numbers and the way out."""
    tokenizer = UnigramTokenizer(["[UNK]", "a"], [0.0, -1.0], [])
    vectors = TokenVectors(np.zeros((3, 4), np.int8), np.ones(3, np.float32))
    languages = np.zeros(2, np.uint16)
    with pytest.raises(ValueError, match="2 tokens, 3 vectors"):
        StaticModel("small", "x", tokenizer, vectors, languages)


def test_the_bundled_files_are_small_enough() -> None:
    """At most 64 MB in the repository."""
    assert sum(file.stat().st_size for file in BUNDLED.rglob("*") if file.is_file()) <= 64_000_000


def test_a_deferred_model_is_known_before_it_is_read_and_the_same_afterwards(model: StaticModel) -> None:
    """A run that embeds nothing must know which model is set, and need not read it."""
    deferred = StaticModel.deferred()
    assert (deferred.name, deferred.fingerprint, deferred.dimension) == (
        model.name,
        model.fingerprint,
        model.dimension,
    )
    assert "_tokenizer" not in vars(deferred)
    with ThreadPoolExecutor(4) as pool:
        found = list(
            pool.map(lambda _: deferred.nearest_tokens(deferred.token_ids(["river"])[0], "en"), range(4))
        )
    assert found == [model.nearest_tokens(model.token_ids(["river"])[0], "en")] * 4
    np.testing.assert_array_equal(
        deferred.embed_queries(list(TEXTS.values())), model.embed_queries(list(TEXTS.values()))
    )
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = deferred.nothing


def test_a_table_of_another_kind_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """A folder may hold files of these names that are something else."""
    for name in ("tokenizer.json", "languages.npy"):
        (tmp_path / name).write_bytes((BUNDLED / name).read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"no table")
    with pytest.raises(ValueError, match="no table of token vectors"):
        StaticModel.load(tmp_path)
