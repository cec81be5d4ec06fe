"""Other models: a tiny one of the e5 architecture with random weights stands for all of them."""

from __future__ import annotations

import importlib.util
import logging
import shutil
import warnings
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

from evaluation.random_encoder import TINY, save_random_encoder
from language.embedders import load_embedder
from language.embedding import Embedder
from language.embedding_options import EmbeddingOptions
from language.model_prompts import Prompts, prompts_of
from language.sentence_transformer import SentenceTransformerEmbedder
from language.static_model import BUNDLED, StaticModel

TEXTS = [
    "Talks about Gaza go on in Cairo, and the canal is open again.",
    "تتواصل المحادثات بشأن غزة في القاهرة.",
    "La guerre est finie, dit le ministre; le canal est ouvert.",
]
NAME = "multilingual-e5-small"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real, tiny model in the library's own format, named as the family that it is built like."""
    return save_random_encoder(tmp_path_factory.mktemp("models") / NAME, TEXTS * 3)


@pytest.fixture(scope="module")
def embedder(folder: Path) -> SentenceTransformerEmbedder:
    """The tiny model as an embedder."""
    return SentenceTransformerEmbedder(str(folder))


def with_options(folder: Path, **options: object) -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder(str(folder), EmbeddingOptions(**options))  # type: ignore[arg-type]


def test_a_family_without_prompts_in_its_files_gets_those_of_its_makers(
    embedder: SentenceTransformerEmbedder, folder: Path
) -> None:
    plain = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    for found, prompt in (
        (embedder.embed_queries(TEXTS), "query: "),
        (embedder.embed_documents(TEXTS), "passage: "),
    ):
        expected = plain.encode([prompt + text for text in TEXTS], prompt="")
        np.testing.assert_allclose(found, expected, atol=1e-5)
    assert np.abs(embedder.embed_queries(TEXTS) - embedder.embed_documents(TEXTS)).max() > 0.01


def test_prompts_that_are_set_are_used_and_none_where_they_are_empty(folder: Path) -> None:
    plain = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    own = with_options(folder, query_prompt="question ", document_prompt="")
    expected = plain.encode([f"question {text}" for text in TEXTS], prompt="")
    np.testing.assert_allclose(own.embed_queries(TEXTS), expected, atol=1e-5)
    np.testing.assert_allclose(own.embed_documents(TEXTS), plain.encode(TEXTS, prompt=""), atol=1e-5)


@pytest.mark.parametrize(
    ("name", "own", "expected"),
    [
        ("intfloat/multilingual-e5-base", {}, Prompts("query: ", "passage: ")),
        ("/models/e5-large-v2/", {"query": "", "document": ""}, Prompts("query: ", "passage: ")),
        ("intfloat/multilingual-e5-small", {"query": "q ", "passage": "p "}, Prompts("q ", "p ")),
        ("BAAI/bge-m3", {}, Prompts("", "")),
        (
            "BAAI/bge-small-en-v1.5",
            {},
            Prompts("Represent this sentence for searching relevant passages: ", ""),
        ),
        ("someone/not-e5-smaller", {}, Prompts("", "")),
    ],
)
def test_whose_prompts_count(name: str, own: dict[str, str | None], expected: Prompts) -> None:
    assert prompts_of(name, own, EmbeddingOptions()) == expected


def test_instructed_models_are_told_the_task_with_the_question_only() -> None:
    prompts = prompts_of("intfloat/multilingual-e5-large-instruct", {}, EmbeddingOptions())
    assert prompts.query.startswith("Instruct: ")
    assert prompts.query.endswith("\nQuery: ")
    assert prompts.document == ""


def test_vectors_have_length_one_and_empty_texts_zeros(embedder: SentenceTransformerEmbedder) -> None:
    vectors = embedder.embed_documents(["gaza", " ", "غزة"])
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, embedder.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1], atol=1e-5)
    assert embedder.embed_queries([]).shape == (0, embedder.dimension)


def test_fewer_numbers_are_the_first_ones_at_length_one(
    embedder: SentenceTransformerEmbedder, folder: Path
) -> None:
    short = with_options(folder, dimension=8)
    assert short.dimension == 8
    expected = embedder.embed_documents(TEXTS)[:, :8]
    expected = expected / np.linalg.norm(expected, axis=1, keepdims=True)
    np.testing.assert_allclose(short.embed_documents(TEXTS), expected, atol=1e-5)
    with pytest.raises(ValueError, match=r"have 32 numbers.*ISNAD_EMBEDDING_DIMENSION=33"):
        with_options(folder, dimension=33)


