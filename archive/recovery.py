"""What the next writer does about a run that was killed: undo what was pending, finish what was committed."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from archive.catalogue import Catalogue
from archive.errors import CouldNotRunError
from archive.indexes import Indexes
from archive.new_vectors import discard_those_of
from archive.seal import Condition, condition

FIRST_DIRECTORIES = {"vectors": "vectors-0001", "words": "words-0001"}
_PROBE_SECONDS = 20.0
_PROBED_A_SECOND = 2000
_REBUILD_BATCH = 5000
_log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Is told how many passages are done, and of how many."""


def recover(catalogue: Catalogue) -> None:
    """Bring catalogue and indexes back to the last commit, after a run that may have been killed.

    The caller holds the writer's lock and has neither index open. A torn index is not repaired but built
    again from the catalogue, into a folder of its own.
    """
    sweep(catalogue)
    if not catalogue.unfinished() and not catalogue.pending():
        return
    if can_be_opened(catalogue):
        try:
            undo(catalogue)
        except CouldNotRunError:
            raise  # a full disk has no room for another index either
        except Exception as error:  # noqa: BLE001 - whatever is wrong with an index, it can be built again
            _log.warning(
                "The indexes in %s cannot be mended and are built again (%s).", catalogue.home, error
            )
        else:
            return
    rebuild(catalogue)


def undo(catalogue: Catalogue) -> None:
    """Take out of indexes and catalogue what no reader sees: what is pending and what was replaced."""
    keys = catalogue.unfinished()
    if keys:
        indexes = open_indexes(catalogue)
        try:
            indexes.delete(keys)
            indexes.commit_words()
            if not indexes.hold(catalogue.counts()):
                raise ValueError("they do not hold what the catalogue says")
        finally:
            indexes.close()
    catalogue.undo()
    catalogue.bury()


def rebuild(catalogue: Catalogue, progress: Progress = lambda _done, _all: None) -> int:
    """Build both indexes again from the catalogue, embedding nothing, and switch the readers to them.

    The old ones are not opened. Returns the number of passages.
    """
    catalogue.undo()
    catalogue.bury()
    names = next_directories(catalogue.home)
    everything, done = sum(catalogue.counts().values()), 0
    progress(done, everything)
    indexes = Indexes(catalogue.home / names["vectors"], catalogue.home / names["words"])
    try:
        for batch in catalogue.indexed_passages(_REBUILD_BATCH):
            indexes.add(batch)
            done += len(batch)
            progress(done, everything)
        indexes.wait()
        indexes.commit_words()
    finally:
        indexes.close()
    catalogue.switch(names)
    sweep(catalogue)
    return done


def open_indexes(catalogue: Catalogue) -> Indexes:
    """Both indexes of an archive, for writing; `can_be_opened` was asked before."""
    return Indexes(catalogue.directory("vectors"), catalogue.directory("words"))


def open_whole_indexes(catalogue: Catalogue) -> Indexes:
    """Both indexes for writing, built again first where one is torn or lags behind the catalogue."""
    if not catalogue.directory("vectors").exists() and not catalogue.counts():
        return open_indexes(catalogue)
    if can_be_opened(catalogue):
        try:
            indexes = open_indexes(catalogue)
        except ValueError as error:
            _log.warning("The word index in %s is built again (%s).", catalogue.home, error)
        else:
            # A power cut can take from an index what it had called written.
            if indexes.hold(catalogue.counts()):
                return indexes
            indexes.close()
    rebuild(catalogue)
    return open_indexes(catalogue)


def can_be_opened(catalogue: Catalogue) -> bool:
    """Whether the vector index may be opened in this process: a torn file ends or hangs whoever reads it."""
    vectors = catalogue.directory("vectors")
    found = condition(vectors)
    if found is Condition.UNSURE:
        seconds = _PROBE_SECONDS + sum(catalogue.counts().values()) / _PROBED_A_SECOND
        return can_be_read(catalogue.home, vectors, seconds)
    return found is Condition.WHOLE


def can_be_read(home: Path, vectors: Path, seconds: float = _PROBE_SECONDS) -> bool:
    """Whether Chroma can open its folder and holds the catalogue's vectors, asked in a process of its own."""
    root = Path(__file__).resolve().parents[1]
    try:
        answer = subprocess.run(  # noqa: S603 - our own module, by this interpreter
            [sys.executable, "-m", "archive.probe", str(home), str(vectors)],
            env={**os.environ, "PYTHONPATH": str(root)},
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return answer.returncode == 0


def sweep(catalogue: Catalogue) -> None:
    """Delete what the catalogue does not name: half-built or replaced indexes, vectors it has taken over."""
    discard_those_of(catalogue.home, catalogue.model)
    for kind in FIRST_DIRECTORIES:
        current = catalogue.directory(kind)
        for folder in catalogue.home.glob(f"{kind}-[0-9]*"):
            if folder != current:
                # Where a reader still holds a file that cannot be deleted, the next writer tries again.
                shutil.rmtree(folder, ignore_errors=True)


def next_directories(home: Path) -> dict[str, str]:
    """Names of folders for indexes to be built, behind all that are there."""
    taken = [int(folder.name.rpartition("-")[2]) for folder in home.glob("*-[0-9]*")]
    number = max(taken, default=0) + 1
    return {kind: f"{kind}-{number:04}" for kind in FIRST_DIRECTORIES}
