"""Files taken record by record, but for those whose records are known and stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from ingest.files.document import Document
from ingest.preparing.ahead import LARGE, Batch
from ingest.preparing.candidate import Candidate, met
from ingest.preparing.making import Outcome
from ingest.preparing.preparation import is_earlier
from ingest.progress import Progress, Stopped
from ingest.readers.reading import items_of
from ingest.records.record import Record, Refusal
from ingest.summary import Summary
from ingest.taking_in.intake import Intake
from ingest.taking_in.readings import Entries, Readings


class Taking:
    """Brings the records of files, and what is fetched, to the intake.

    Args:
        intake: takes them.
        summary: counts what is refused or left out.
        since: articles of days before are left out.
        progress: is told how far the run is, after each record.
        stopped: is asked before each record whether to end early.
        make_ready: has the records of a large file made ready; None leaves that to the intake.
    """

    def __init__(
        self,
        intake: Intake,
        summary: Summary,
        since: date | None,
        progress: Progress,
        stopped: Stopped,
        make_ready: Callable[[Iterable[Record | Refusal]], Iterator[Batch]] | None = None,
    ) -> None:
        self._make_ready = make_ready
        self._intake = intake
        self._summary = summary
        self._since = since
        self._progress = progress
        self._stopped = stopped
        self._total = self._done = self._met = 0

    def files(
        self, documents: Sequence[Document], digests: Sequence[str], readings: Readings, *, keeps: bool
    ) -> bool:
        """Take every record of some files; returns whether it came to the end.

        Args:
            documents: the files.
            digests: of each, see `ingest.taking_in.readings.digest_of`.
            readings: what the files held last time.
            keeps: whether what they hold is remembered.
        """
        self._total = sum(document.size for document in documents)
        for document, digest in zip(documents, digests, strict=True):
            known, path = readings.of(document.path, digest), str(document.path)
            if known is not None and self._intake.answers_for(known, path):
                self._intake.count_again(known, path)
                self._met += len(known)
            else:
                before, entries = self._summary.left_out, Entries()
                whole = self._items_of(document, entries)
                self._summary.passed_over += document.passed_over
                if not whole:
                    return False
                if keeps and self._summary.left_out == before:
                    readings.keep(document.path, digest, entries, self._intake.last_hash)
            self._done += document.size
            self._progress(self._done, self._total, self._met)
        return True

    def items(self, items: Iterable[Record | Refusal]) -> bool:
        """Take records that come from no file; returns whether it came to the end."""
        for item in items:
            if self._stopped():
                return False
            self._take(met(item), None, Entries())
            self._progress(self._done, self._total, self._met)
        self._progress(self._total, self._total, self._met)
        return True

    def _items_of(self, document: Document, entries: Entries) -> bool:
        for batch in self._batches(document):
            for one, made in batch:
                if self._stopped():
                    return False
                self._take(one, made, entries)
                read = min(document.position, document.size)
                self._progress(self._done + read, self._total, self._met)
        return True

    def _batches(self, document: Document) -> Iterator[Batch]:
        items = items_of(document)
        if self._make_ready is None or document.size < LARGE:
            for item in items:
                yield [(met(item), None)]
            return
        for batch in self._make_ready(items):
            self._intake.expect(batch)
            yield batch

    def _take(self, one: Candidate | Refusal, made: Outcome | None, entries: Entries) -> None:
        self._met += 1
        if isinstance(one, Refusal):
            self._summary.refused.append(one)
        elif self._since and is_earlier(one.record, self._since):
            self._summary.earlier += 1
        else:
            entries.append(self._intake.take(one, made))
