"""Whether a file is still where it was."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from archive.errors import RefusedError


class Presence:
    """Which files are there, those in containers too; what a container holds is found out once.

    Args:
        read: the files that the run reads.

    Attributes:
        asked_elsewhere: whether any other file was asked for.
    """

    def __init__(self, read: Collection[str] = ()) -> None:
        self.asked_elsewhere = False
        self._read = read
        self._held: dict[Path, frozenset[str] | None] = {}

    def __contains__(self, path: str) -> bool:
        """Whether a file is there, or may be: a container that cannot be read may hold anything."""
        if path not in self._read and not any(str(parent) in self._read for parent in Path(path).parents):
            self.asked_elsewhere = True
        if os.path.exists(path):  # noqa: PTH110  the method of `Path` raises for names that are too long
            return True
        container = next((parent for parent in Path(path).parents if os.path.exists(parent)), None)  # noqa: PTH110
        if container is None or not container.is_file():
            return False
        if container not in self._held:
            self._held[container] = _paths_in(container)
        held = self._held[container]
        # A container inside it that cannot be read stands there by its own name.
        return held is None or path in held or any(str(parent) in held for parent in Path(path).parents)


def _paths_in(container: Path) -> frozenset[str] | None:
    """What a container holds; None where it cannot be read."""
    from ingest.files.containers.walking import paths_in
    from ingest.files.document import Document

    try:
        return frozenset(paths_in(Document(container)))
    except RefusedError:
        return None
