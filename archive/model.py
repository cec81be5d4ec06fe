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
    raise ModelMismatchError(
        f"The archive in {home} was made with the embedding model {held.name} ({held.fingerprint}, "
        f"{held.dimension} numbers a vector), but {given.name} ({given.fingerprint}, "
        f"{given.dimension} numbers) is set now. "
        f"Set ISNAD_EMBEDDING back to {held.name}, or delete {home} and index the articles again."
    )
