"""What every embedding model offers, whichever library runs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into unit vectors whose dot product says how near their meanings are."""

    @property
    def name(self) -> str:
        """What a person calls the model: its name or path."""
        ...

    @property
    def fingerprint(self) -> str:
        """Name and hash of the weights and settings: two embedders with one fingerprint give one space."""
        ...

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        ...

    def embed_documents(self, texts: Sequence[str]) -> FloatArray:
        """Unit vectors of passages, shape (len(texts), dimension); a text without words gets zeros."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> FloatArray:
        """Unit vectors of questions, shape (len(texts), dimension); a text without words gets zeros."""
        ...
