"""Having shards built beside a run: torn ones again, and new ones where there are enough passages."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from archive.catalogue.reading import CatalogueReader
from archive.errors import ArchiveMissingError, IsnadError
from archive.vectors.building import ReadVectors, ShardError, build_shard
from archive.vectors.planning import Plan, next_shards, torn_shards
from archive.vectors.seal import Look
from archive.vectors.shards import Change

_log = logging.getLogger(__name__)


class ShardKeeper:
    """Looks after the shards of an archive while its writer puts articles.

    Whatever it cannot do changes no answer: passages without a whole shard are compared one by one.

    Args:
        home: the data folder, whose writer's lock the caller holds.
        look: how closely the shards that stand are looked at, once.
    """

    def __init__(self, home: Path, look: Look = Look.CHANGED_DATABASE) -> None:
        self._home = home
        self._look: Look | None = look
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="shards")
        self._work: Future[list[Change]] | None = None

    def start(self) -> None:
        """Look what is to be built as of the last commit, and build it beside, unless it is at work."""
        if self._work is None:
            self._work = self._thread.submit(self._build)

    def built(self, *, wait: bool = False) -> list[Change]:
        """What was built and is to be named in the catalogue now; nothing while it is at work.

        Args:
            wait: until it is done.
        """
        if self._work is None or not (wait or self._work.done()):
            return []
        work, self._work = self._work, None
        return work.result()

    def close(self) -> None:
        """Wait until nothing is at work."""
        self._thread.shutdown(wait=True)

    def _build(self) -> list[Change]:
        try:
            with closing(CatalogueReader(self._home, known_sound=True)) as catalogue:
                edition = catalogue.edition()
                plans = list(next_shards(catalogue, edition))
                if self._look is not None:
                    plans = [*torn_shards(catalogue, edition, self._look), *plans]
                    self._look = None
                return build_shards(self._home, plans, catalogue.passages.vectors_held)
        except ArchiveMissingError:
            return []  # nothing was committed yet
        except (IsnadError, OSError) as error:
            _log.warning("The vector index was not brought up to date; the next run does it (%s).", error)
            return []


def build_shards(home: Path, plans: Iterable[Plan], vectors: ReadVectors) -> list[Change]:
    """Build shards now; what cannot be built is left to the next run."""
    changes = []
    for plan in plans:
        try:
            built = build_shard(home, plan.language, plan.keys, vectors) if plan.keys.size else None
        except ShardError as error:
            _log.warning("A part of the vector index was not built; the next run does it (%s).", error)
        else:
            changes.append(Change(built, plan.former))
    return changes
