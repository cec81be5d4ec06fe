"""Which embedding model an archive was made with."""

from __future__ import annotations

from dataclasses import dataclass


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
