"""A run: everything under the given paths, brought into the archive."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

from archive.connection import FILE
from archive.errors import ArchiveMissingError, RefusedError
from archive.reader import ArchiveReader
from archive.settings import Settings
from archive.writer import ArchiveWriter
from ingest.document import Document
from ingest.indexing import Indexer
from ingest.intake import Intake
from ingest.mapping import Mappings
from ingest.preparation import is_earlier
from ingest.reading import items_of
from ingest.readings import Entry, Readings, digest_of
from ingest.record import Record, Refusal
from ingest.summary import Summary
from ingest.tree import Tree, tree_of
from language.embedding import Embedder
from language.static_model import StaticModel

_MOST_REFUSALS_LOGGED = 1000

Progress = Callable[[int, int, int], None]
"""Told the bytes read, the bytes to be read, and the articles met so far."""


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
    stopped: Callable[[], bool] = lambda: False,
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
        try:
            run.read(fetched, progress, stopped)
        finally:
            readings.close()
        summary = run.summary
        summary.dry_run = dry_run
        if writer and not dry_run:
            writer.commit()
            logged = replace(summary, refused=summary.refused[:_MOST_REFUSALS_LOGGED])
            logged.seconds = time.perf_counter() - started
            writer.record_refusals(
                map(str, tree.files),
                [(refusal.path, refusal.record, refusal.reason) for refusal in logged.refused],
            )
            writer.record_run(logged.document() | {"interrupted": summary.interrupted})
    _count(summary, settings.home)
    summary.seconds = time.perf_counter() - started
    return summary


def _count(summary: Summary, home: Path) -> None:
    """Fill in what the archive holds now."""
    try:
        with ArchiveReader(home) as reader:
            statistics = reader.statistics()
    except ArchiveMissingError:
        return
    summary.articles, summary.passages = statistics.articles, statistics.passages
    summary.generation = statistics.generation


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
        self._writes = writes and writer is not None
        self._documents = documents.readable
        self._roots = documents.tree.roots
        self._readings = readings
        self.summary = Summary(refused=documents.refused, passed_over=len(documents.tree.passed_over))
        self._intake = Intake(writer, indexer, self.summary, writes=writes, prunes=prunes)

    def read(
        self, fetched: Iterable[Record | Refusal], progress: Progress, stopped: Callable[[], bool]
    ) -> None:
        """Take every record of every file, then what is fetched, then what had to wait for the end."""
        self._intake.release()
        total, done, met = sum(document.size for document in self._documents), 0, 0
        for document in self._documents:
            digest = digest_of(document.path, document.mapping.digest)
            known = self._readings.of(document.path, digest)
            if known is not None and self._intake.answers_for(known, str(document.path)):
                self._intake.count_again(known, str(document.path))
                met += len(known)
                done += document.size
                progress(done, total, met)
                continue
            left_before, entries = self._left_out(), list[Entry]()
            for item in items_of(document):
                if stopped():
                    self.summary.interrupted = True
                    self._intake.flush()
                    return
                met += 1
                entries += self._take(item)
                progress(done + min(document.position, document.size), total, met)
            if self._left_out() == left_before and self._writes:
                self._readings.keep(document.path, digest, entries)
            done += document.size
        for item in fetched:
            if stopped():
                self.summary.interrupted = True
                self._intake.flush()
                return
            met += 1
            self._take(item)
            progress(done, total, met)
        self._intake.finish(self._roots)
        progress(total, total, met)

    def _take(self, item: Record | Refusal) -> list[Entry]:
        if isinstance(item, Refusal):
            self.summary.refused.append(item)
        elif self._since and is_earlier(item, self._since):
            self.summary.earlier += 1
        else:
            return [self._intake.take(item)]
        return []

    def _left_out(self) -> int:
        """Records that another run may take: a file with such ones is read again."""
        return len(self.summary.refused) + self.summary.earlier


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
