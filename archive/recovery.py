"""What the next writer does about a run that was killed: undo what was pending, finish what was committed."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from archive.catalogue.reading import CatalogueReader
from archive.catalogue.window import EVERYTHING
from archive.catalogue.writing import Catalogue
from archive.errors import CouldNotRunError
from archive.vectors.keeping import build_shards
from archive.vectors.new_vectors import discard_those_of
from archive.vectors.planning import all_shards, unnamed
from archive.vectors.shards import Change
from archive.words.index import WordIndexWriter

FIRST_WORDS = "words-0001"
_REBUILD_BATCH = 5000
_log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Is told how many passages are done, and of how many."""


def recover(catalogue: Catalogue) -> None:
    """Bring catalogue and indexes back to the last commit, after a run that may have been killed.

    The caller holds the writer's lock and has no index open. A torn index is not repaired but built again
    from the catalogue.
    """
    sweep(catalogue)
    if not catalogue.unseen.keys() and not catalogue.unseen.pending():
        return
    try:
        undo(catalogue)
    except CouldNotRunError:
        raise  # a full disk has no room for another index either
    except Exception as error:  # noqa: BLE001 - whatever is wrong with an index, it can be built again
        _log.warning("The word index in %s cannot be mended and is built again (%s).", catalogue.home, error)
        rebuild_words(catalogue)


def undo(catalogue: Catalogue) -> None:
    """Take out of the word index and the catalogue what no reader sees: what is pending, what was replaced.

    The vector index need not be told: a shard that the catalogue does not name is nothing, and of one that it
    names only what stands in the catalogue is seen.
    """
    keys = catalogue.unseen.keys()
    if keys:
        words = WordIndexWriter(catalogue.words)
        try:
            words.delete(keys)
            words.commit()
            if words.count() != catalogue.passages.count():
                raise ValueError("it does not hold what the catalogue says")
        finally:
            words.close()
    catalogue.unseen.undo()
    catalogue.unseen.bury()


def rebuild(catalogue: Catalogue, progress: Progress = lambda _done, _all: None) -> int:
    """Build both indexes again from the catalogue, embedding nothing, and switch the readers to them.

    The old ones are not opened. Returns the number of passages.
    """
    catalogue.unseen.undo()
    catalogue.unseen.bury()
    with ThreadPoolExecutor(1, thread_name_prefix="shards") as beside:
        shards = beside.submit(_every_shard, catalogue.home, catalogue.generation)
        words, done = _fresh_words(catalogue, progress)
        catalogue.switch(words=words, shards=shards.result(), anew=True)
    sweep(catalogue)
    return done


def rebuild_words(catalogue: Catalogue) -> None:
    """Build the word index again from the catalogue, and switch the readers to it."""
    catalogue.unseen.undo()
    catalogue.unseen.bury()
    words, _ = _fresh_words(catalogue)
    catalogue.switch(words=words, shards=())
    sweep(catalogue)


def open_whole_words(catalogue: Catalogue) -> WordIndexWriter:
    """The word index for writing, built again first where it is torn or lags behind the catalogue."""
    passages = catalogue.passages.count()
    if not passages or catalogue.words.exists():
        try:
            words = WordIndexWriter(catalogue.words)
        except ValueError as error:
            _log.warning("The word index in %s is built again (%s).", catalogue.home, error)
        else:
            # A power cut can take from an index what it had called written.
            if words.count() == passages:
                return words
            words.close()
    rebuild_words(catalogue)
    return WordIndexWriter(catalogue.words)


def sweep(catalogue: Catalogue) -> None:
    """Delete what the catalogue does not name: half-built or replaced indexes, vectors it has taken over."""
    home = catalogue.home
    discard_those_of(home, catalogue.model)
    former = [folder for folder in home.glob("words-[0-9]*") if folder != catalogue.words]
    before_shards = home.glob("vectors-[0-9]*")
    for folder in [*former, *before_shards, *unnamed(home, catalogue.shards.all())]:
        # Where a reader still holds a file that cannot be deleted, the next writer tries again.
        shutil.rmtree(folder, ignore_errors=True)


def next_words(home: Path) -> str:
    """Name of the folder for a word index to be built, behind all that are there."""
    taken = [int(folder.name.rpartition("-")[2]) for folder in home.glob("words-[0-9]*")]
    return f"words-{max(taken, default=0) + 1:04}"


def _fresh_words(catalogue: Catalogue, progress: Progress = lambda _done, _all: None) -> tuple[str, int]:
    """A word index of what is committed: its folder, and how many passages it holds."""
    name, done, everything = next_words(catalogue.home), 0, catalogue.passages.count()
    progress(done, everything)
    words = WordIndexWriter(catalogue.home / name)
    try:
        for batch in catalogue.passages.batches(_REBUILD_BATCH):
            words.add(batch)
            done += len(batch)
            progress(done, everything)
        words.commit()
    finally:
        words.close()
    return name, done


def _every_shard(home: Path, generation: int) -> list[Change]:
    """All shards of what is committed, built anew."""
    with closing(CatalogueReader(home)) as catalogue:
        keys = {
            language: catalogue.passages.keys(language, EVERYTHING, generation)
            for language in catalogue.passages.languages(generation)
        }
        return build_shards(home, all_shards(keys), catalogue.passages.vectors_held)
