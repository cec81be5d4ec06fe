"""The nearest of what lies in shards: each is asked, what it says is looked at, and torn ones are mended."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.catalogue.edition import Edition
from archive.catalogue.reading import CatalogueReader
from archive.mending import mend_meanwhile
from archive.vectors.process import Answer, VectorProcess, VectorProcessError
from archive.vectors.scan import nearest_among
from archive.vectors.seal import Look, is_whole
from archive.vectors.shards import Shard
from language.embedding import FloatArray

_OVER = 2
"""How many times more of a shard is asked for than its share of what filters let through should need."""
_ROUNDING = 0.01
"""How far a cosine of Chroma's and one of the float16 vectors in the catalogue may be apart."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Part:
    """What a question asks of a shard.

    Attributes:
        shard: which.
        folder: where it lies.
        keys: of its passages that the filters let through; None where there are no filters.
        wanted: how many are asked for; 0 where its passages are compared one by one.
    """

    shard: Shard
    folder: Path
    keys: NDArray[np.int64] | None
    wanted: int


class ShardSearch:
    """Asks the shards of one generation. Safe for threads.

    Args:
        catalogue: says what is to be seen of a shard, and answers for one that cannot.
        edition: the generation.
        process: opens shards.
    """

    def __init__(self, catalogue: CatalogueReader, edition: Edition, process: VectorProcess) -> None:
        self.edition = edition
        self._catalogue = catalogue
        self._process = process

    @classmethod
    def of(cls, catalogue: CatalogueReader, edition: Edition, former: ShardSearch | None) -> ShardSearch:
        """Asks by the same process as a former one, as long as no shard that it has opened is gone."""
        before = former.edition.shards if former else ()
        process = former._process if former and set(before) <= set(edition.shards) else VectorProcess()
        torn = [
            folder
            for shard in edition.shards
            if shard not in before and not is_whole(folder := shard.folder(catalogue.home), Look.CHANGED)
        ]
        for folder in torn:
            process.give_up(folder)
            _say_torn(folder, "its files are not as they were built")
        if torn:
            mend_meanwhile(catalogue.home)
        return cls(catalogue, edition, process)

    def close(self) -> None:
        """End the process."""
        self._process.close()

    def nearest(
        self, shards: Sequence[Shard], vector: FloatArray, limit: int, keys: NDArray[np.int64] | None
    ) -> list[tuple[int, float]]:
        """The nearest of each of some shards: (key, cosine).

        Args:
            shards: of one language.
            vector: of length one, shape (d,).
            limit: how many at most of each.
            keys: of the passages that filters let through, ascending; None where there are no filters.
        """
        parts = [self._part(shard, limit, keys) for shard in shards]
        wanted = {part.folder: part.wanted for part in parts if part.wanted}
        answers = self._process.nearest_of_each(wanted, vector)
        return [hit for part in parts for hit in self._of_part(part, vector, limit, answers.get(part.folder))]

    def _part(self, shard: Shard, limit: int, keys: NDArray[np.int64] | None) -> _Part:
        """What is to be asked of a shard, among some keys if given."""
        folder, wanted = shard.folder(self._catalogue.home), limit
        if keys is not None:
            keys = keys[(keys >= shard.first_key) & (keys <= shard.last_key)]
            few = len(keys) <= limit * _OVER
            wanted = 0 if few else limit * _OVER * shard.passages // len(keys)
        if self._process.has_failed(folder):
            wanted = 0
        return _Part(shard, folder, keys, min(wanted, shard.passages))

    def _of_part(
        self, part: _Part, vector: FloatArray, limit: int, answer: Answer | None
    ) -> list[tuple[int, float]]:
        """The nearest of a shard; where it was not asked or cannot answer, all are compared."""
        try:
            if isinstance(answer, VectorProcessError):
                raise answer
            if answer is not None:
                return self._seen_of(part, vector, limit, answer)
        except VectorProcessError as error:
            _say_torn(part.folder, str(error))
            mend_meanwhile(self._catalogue.home)
        shard, keys = part.shard, part.keys
        if keys is None:
            keys = self._catalogue.passages.keys_between(
                shard.language, shard.first_key, shard.last_key, self.edition.generation
            )
        return nearest_among(self._catalogue, keys, vector, limit)

    def _seen_of(
        self, part: _Part, vector: FloatArray, limit: int, found: Sequence[tuple[int, float]]
    ) -> list[tuple[int, float]]:
        """What a shard has found and may be seen, asking for more where it is not enough.

        Raises:
            VectorProcessError: it cannot answer, or answers wrongly.
        """
        wanted, most = part.wanted, part.shard.passages
        while True:
            self._compare(found, vector, part.folder, wanted)
            if part.keys is None:
                seen = self._catalogue.passages.seen([key for key, _ in found], self.edition.generation)
            else:
                seen = set(np.intersect1d(part.keys, [key for key, _ in found]).tolist())
            hits = [hit for hit in found if hit[0] in seen][:limit]
            if len(hits) == limit or wanted == most:
                return hits
            wanted = min(wanted * 4, most)
            found = self._process.nearest(part.folder, vector, wanted)

    def _compare(
        self, found: Sequence[tuple[int, float]], vector: FloatArray, folder: Path, wanted: int
    ) -> None:
        """Look whether the best and the last are what the catalogue says they are, and none is lacking.

        Raises:
            VectorProcessError: they are not; the shard is asked no more.
        """
        ends = dict([*found[:1], *found[-1:]])
        wrong = len(found) < wanted
        for key, held, _, _ in self._catalogue.passages.vector_rows(list(ends)):
            truth = np.frombuffer(held, dtype="<f2").astype(np.float32)
            cosine = float(truth @ vector) / (float(np.linalg.norm(truth)) or 1.0)
            wrong |= abs(cosine - ends[key]) > _ROUNDING
        if wrong:
            self._process.give_up(folder)
            raise VectorProcessError("its vectors are not the catalogue's")


def _say_torn(folder: Path, reason: str) -> None:
    _log.warning(
        "The part %s of the vector index cannot answer (%s). Questions are answered without it, more slowly; "
        "it is built again where nobody writes, else by python -m ingest --repair.",
        folder,
        reason,
    )
