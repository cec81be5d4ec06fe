"""The trained vectors as files: int8 rows with one scale each, in the form sentence-transformers reads."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]
_SETTINGS = {
    "model_type": "SentenceTransformer",
    "prompts": {"query": "", "document": ""},
    "default_prompt_name": None,
    "similarity_fn_name": "cosine",
}


def save(
    folder: Path, tokenizer: Tokenizer, vectors: NDArray[np.float32], languages: NDArray[np.uint16]
) -> None:
    """Write the model's folder.

    Args:
        folder: made if it is not there.
        tokenizer: whose ids are rows of `vectors`.
        vectors: shape (V, d).
        languages: a bit mask a token, shape (V,).
    """
    folder.mkdir(parents=True, exist_ok=True)
    scales = np.abs(vectors).max(axis=1) / 127
    rows = np.rint(vectors / np.maximum(scales, 1e-12)[:, None]).astype(np.int8)
    tensors = {"embeddings": rows, "weights": scales.astype(np.float32)}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    np.save(folder / "languages.npy", languages)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "1_Normalize").mkdir(exist_ok=True)
    for name, content in (("modules.json", _MODULES), ("config_sentence_transformers.json", _SETTINGS)):
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
