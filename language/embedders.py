"""Which embedding model a setting means."""

from __future__ import annotations

from pathlib import Path

from language.embedding import Embedder
from language.static_model import BUNDLED, StaticModel

BUNDLED_NAME = "bundled"


def load_embedder(spec: str) -> Embedder:
    """The embedder that a setting names.

    Args:
        spec: "bundled" for the model that comes with the project, or a folder or a name that
            sentence-transformers understands.

    Raises:
        ValueError: if there is no such model, or it cannot be read.
        FileNotFoundError: if the bundled model's files are missing.
    """
    spec = spec.strip()
    if spec == BUNDLED_NAME:
        return StaticModel.load(BUNDLED)
    if not spec:
        raise ValueError(
            f'No embedding model is named; "{BUNDLED_NAME}" is the one that comes with the project.'
        )
    if Path(spec).expanduser().resolve() == BUNDLED.resolve():
        return StaticModel.load(BUNDLED)
    from language.sentence_transformer import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(spec)
