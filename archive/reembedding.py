"""Changing an archive's embedding model in place, while readers go on with the old one.

new vectors, batch by batch, beside the catalogue -> fresh indexes in folders of their own -> the switch, one
transaction of the catalogue -> what was replaced is cleared away.

With the switch every passage gets a new key and its old row dies, as if each article had been replaced. So a
key always stands for one vector of one model: a question that is under way while the archive changes may find
less, but never compares vectors of two models.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.catalogue.connection import FILE
from archive.catalogue.writing import Catalogue
from archive.entries import IndexedPassage
from archive.errors import ArchiveMissingError
from archive.lock import WriterLock
from archive.model import ModelIdentity
from archive.recovery import next_words, recover, sweep
from archive.vectors.keeping import build_shards
from archive.vectors.new_vectors import NewVectors, discard
from archive.vectors.planning import all_shards
from archive.vectors.shards import Change
from archive.words.index import WordIndexWriter

BATCH = 64
"""Passages that are embedded between two looks at whether to stop, and lost at most when a run is killed."""
_INDEXED_AT_ONCE = 5000

Embed = Callable[
    [Sequence[IndexedPassage], ModelIdentity], tuple[NDArray[np.float16], Sequence[NDArray[np.uint32]]]
]
"""Passages, and the model that the archive was made with -> their new vectors and tokens."""

Progress = Callable[[str, int, int], None]
"""Is told what is being done ("embedding", "indexing"), how many passages are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Reembedding:
    """What a run did.

    Attributes:
        passages: how many the archive has.
        embedded: how many of them this run embedded.
        resumed: how many an earlier run had embedded.
        former: the model that the archive was made with.
        model: the one that it is changed to; the same where there was nothing to do.
        generation: the archive's number afterwards; readers follow to it.
        seconds: how long it took.
        interrupted: whether the run was stopped before the switch; then all is kept for the next.
    """

    passages: int
    embedded: int
    resumed: int
    former: ModelIdentity
    model: ModelIdentity
    generation: int
    seconds: float
    interrupted: bool


def reembed(
    home: Path,
    model: ModelIdentity,
    embed: Embed,
    *,
    progress: Progress = lambda _stage, _done, _all: None,
    stopped: Callable[[], bool] = lambda: False,
    on_stage: Callable[[str], None] = lambda _stage: None,
) -> Reembedding:
    """Embed every passage again and switch the archive to the new model.

    Args:
        home: the data folder.
        model: the new one.
        embed: makes its vectors and tokens.
        progress: is told how far the run is.
        stopped: is asked between batches whether to end early.
        on_stage: is told the name of each step just after it is done; for tests.

    Raises:
        ArchiveMissingError: the folder holds no archive.
        ArchiveBusyError: another process is writing.
        ArchiveDamagedError: the catalogue cannot be read.
    """
    ensure_archive(home)
    with WriterLock(home), closing(Catalogue(home)) as catalogue:
        return _Run(catalogue, model, progress, stopped, on_stage).run(embed)


@dataclass(frozen=True, slots=True)
class _Built:
    """Both indexes of the new model, not yet named: the folder of the words, and the shards."""

    words: str
    shards: list[Change]


class _Run:
    """One run, with the writer's lock held."""

    def __init__(
        self,
        catalogue: Catalogue,
        model: ModelIdentity,
        progress: Progress,
        stopped: Callable[[], bool],
        on_stage: Callable[[str], None],
    ) -> None:
        self._catalogue = catalogue
        self._home = catalogue.home
        self._model = model
        self._progress = progress
        self._stopped = stopped
        self._on_stage = on_stage

    def run(self, embed: Embed) -> Reembedding:
        began = time.perf_counter()
        former = self._catalogue.model
        if former is None:
            raise _missing(self._home)
        recover(self._catalogue)
        keys = self._catalogue.passages.keys()
        result = Reembedding(
            len(keys), 0, 0, former, self._model, self._catalogue.generation, 0.0, interrupted=False
        )
        if former.fingerprint == self._model.fingerprint:
            discard(self._home)
            return replace(result, model=former, seconds=time.perf_counter() - began)
        fresh = NewVectors(self._home, self._model)
        try:
            resumed = len(fresh.keys() & set(keys))
            embedded = self._embed(fresh, embed, former, resumed, len(keys))
            built = None if self._stopped() else self._build(fresh, len(keys))
        finally:
            fresh.close()
        if built is not None:
            self._switch(fresh.file, built)
        return replace(
            result,
            embedded=embedded,
            resumed=resumed,
            generation=self._catalogue.generation,
            seconds=time.perf_counter() - began,
            interrupted=built is None,
        )

    def _embed(
        self, fresh: NewVectors, embed: Embed, former: ModelIdentity, resumed: int, everything: int
    ) -> int:
        """Embed what is not done yet; returns how many passages."""
        held, embedded = fresh.keys(), 0
        self._progress("embedding", resumed, everything)
        for batch in self._catalogue.passages.batches(BATCH):
            missing = [passage for passage in batch if passage.key not in held]
            if not missing:
                continue
            if self._stopped():
                return embedded
            vectors, tokens = embed(missing, former)
            fresh.add([passage.key for passage in missing], vectors, tokens)
            embedded += len(missing)
            self._progress("embedding", resumed + embedded, everything)
            self._on_stage("batch")
        self._on_stage("embedded")
        return embedded

    def _build(self, fresh: NewVectors, everything: int) -> _Built | None:
        """Make both indexes of what will be; None where it was stopped."""
        name, done = next_words(self._home), 0
        after = self._catalogue.passages.next_key - 1
        keys: dict[str, list[int]] = {}
        self._progress("indexing", done, everything)
        words = WordIndexWriter(self._home / name)
        try:
            for batch in self._catalogue.passages.batches(_INDEXED_AT_ONCE):
                if self._stopped():
                    return None
                rows = fresh.rows(passage.key for passage in batch)
                words.add(
                    [
                        replace(passage, key=passage.key + after, vector=vector, tokens=tokens)
                        for passage in batch
                        for vector, tokens in [rows[passage.key]]
                    ]
                )
                for passage in batch:
                    keys.setdefault(passage.language, []).append(passage.key + after)
                done += len(batch)
                self._progress("indexing", done, everything)
            words.commit()
        finally:
            words.close()
        plans = all_shards({language: np.array(found) for language, found in keys.items()})
        shards = build_shards(self._home, plans, lambda wanted: (wanted, fresh.vectors(wanted - after)))
        self._on_stage("built")
        return _Built(name, shards)

    def _switch(self, file: Path, built: _Built) -> None:
        self._catalogue.model_change.make(file, self._model, built.words, built.shards)
        self._on_stage("switched")
        self._catalogue.unseen.bury()
        self._on_stage("buried")
        sweep(self._catalogue)
        discard(self._home)
        self._on_stage("cleared")


def ensure_archive(home: Path) -> None:
    """Refuse a folder without a catalogue.

    Raises:
        ArchiveMissingError: naming the folder.
    """
    if not (home / FILE).is_file():
        raise _missing(home)


def _missing(home: Path) -> ArchiveMissingError:
    return ArchiveMissingError(
        f"{home} holds no archive to re-embed. Index some articles first: python -m ingest PATH"
    )
