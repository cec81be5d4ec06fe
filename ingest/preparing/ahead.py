"""Records of a large file made ready in a process of its own, while those before them are taken in.

Cleaning, telling the language, cutting and embedding know nothing of the archive: two thirds of the work of a
run, which a second core can do. What is decided about a record is decided where it always is, in its turn.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from archive.errors import RefusedError
from archive.helper_process import HelperEndedError, HelperProcess, serve
from ingest.preparing.candidate import Candidate, met
from ingest.preparing.making import Made, Outcome
from ingest.records.identity import record_part
from ingest.records.record import Record, Refusal
from language.embedding_options import EmbeddingOptions

if TYPE_CHECKING:
    from archive.catalogue.holdings import Holdings
    from archive.settings import Settings
    from ingest.preparing.preparation import Preparation

LARGE = 1 << 20
"""Bytes of a file from which on a process of its own is worth its start."""
_BATCH = 128
_LETTERS = 250_000
"""Of the bodies of a batch, where there are not so many records in it."""
_BATCHES_AHEAD = 12
"""So many that the process has work while what is ready is being committed."""
_log = logging.getLogger(__name__)

Batch = list[tuple[Candidate | Refusal, Outcome | None]]
"""What a file holds in its order, with what was made of it; None where that is to be done if need be."""
_Model = tuple[str, EmbeddingOptions]
"""The embedding model by name, and how it is run."""
_Wanted = list[tuple[str, Record]]
"""Records with the ids of their articles."""


class Ahead:
    """The caller's end. The process starts when it is told to, at the latest with a record that is new.

    Args:
        settings: name the models, of which the process loads its own.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: HelperProcess | None = None
        self._failed = False

    def over(self, items: Iterable[Record | Refusal], holdings: Holdings) -> Iterator[Batch]:
        """The items of a file in their turn, some hundreds at once.

        Args:
            items: are read some batches ahead.
            holdings: what the archive has, which need not be made again.
        """
        under_way: deque[tuple[list[Candidate | Refusal], set[int]]] = deque()
        for batch in _batches(map(met, items)):
            under_way.append((batch, self._begin(batch, holdings)))
            if len(under_way) > _BATCHES_AHEAD:
                yield self._finished(*under_way.popleft())
        while under_way:
            yield self._finished(*under_way.popleft())

    def start(self) -> None:
        """Start the process, which takes a second to read the model; one that runs already stays."""
        if self._process is None:
            self._process = HelperProcess("ingest.preparing.ahead")
            self._process.ask((self._settings.embedding, self._settings.embedding_options()))

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.close()

    def _begin(self, batch: Sequence[Candidate | Refusal], holdings: Holdings) -> set[int]:
        """Have made what the archive does not have as it is; returns the places of those in the batch."""
        candidates = {place: one for place, one in enumerate(batch) if isinstance(one, Candidate)}
        held = {
            one.article_id: record_part(one.content_hash)
            for one in holdings.of_many([one.article_id for one in candidates.values()])
        }
        wanted = {
            place: (one.article_id, one.record)
            for place, one in candidates.items()
            if held.get(one.article_id) != one.record_hash
        }
        if not wanted or self._failed:
            return set()
        self.start()
        assert self._process is not None  # noqa: S101 - started
        self._process.ask(list(wanted.values()))
        return set(wanted)

    def _finished(self, batch: Sequence[Candidate | Refusal], places: set[int]) -> Batch:
        outcomes: Iterator[Outcome] = iter(())
        if places and self._process is not None and not self._failed:
            try:
                outcomes = iter(self._process.answer())
            except HelperEndedError:
                _log.warning("The process that prepares articles has ended; this one does it, more slowly.")
                self._failed = True
        return [(one, next(outcomes, None) if place in places else None) for place, one in enumerate(batch)]


def main() -> int:
    """The process itself: first the model, then batches of records, an answer for each batch."""
    from language.identification import classifier

    threading.Thread(target=classifier, daemon=True).start()  # meanwhile the model is read
    makers: list[_Maker] = []

    def answers(question: _Model | _Wanted) -> Iterator[list[Outcome]]:
        if isinstance(question, tuple):
            makers.append(_Maker(*question))
        else:
            yield makers[0].made(question)

    return serve(answers)


class _Maker:
    """Makes articles with their passages."""

    def __init__(self, embedding: str, options: EmbeddingOptions) -> None:
        from ingest.preparing.indexing import Indexer, load_named_models

        models = load_named_models(embedding, options)
        self._indexer = Indexer(models.embedder, models.static_model)

    def made(self, wanted: _Wanted) -> list[Outcome]:
        prepared = [_prepared(name, record) for name, record in wanted]
        articles = [one.article for one in prepared if not isinstance(one, RefusedError)]
        passages = iter(self._indexer.entries(articles))
        return [one if isinstance(one, RefusedError) else Made(one, next(passages)) for one in prepared]


def _batches(items: Iterable[Candidate | Refusal]) -> Iterator[list[Candidate | Refusal]]:
    batch: list[Candidate | Refusal] = []
    letters = 0
    for item in items:
        batch.append(item)
        letters += len(item.record.body) if isinstance(item, Candidate) else 0
        if len(batch) == _BATCH or letters >= _LETTERS:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


def _prepared(name: str, record: Record) -> Preparation | RefusedError:
    from ingest.preparing.preparation import prepare

    try:
        return prepare(record, name)
    except RefusedError as refused:
        return refused


if __name__ == "__main__":
    sys.exit(main())
