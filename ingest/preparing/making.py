"""What is made of a record by itself, before it is known whether the archive wants it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.errors import RefusedError

if TYPE_CHECKING:
    from archive.entries import PassageEntry
    from ingest.preparing.preparation import Preparation


@dataclass(frozen=True)  # without slots: it goes through pipes, and is pickled twice as fast
class Made:
    """An article that was prepared, with its passages."""

    preparation: Preparation
    passages: Sequence[PassageEntry]


Outcome = Made | RefusedError
"""What became of a record that was made ready."""
