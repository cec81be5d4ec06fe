"""Any sentence-transformers model as an embedder, with the prompts it was trained with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from language.embedding import FloatArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 32


class SentenceTransformerEmbedder:
    """A sentence-transformers model; satisfies `language.embedding.Embedder`.

    Attributes:
        name: as it was asked for.
        fingerprint: the name and a hash of the weights and prompts.
        dimension: length of a vector.
    """

    def __init__(self, name_or_path: str) -> None:
        """Load the model, from a folder or from the local cache or the hub by its name.

        Args:
            name_or_path: "intfloat/multilingual-e5-small", or a folder that holds a model.

        Raises:
            ValueError: if there is no such model, or it cannot be read.
        """
        # Importing torch takes seconds, which nobody should wait for who uses the bundled model.
        from sentence_transformers import SentenceTransformer

        if (name_or_path.startswith((".", "/", "~"))) and not Path(name_or_path).expanduser().is_dir():
            raise ValueError(f"There is no model folder {name_or_path}; give a folder or a model's name.")
        path = str(Path(name_or_path).expanduser()) if name_or_path.startswith("~") else name_or_path
        try:
            self._model = SentenceTransformer(path, device="cpu")
        except (OSError, ValueError, KeyError) as error:
            raise ValueError(
                f"The embedding model {name_or_path} could not be loaded ({error}). "
                "Check its name, or the network if it is not on this machine yet."
            ) from error
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise ValueError(f"The embedding model {name_or_path} does not say how long its vectors are.")
        self.name = name_or_path
        self.dimension = int(dimension)
        self.fingerprint = f"{name_or_path}-{_hash_weights(self._model)}"

    def embed_documents(self, texts: Sequence[str]) -> FloatArray:
        """Unit vectors of passages, with the model's document prompt; an empty text gets zeros."""
        return self._encode(texts, query=False)

    def embed_queries(self, texts: Sequence[str]) -> FloatArray:
        """Unit vectors of questions, with the model's query prompt; an empty text gets zeros."""
        return self._encode(texts, query=True)

    def _encode(self, texts: Sequence[str], *, query: bool) -> FloatArray:
        result = np.zeros((len(texts), self.dimension), dtype=np.float32)
        filled = [place for place, text in enumerate(texts) if text.strip()]
        if not filled:
            return result
        encode = self._model.encode_query if query else self._model.encode_document
        vectors = encode(
            [texts[place] for place in filled],
            batch_size=_BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        result[filled] = vectors
        return result


def _hash_weights(model: SentenceTransformer) -> str:
    """A hash of what decides the vectors: every weight, and the prompts."""
    digest = hashlib.sha256(json.dumps(model.prompts, sort_keys=True).encode())
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(f"{name}{tuple(tensor.shape)}{tensor.dtype}".encode())
        digest.update(tensor.detach().cpu().contiguous().float().numpy().tobytes())
    return digest.hexdigest()[:16]
