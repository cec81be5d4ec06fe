"""A run: everything under the given paths, brought into the archive."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from archive.article import Article
from archive.connection import FILE
from archive.errors import ArchiveMissingError, RefusedError
from archive.reader import ArchiveReader
from archive.settings import Settings
from archive.writer import ArchiveWriter
from ingest.document import Document
from ingest.identity import article_id, record_hash, text_hash
from ingest.indexing import Indexer
from ingest.ledger import Ledger, Verdict
from ingest.mapping import Mappings
from ingest.preparation import prepare, with_source
from ingest.reading import items_of
from ingest.readings import Entry, Readings, digest_of
from ingest.record import Record, Refusal
from ingest.summary import Summary
from ingest.tree import Tree, tree_of
from language.embedding import Embedder
from language.static_model import StaticModel

ARTICLES_IN_BATCH = 256
ARTICLES_IN_COMMIT = 5000
_MOST_CHANGED_HELD = 5000
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
        fields: a mapping of field names for all files; None looks for a `fields.toml` beside each.
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
        run = _Run(writer, indexer, documents, readings, writes=not dry_run, prunes=prune)
        try:
            run.read(progress, stopped)
        finally:
            readings.close()
        summary = run.summary
        summary.dry_run = dry_run
        if writer and not dry_run:
            writer.commit()
            logged = replace(summary, refused=summary.refused[:_MOST_REFUSALS_LOGGED])
            logged.seconds = time.perf_counter() - started
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
    ) -> None:
        self._writer = writer if writes else None
        self._indexer = indexer
        self._documents = documents.readable
        self._roots = documents.tree.roots
        self._readings = readings
        self._entries: list[Entry] = []
        self._prunes = prunes
        self._paths: Mapping[str, str] = writer.paths() if writer else {}
        self._ledger = Ledger(writer.hashes() if writer else {}, self._paths)
        self._pending: list[tuple[Article, str]] = []
        self._uncommitted = 0
        self._changed: dict[str, Record] = {}
        self._copies: list[tuple[str, Record]] = []
        self.summary = Summary(refused=documents.refused, passed_over=len(documents.tree.passed_over))

    def read(self, progress: Progress, stopped: Callable[[], bool]) -> None:
        """Take every record of every file, then what had to wait for the end."""
        total, done, met = sum(document.size for document in self._documents), 0, 0
        for document in self._documents:
            digest = digest_of(document.path, document.mapping.digest)
            known = self._readings.of(document.path, digest)
            if known is not None and self._answers_for(known, str(document.path)):
                self._count_again(known, str(document.path))
                met += len(known)
                done += document.size
                progress(done, total, met)
                continue
            refused_before, self._entries = len(self.summary.refused), []
            for item in items_of(document):
                if stopped():
                    self.summary.interrupted = True
                    self._index_pending()
                    return
                met += 1
                if isinstance(item, Refusal):
                    self.summary.refused.append(item)
                else:
                    self._take(item)
                progress(done + min(document.position, document.size), total, met)
            if len(self.summary.refused) == refused_before and self._writer:
                self._readings.keep(document.path, digest, self._entries)
            done += document.size
        self._take_changed()
        if self._prunes:
            self._prune()
        self._index_pending()
        progress(total, total, met)

    def _answers_for(self, entries: Sequence[Entry], path: str) -> bool:
        """Whether the archive still says of each record of a file what it said when the file was read."""
        names = {entry.article_id for entry in entries}
        return all(self._stands(entry, path, names) for entry in entries)

    def _stands(self, entry: Entry, path: str, names: Collection[str]) -> bool:
        if entry.article_id in self._changed:
            return False
        if entry.article_id in self._ledger.held:
            return self._ledger.is_unchanged(entry.article_id, entry.record_hash, path)
        holder = self._ledger.holder(entry.text_hash, entry.article_id)
        return holder is not None and (not self._prunes or holder in self._ledger.seen or holder in names)

    def _count_again(self, entries: Sequence[Entry], path: str) -> None:
        """Count the records of a file that was not parsed."""
        for entry in entries:
            verdict = self._ledger.verdict(entry.article_id, entry.record_hash, path)
            self.summary.unchanged += verdict is Verdict.UNCHANGED
            self.summary.duplicates += verdict is not Verdict.UNCHANGED

    def _take(self, record: Record) -> None:
        """Decide what a record is, and do it or note it for the end."""
        record = with_source(record)
        name, fingerprint = article_id(record), record_hash(record)
        met_before = name in self._ledger.seen
        verdict = self._ledger.verdict(name, fingerprint, record.path)
        self._entries.append(Entry(name, fingerprint))
        if verdict is Verdict.UNCHANGED:
            self.summary.unchanged += 1
        elif verdict is Verdict.AGAIN:
            self.summary.duplicates += 1
        elif verdict is Verdict.NEW or name not in self._ledger.held:
            self._add(name, record)
        else:
            # A later record of the run may say what the archive has already: the last one counts.
            self.summary.duplicates += met_before
            self._changed[name] = record
            if len(self._changed) >= _MOST_CHANGED_HELD:
                self._take_changed()

    def _add(self, name: str, record: Record) -> None:
        """Put an article that the archive does not have, unless it has the same text under another id."""
        article = self._prepared(name, record)
        if article is None:
            return
        text = text_hash(article.info.title, article.body)
        holder = self._ledger.holder(text, name)
        if holder is not None:
            self.summary.duplicates += 1
            self._entries[-1:] = [Entry(name, record_hash(record), text)]
            if self._prunes and holder not in self._ledger.seen:
                self._copies.append((name, record))
            return
        self.summary.added += 1
        self._put(article, record, text)

    def _take_changed(self) -> None:
        """Replace what the archive has otherwise."""
        for name, record in self._changed.items():
            fingerprint, moved = record_hash(record), self._paths.get(name, record.path) != record.path
            before = name in self._paths
            if self._ledger.held[name].partition("-")[0] == fingerprint and not (moved and before):
                self.summary.unchanged += before
                continue
            article = self._prepared(name, record)
            if article is None:
                continue
            text = text_hash(article.info.title, article.body)
            if self._ledger.holder(text, name) is not None:
                self.summary.duplicates += 1
                self._remove([name])
                continue
            self.summary.updated += before
            self._put(article, record, text)
        self._changed.clear()

    def _prepared(self, name: str, record: Record) -> Article | None:
        try:
            return prepare(record, name)
        except RefusedError as refused:
            self.summary.refused.append(Refusal(record.path, record.number, str(refused)))
            return None

    def _put(self, article: Article, record: Record, text: str) -> None:
        self._pending.append((article, self._ledger.put(article.id, record_hash(record), text)))
        if len(self._pending) >= ARTICLES_IN_BATCH:
            self._index_pending()

    def _index_pending(self) -> None:
        """Cut, embed and put the articles of a batch; commit now and then, so that they can be found."""
        pending, self._pending = self._pending, []
        if not pending or self._writer is None:
            return
        entries = self._indexer.entries([article for article, _ in pending])
        for (article, content_hash), passages in zip(pending, entries, strict=True):
            self._writer.put(article, content_hash, passages)
        self._uncommitted += len(pending)
        if self._uncommitted >= ARTICLES_IN_COMMIT:
            self._writer.commit()
            self._uncommitted = 0

    def _prune(self) -> None:
        """Remove the articles under the given paths that the run has not met.

        What came from a file or folder that could not be read is not gone, and stays.
        """
        refused = [Path(refusal.path) for refusal in self.summary.refused if refusal.record is None]
        gone = [
            name
            for name, path in self._paths.items()
            if name not in self._ledger.seen
            and _lies_under(path, self._roots)
            and not _lies_under(path, refused)
        ]
        self._remove(gone)
        self.summary.removed += len(gone)
        for name, record in self._copies:
            if name not in self._ledger.held:
                before = self.summary.duplicates
                self._add(name, record)
                # It was counted when it was met; it is either an article now or still that copy.
                self.summary.duplicates = before - (name in self._ledger.held)

    def _remove(self, names: Sequence[str]) -> None:
        self._index_pending()
        for name in names:
            self._ledger.drop(name)
        if self._writer and names:
            self._writer.remove(names)


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


def _lies_under(path: str, roots: Sequence[Path]) -> bool:
    """Whether a path is one of some paths, or lies in one of them."""
    return any(path == str(root) or path.startswith(f"{str(root).rstrip('/')}/") for root in roots)
