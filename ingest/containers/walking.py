"""What is in a container, and whether a file is still where it was."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from archive.errors import RefusedError
from ingest.containers import tar_file, zip_file
from ingest.containers.packages import is_zip, package_kind
from ingest.containers.tar_file import is_tar
from ingest.document import Document
from ingest.record import Refusal
from ingest.unpacking import LARGEST_RATIO

DEEPEST = 3


def is_container(document: Document) -> bool:
    """Whether a file holds files.

    Raises:
        RefusedError: if it is empty or cannot be read.
    """
    return is_tar(document.head) or (is_zip(document.head) and package_kind(document) is None)


def members_of(document: Document) -> Iterator[Document | Refusal]:
    """The files in a container in their order; each must be read before the next is asked for.

    Raises:
        RefusedError: if the container cannot be read, not any further, or lies too deep in others.
    """
    if document.depth >= DEEPEST:
        raise RefusedError(f"archives are nested more than {DEEPEST} deep; unpack the outer ones")
    for member in (zip_file if is_zip(document.head) else tar_file).members(document):
        yield member
        if document.allowance.spent:
            raise RefusedError(f"the file unpacks to more than {LARGEST_RATIO} times its size")


class Presence:
    """Which files are there, those in containers too; what a container holds is found out once."""

    def __init__(self) -> None:
        self._held: dict[Path, frozenset[str] | None] = {}

    def __contains__(self, path: str) -> bool:
        """Whether a file is there, or may be: a container that cannot be read may hold anything."""
        if os.path.exists(path):  # noqa: PTH110  the method of `Path` raises for names that are too long
            return True
        container = next((parent for parent in Path(path).parents if os.path.exists(parent)), None)  # noqa: PTH110
        if container is None or not container.is_file():
            return False
        if container not in self._held:
            try:
                self._held[container] = frozenset(_paths_in(Document(container)))
            except RefusedError:
                self._held[container] = None
        held = self._held[container]
        # A container inside it that cannot be read stands there by its own name.
        return held is None or path in held or any(str(parent) in held for parent in Path(path).parents)


def _paths_in(document: Document) -> Iterator[str]:
    if not is_container(document):
        yield str(document.path)
        return
    for member in members_of(document):
        if isinstance(member, Refusal):
            yield member.path
            continue
        try:
            yield from _paths_in(member)
        except RefusedError:
            yield str(member.path)
