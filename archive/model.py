"""Which embedding model an archive was made with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from archive.errors import ModelMismatchError


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """The name and the hash of an embedding model; two archives are comparable only where both agree.

    Attributes:
        name: what a person calls the model, for messages.
        fingerprint: name and hash of the weights and settings, as `language.embedding.Embedder` gives it.
        dimension: the length of a vector.
    """

    name: str
    fingerprint: str
    dimension: int


def ensure_same_model(home: Path, held: ModelIdentity, given: ModelIdentity) -> None:
    """Refuse another model than the archive's own, as vectors of two models cannot be compared.

    Raises:
        ModelMismatchError: naming both, and the two ways out.
    """
    if (held.fingerprint, held.dimension) == (given.fingerprint, given.dimension):
        return
    if held.name == given.name:
        raise ModelMismatchError(
            f"The archive in {home} was made with another version of the embedding model {held.name}, "
            f"or with other settings of it ({held.fingerprint}, now {given.fingerprint}). "
            "Change the archive to what is set now with python -m ingest --reembed, or set it back."
        )
    raise ModelMismatchError(
        f"The archive in {home} was made with the embedding model {held.name} ({held.fingerprint}, "
        f"{held.dimension} numbers a vector), but {given.name} ({given.fingerprint}, "
        f"{given.dimension} numbers) is set now. Set ISNAD_EMBEDDING back to {held.name}, "
        f"or change the archive to {given.name} with python -m ingest --reembed."
    )


def ensure_unchanged_model(home: Path, opened: ModelIdentity, found: ModelIdentity) -> None:
    """Refuse to read on where an archive has changed to another model while it was open.

    Raises:
        ModelMismatchError: naming the new model, and what to do.
    """
    if opened.fingerprint == found.fingerprint:
        return
    what = found.name if found.name != opened.name else f"another version or other settings of {found.name}"
    raise ModelMismatchError(
        f"The archive in {home} was changed to another embedding model while it was open: {what}. "
        f"Start again with ISNAD_EMBEDDING={found.name}."
    )
