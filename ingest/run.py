"""A run: everything under the given paths, brought into the archive."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from archive.catalogue.connection import FILE
from archive.clock import now
from archive.errors import RefusedError
from archive.settings import Settings
from archive.writer import ArchiveWriter
from ingest.files.document import Document
from ingest.files.presence import Presence
from ingest.files.tree import Tree, tree_of
from ingest.preparing.ahead import LARGE, Ahead
from ingest.preparing.indexing import Indexer
from ingest.progress import Progress, Stopped
from ingest.records.mapping import Mappings
from ingest.records.record import Record, Refusal
from ingest.summary import Summary
from ingest.taking_in.readings import Outcome, Readings, digest_of, digest_of_files
from language.embedding import Embedder
from language.static_model import StaticModel

_MOST_REFUSALS_LOGGED = 1000


def ingest(
    paths: Sequence[Path],
    settings: Settings,
    *,
    embedder: Embedder,
    static_model: StaticModel,
    prune: bool = False,
    dry_run: bool = False,
    fetched: Iterable[Record | Refusal] = (),
    since: date | None = None,
    fields: Path | None = None,
    progress: Progress = lambda _done, _all, _articles: None,
    stopped: Stopped = lambda: False,
    ahead: Ahead | None = None,
) -> Summary:
    """Read files and folders into the archive in `settings.home`.

    Args:
        paths: files and folders.
        settings: say where the archive lies.
        embedder: makes the vectors.
        static_model: makes the tokens.
        prune: take out the articles under the paths whose records are gone.
        dry_run: count what would happen, and write nothing.
        fetched: what is brought from the web, after the files; the archive keeps it until it is removed.
        fields: a mapping of field names for all files; None looks for a `fields.toml` beside each.
        since: articles of days before are left out, as far as their day is known.
        progress: is told how far the run is, after each record.
        stopped: is asked between records whether to end early; what is complete is then committed.
        ahead: makes the records of large files ready, with the models that the settings name, in a process
            of its own.

    Returns:
        What was done. What could not be read is in `Summary.refused` and does not end the run.

    Raises:
        UsageError: a path does not exist, or a mapping of field names is wrong.
        ArchiveBusyError: another process is writing.
        ModelMismatchError: the archive was made with another model.
    """
    started = time.perf_counter()
    tree = tree_of(paths)
    documents = _Documents(tree, Mappings(tree.roots, fields))
    indexer = Indexer(embedder, static_model)
    fresh = not (settings.home / FILE).exists()
    with nullcontext() if dry_run and fresh else ArchiveWriter(settings.home, model=indexer.model) as writer:
        readings = Readings(settings.home if writer else None)
        run = _Run(writer, indexer, documents, readings, writes=not dry_run, prunes=prune, since=since)
        summary = run.summary
        summary.dry_run = dry_run
        try:
            run.read(fetched, progress, stopped, ahead)
            if writer and not dry_run:
                writer.commit()
                run.remember()
        finally:
            readings.close()
        if writer and not dry_run:
            logged = replace(summary, refused=summary.refused[:_MOST_REFUSALS_LOGGED])
            logged.seconds = time.perf_counter() - started
            writer.record_refusals(
                map(str, tree.files),
                [(refusal.path, refusal.record, refusal.reason) for refusal in logged.refused],
            )
            writer.record_run(logged.document() | {"interrupted": summary.interrupted})
        if writer:
            summary.articles, summary.passages = writer.holdings.count()
            summary.generation = writer.generation
    summary.seconds = time.perf_counter() - started
    return summary


class _Run:
    """One pass over a tree of files.

    Args:
        writer: the archive; None where there is none yet and nothing is written.
        indexer: makes the passages.
        documents: the files.
        readings: what the files held last time.
        writes: whether the archive is changed at all.
        prunes: whether what is gone is removed.
        since: articles of days before are left out.
    """

    def __init__(
        self,
        writer: ArchiveWriter | None,
        indexer: Indexer,
        documents: _Documents,
        readings: Readings,
        *,
        writes: bool,
        prunes: bool,
        since: date | None,
    ) -> None:
        self._since = since
        self._writer = writer
        self._writes = writes and writer is not None
        self._indexer = indexer
        self._prunes = prunes
        self._documents = documents.readable
        self._roots = documents.tree.roots
        self._readings = readings
        self.summary = Summary(refused=documents.refused, passed_over=len(documents.tree.passed_over))
        self._present = Presence({str(path) for path in documents.tree.files})
        self._only_new = False
        self._wishes = (documents.tree.roots, prunes, since)
        self._files = ""
        self._state = ""

    def read(
        self,
        fetched: Iterable[Record | Refusal],
        progress: Progress,
        stopped: Stopped,
        ahead: Ahead | None,
    ) -> None:
        """Take every record of every file, then what is fetched, then what had to wait for the end."""
        documents = self._documents
        digests = [digest_of(document.path, document.mapping.digest) for document in documents]
        if fetched == () and self._is_as_before(digests):
            total = sum(document.size for document in documents)
            progress(total, total, self.summary.unchanged + self.summary.duplicates)
            return
        if not self._writes:
            ahead = None
        if ahead and any(
            document.size >= LARGE and not self._readings.has(document.path, digest)
            for document, digest in zip(documents, digests, strict=True)
        ):
            ahead.start()  # meanwhile this process gets ready itself
        self._take(fetched, digests, progress, stopped, ahead)

    def _take(
        self,
        fetched: Iterable[Record | Refusal],
        digests: Sequence[str],
        progress: Progress,
        stopped: Stopped,
        ahead: Ahead | None,
    ) -> None:
        # Cleaning, languages and the readers take longer to import than unchanged files to look at.
        from ingest.taking_in.intake import Intake
        from ingest.taking_in.taking import Taking

        intake = Intake(
            self._writer,
            self._indexer,
            self.summary,
            writes=self._writes,
            prunes=self._prunes,
            present=self._present,
        )
        intake.release()
        make_ready = partial(ahead.over, holdings=self._writer.holdings) if ahead and self._writer else None
        taking = Taking(intake, self.summary, self._since, progress, stopped, make_ready)
        whole = taking.files(self._documents, digests, self._readings, keeps=self._writes)
        if whole and taking.items(fetched):
            intake.finish(self._roots)
            self._only_new = intake.only_new
        else:
            self.summary.interrupted = True
            intake.flush()

    def remember(self) -> None:
        """Keep what the next run over the same files will count, where that is known; after the commit.

        It is known where the run changed nothing, and where all that it changed was to add articles.
        """
        summary, writer = self.summary, self._writer
        if not self._files or writer is None or summary.interrupted or summary.left_out:
            return
        if self._present.asked_elsewhere:
            return  # files that the next run need not look at decide what it counts
        state = writer.holdings.state()
        # An article that was put and taken out again in one run leaves the state as it was, but is counted.
        changed = summary.updated or summary.removed or summary.released or summary.withheld
        if not changed and (self._only_new or (state == self._state and not summary.added)):
            outcome = Outcome(summary.added + summary.unchanged, summary.duplicates, summary.forgotten)
            self._readings.keep_outcome(self._files, state, outcome)

    def _is_as_before(self, digests: Sequence[str]) -> bool:
        """Whether files and archive are as after a run over the same files; its counts are taken."""
        if self._writer is None or self.summary.refused or self._writer.embargoed_until(now()):
            return False
        paths = (document.path for document in self._documents)
        self._files = digest_of_files(zip(paths, digests, strict=True), *self._wishes)
        self._state = self._writer.holdings.state()
        outcome = self._readings.outcome(self._files, self._state) if self._files else None
        if outcome is None:
            return False
        self.summary.unchanged, self.summary.duplicates = outcome.unchanged, outcome.duplicates
        self.summary.forgotten = outcome.forgotten
        return True


class _Documents:
    """The files of a tree, each with the mapping of its fields.

    Attributes:
        tree: the files.
        readable: those that are there.
        refused: those that are not, and folders that cannot be listed.

    Raises:
        UsageError: if a mapping is wrong, before anything is read or written.
    """

    def __init__(self, tree: Tree, mappings: Mappings) -> None:
        self.tree = tree
        self.readable: list[Document] = []
        self.refused = list(tree.refused)
        for path in tree.files:
            mapping = mappings.of(path)
            try:
                self.readable.append(Document(path, mapping))
            except RefusedError as refused:
                self.refused.append(Refusal(str(path), None, str(refused)))
