"""Which files the given paths mean."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archive.errors import UsageError
from ingest.files.stream import unreadable
from ingest.records.record import Refusal

# What lies beside articles in a saved site or a project and is none; named by itself, each is still tried.
BESIDE_ARTICLES = frozenset(
    """
    css js mjs map ts jsx tsx scss less png jpg jpeg gif webp svg ico bmp tif tiff avif woff woff2
    ttf otf eot mp3 mp4 m4a m4v wav ogg ogv webm mov avi flac py pyc rb php sh bat c h cpp java go
    rs sql sqlite db lock toml yaml yml ini cfg conf env log
    """.split()  # noqa: SIM905  one of the endings a line would be a page
)


@dataclass(frozen=True, slots=True)
class Tree:
    """The files to be read.

    Attributes:
        files: absolute paths in a fixed order, each once.
        roots: the paths that were given, absolute.
        passed_over: files in the folders that are no articles by their ending, and links.
        refused: folders that cannot be listed.
    """

    files: list[Path] = field(default_factory=list)
    roots: list[Path] = field(default_factory=list)
    passed_over: list[Path] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def tree_of(paths: Sequence[Path]) -> Tree:
    """The files under some paths. Hidden files are left out, and links are not followed.

    Raises:
        UsageError: if a path does not exist.
    """
    tree = Tree()
    seen: set[Path] = set()
    for given in paths:
        root = Path(os.path.abspath(given))  # noqa: PTH100  `resolve` would follow links, `absolute` keeps ".."
        try:
            is_folder, is_there = root.is_dir(), root.exists()
        except OSError as error:
            raise UsageError(f"{given} cannot be read ({error.strerror}).") from None
        if not is_there:
            raise UsageError(f"{given} does not exist. Give files or folders of articles.")
        if not is_folder and not root.is_file():
            raise UsageError(f"{given} is neither a file nor a folder (a pipe or a device cannot be read).")
        tree.roots.append(root)
        for file in _files_under(root, tree) if is_folder else [root]:
            if file not in seen:
                seen.add(file)
                tree.files.append(file)
    return tree


def _files_under(root: Path, tree: Tree) -> list[Path]:
    def refuse(error: OSError) -> None:
        reason = str(unreadable(error)).replace("the file", "the folder")
        tree.refused.append(Refusal(str(error.filename or root), None, reason))

    files: list[Path] = []
    for folder, folders, names in os.walk(root, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if name.startswith("."):
                continue
            if path.is_symlink() or not path.is_file() or path.suffix.lower().lstrip(".") in BESIDE_ARTICLES:
                tree.passed_over.append(path)
            else:
                files.append(path)
    return files
