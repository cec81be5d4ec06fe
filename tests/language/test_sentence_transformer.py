"""Other models: their prompts are used, their vectors have length one, their weights are told apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer, models, pre_tokenizers

from language.embedders import load_embedder
from language.embedding import Embedder
from language.sentence_transformer import SentenceTransformerEmbedder
from language.static_model import BUNDLED, StaticModel

WORDS = ["[UNK]", "query", "passage", "gaza", "غزة", "guerre"]


def _save(folder: Path, seed: int) -> Path:
    tokenizer = Tokenizer(models.WordLevel({word: id_ for id_, word in enumerate(WORDS)}, unk_token="[UNK]"))  # noqa: S106
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    rows = np.random.default_rng(seed).normal(size=(len(WORDS), 8)).astype(np.float32)
    model = SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=rows), Normalize()],
        prompts={"query": "query ", "document": "passage "},
        device="cpu",
    )
    model.save(str(folder))
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real, tiny model with prompts, in the library's own format."""
    return _save(tmp_path_factory.mktemp("models") / "tiny", seed=0)


@pytest.fixture(scope="module")
def embedder(folder: Path) -> SentenceTransformerEmbedder:
    """The tiny model as an embedder."""
    return SentenceTransformerEmbedder(str(folder))


def test_question_and_passage_have_their_own_prompts(
    embedder: SentenceTransformerEmbedder, folder: Path
) -> None:
    """The prompts are part of the vectors, as the model was trained."""
    plain = SentenceTransformer(str(folder), device="cpu")
    texts = ["gaza guerre", "غزة"]
    np.testing.assert_allclose(
        embedder.embed_queries(texts), plain.encode([f"query {text}" for text in texts], prompt=""), atol=1e-5
    )
    np.testing.assert_allclose(
        embedder.embed_documents(texts),
        plain.encode([f"passage {text}" for text in texts], prompt=""),
        atol=1e-5,
    )
    assert np.abs(embedder.embed_queries(texts) - embedder.embed_documents(texts)).max() > 0.05


def test_vectors_have_length_one_and_empty_texts_zeros(embedder: SentenceTransformerEmbedder) -> None:
    """An empty text is not the prompt's vector."""
    vectors = embedder.embed_documents(["gaza", " ", "غزة"])
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, embedder.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1], atol=1e-5)
    assert embedder.embed_queries([]).shape == (0, embedder.dimension)


def test_other_weights_have_another_fingerprint(
    folder: Path, embedder: SentenceTransformerEmbedder, tmp_path: Path
) -> None:
    """A model trained further in the same folder must not be mixed with the old one's vectors."""
    again = SentenceTransformerEmbedder(str(folder))
    assert again.fingerprint == embedder.fingerprint
    other = SentenceTransformerEmbedder(str(_save(tmp_path / "tiny", seed=1)))
    assert other.fingerprint.rsplit("-", 1)[1] != embedder.fingerprint.rsplit("-", 1)[1]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A person reads which folder was looked for."""
    with pytest.raises(ValueError, match=r"no model folder .*/nowhere"):
        SentenceTransformerEmbedder(str(tmp_path / "nowhere"))


def test_settings_name_the_bundled_model_or_another(folder: Path) -> None:
    """ "bundled" and its folder both mean the bundled model, without torch."""
    for spec in ("bundled", str(BUNDLED)):
        assert isinstance(load_embedder(spec), StaticModel)
    other: Embedder = load_embedder(str(folder))
    assert other.dimension == 8
    with pytest.raises(ValueError, match="bundled"):
        load_embedder("  ")
