"""Which embedding model a setting means."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from language.embedding import Embedder
from language.embedding_options import EmbeddingOptions
from language.static_files import NAMES
from language.static_model import BUNDLED, StaticModel

BUNDLED_NAME = "bundled"


def load_embedder(spec: str, options: EmbeddingOptions | None = None, *, deferred: bool = False) -> Embedder:
    """The embedder that a setting names.

    Args:
        spec: "bundled" for the model that comes with the project; the folder of one that was tuned from it;
            or a folder or a name that sentence-transformers understands.
        options: how to run it.
        deferred: read the bundled model's tables only when they are first used.

    Raises:
        ValueError: if there is no such model, it cannot be read, or not be run as the options say.
        FileNotFoundError: if the bundled model's files are missing.
    """
    options = options or EmbeddingOptions()
    spec = spec.strip()
    if not spec:
        raise ValueError(
            f'No embedding model is named; "{BUNDLED_NAME}" is the one that comes with the project.'
        )
    folder = static_folder(spec)
    if folder is None:
        from language.sentence_transformer import SentenceTransformerEmbedder

        return SentenceTransformerEmbedder(spec, options)
    changed = [one.name for one in fields(options) if getattr(options, one.name) != one.default]
    if changed:
        names = " and ".join(f"ISNAD_EMBEDDING_{name.upper()}" for name in changed)
        raise ValueError(f"{names} says nothing to the bundled model or one tuned from it: take it out.")
    if deferred and folder == BUNDLED:
        return StaticModel.deferred(BUNDLED)
    return load_static(folder, spec)


def static_folder(spec: str) -> Path | None:
    """The folder of the bundled model or of one of its form, None where a setting means any other."""
    if spec == BUNDLED_NAME:
        return BUNDLED
    folder = Path(spec).expanduser()
    if folder.resolve() == BUNDLED.resolve():
        return BUNDLED
    return folder if all((folder / name).is_file() for name in NAMES) else None


def load_static(folder: Path, name: str) -> StaticModel:
    """A model of the bundled one's form, called as the setting calls it.

    Raises:
        ValueError: if its files cannot be read, or do not fit together.
        FileNotFoundError: if one is missing.
    """
    if folder == BUNDLED:
        return StaticModel.load(BUNDLED)
    try:
        model = StaticModel.load(folder)
    except (KeyError, TypeError) as error:
        raise ValueError(
            f"The files in {folder} are not those of a model tuned from the bundled one."
        ) from error
    model.name = name
    return model
