"""What is in a container."""

from __future__ import annotations

from collections.abc import Iterator

from archive.errors import RefusedError
from ingest.files.containers import tar_file, zip_file
from ingest.files.containers.packages import is_zip, package_kind
from ingest.files.containers.tar_file import is_tar
from ingest.files.document import Document
from ingest.files.unpacking import LARGEST_RATIO
from ingest.records.record import Refusal

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


def paths_in(document: Document) -> Iterator[str]:
    """The paths of all files in a file; its own where it is no container.

    Raises:
        RefusedError: if it cannot be read.
    """
    if not is_container(document):
        yield str(document.path)
        return
    for member in members_of(document):
        if isinstance(member, Refusal):
            yield member.path
            continue
        try:
            yield from paths_in(member)
        except RefusedError:
            yield str(member.path)