def test_what_lies_behind_the_length_is_not_read(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    short = with_options(folder, length=16)
    long_text = " ".join(TEXTS)
    first, second = short.embed_documents([long_text, long_text + " And the end is another one."])
    np.testing.assert_allclose(first, second, atol=1e-6)
    assert "reads 16 tokens" in caplog.text
    caplog.clear()
    short.embed_documents([long_text])
    assert caplog.text == "", "said once"
    whole = with_options(folder)
    first, second = whole.embed_documents([TEXTS[0], TEXTS[0] + " And the end is another one."])
    assert np.abs(first - second).max() > 1e-3
    assert caplog.text == ""
    with pytest.raises(ValueError, match=rf"can read {TINY.length} tokens.*ISNAD_EMBEDDING_LENGTH=4096"):
        with_options(folder, length=4096)


def test_whatever_decides_the_vectors_decides_the_fingerprint(
    embedder: SentenceTransformerEmbedder, folder: Path, tmp_path: Path
) -> None:
    moved = tmp_path / "elsewhere" / NAME
    shutil.copytree(folder, moved)
    assert SentenceTransformerEmbedder(str(moved)).fingerprint == embedder.fingerprint
    assert with_options(folder, dimension=32, length=TINY.length).fingerprint == embedder.fingerprint
    others = [
        with_options(folder, query_prompt="q: "),
        with_options(folder, document_prompt=""),
        with_options(folder, dimension=16),
        with_options(folder, length=64),
        SentenceTransformerEmbedder(str(save_random_encoder(tmp_path / NAME, TEXTS * 3, seed=1))),
    ]
    assert len({embedder.fingerprint, *(other.fingerprint for other in others)}) == 6


@pytest.fixture(scope="module")
def exported(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model with the file that hubs keep as `onnx/model.onnx`."""
    from torch.onnx._internal.torchscript_exporter import onnx_proto_utils

    class Bare(torch.nn.Module):
        def __init__(self, encoder: torch.nn.Module) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            found: torch.Tensor = self.encoder(input_ids=input_ids, attention_mask=attention_mask)[0]
            return found

    copy = tmp_path_factory.mktemp("exported") / NAME
    shutil.copytree(folder, copy)
    (copy / "onnx").mkdir()
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    given = model.tokenizer(TEXTS, padding=True, return_tensors="pt")
    model.transformers_model.set_attn_implementation("eager")
    names = ["input_ids", "attention_mask"]
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        warnings.simplefilter("ignore")
        # Its last step only adds functions that this model does not have, and wants the package onnx for it.
        patch.setattr(onnx_proto_utils, "_add_onnxscript_fn", lambda proto, _functions: proto)
        torch.onnx.export(
            Bare(model.transformers_model.eval()).eval(),
            tuple(given[name] for name in names),
            str(copy / "onnx/model.onnx"),
            input_names=names,
            output_names=["last_hidden_state"],
            dynamic_axes={name: {0: "texts", 1: "tokens"} for name in [*names, "last_hidden_state"]},
            dynamo=False,
        )
    return copy


def test_onnx_gives_the_vectors_of_torch(embedder: SentenceTransformerEmbedder, exported: Path) -> None:
    other = with_options(exported, backend="onnx")
    for texts in (TEXTS, TEXTS[1:2]):
        np.testing.assert_allclose(other.embed_queries(texts), embedder.embed_queries(texts), atol=1e-4)
        np.testing.assert_allclose(other.embed_documents(texts), embedder.embed_documents(texts), atol=1e-4)
    assert other.fingerprint != embedder.fingerprint
    assert other.fingerprint == with_options(exported, backend="onnx").fingerprint


def test_the_file_that_runs_belongs_to_the_fingerprint(exported: Path, tmp_path: Path) -> None:
    copy = tmp_path / NAME
    shutil.copytree(exported, copy)
    before = with_options(copy, backend="onnx").fingerprint
    with (copy / "onnx/model.onnx").open("ab") as file:
        file.write(b"\x12\x05other")  # another name of the producer
    assert with_options(copy, backend="onnx").fingerprint != before


def test_a_backend_whose_file_or_package_is_missing_is_told_in_a_sentence(
    folder: Path, exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match=r"no exported file for onnx.*onnx/model\.onnx"):
        with_options(folder, backend="onnx")
    found = importlib.util.find_spec
    monkeypatch.setattr(
        "language.model_loading.find_spec", lambda name: None if name == "openvino" else found(name)
    )
    with pytest.raises(ValueError, match=r"needs the package openvino.*pip install openvino"):
        with_options(exported, backend="openvino")


def test_what_is_no_model_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match=r"no model folder .*/nowhere"):
        SentenceTransformerEmbedder(str(tmp_path / "nowhere"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(ValueError, match=r"folder .*/empty holds no model that can be loaded"):
        SentenceTransformerEmbedder(str(tmp_path / "empty"))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    logging.disable(logging.WARNING)  # the library says the same in many words
    try:
        with pytest.raises(
            ValueError, match=r"isnad-tests/none is not on this machine and could not be fetched"
        ):
            SentenceTransformerEmbedder("isnad-tests/none")
    finally:
        logging.disable(logging.NOTSET)


def test_settings_name_the_bundled_model_or_another(folder: Path) -> None:
    """ "bundled" and its folder both mean the bundled model, without torch."""
    for spec in ("bundled", str(BUNDLED)):
        assert isinstance(load_embedder(spec), StaticModel)
    other: Embedder = load_embedder(str(folder), EmbeddingOptions(dimension=8))
    assert other.dimension == 8
    with pytest.raises(ValueError, match="bundled"):
        load_embedder("  ")
    with pytest.raises(ValueError, match="ISNAD_EMBEDDING_DIMENSION says nothing to the bundled"):
        load_embedder("bundled", EmbeddingOptions(dimension=8))


def test_a_model_of_the_bundled_form_is_read_without_torch(tmp_path: Path) -> None:
    """As `python -m training.fine_tune` writes one."""
    for name in ("tokenizer.json", "model.safetensors", "languages.npy"):
        shutil.copy(BUNDLED / name, tmp_path / name)
    tuned = load_embedder(str(tmp_path))
    assert isinstance(tuned, StaticModel)
    assert tuned.name == str(tmp_path)
    (tmp_path / "tokenizer.json").write_text('{"model": {}}', "utf-8")
    with pytest.raises(ValueError, match="not those of a model tuned from the bundled one"):
        load_embedder(str(tmp_path))
