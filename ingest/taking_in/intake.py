"""Taking records into the archive: what each of them is, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path

from archive.article import Article, Delivery, Standing
from archive.clock import stamp
from archive.entries import PassageEntry, PendingArticle
from archive.errors import RefusedError
from archive.writer import ArchiveWriter
from ingest.files.presence import Presence
from ingest.preparing.candidate import Candidate
from ingest.preparing.indexing import Indexer
from ingest.preparing.making import Made, Outcome
from ingest.preparing.preparation import prepare
from ingest.records.delivery import delivery_of
from ingest.records.identity import record_part
from ingest.records.originals import pack, unpack
from ingest.records.record import Refusal
from ingest.summary import Summary
from ingest.taking_in.ledger import Ledger, Verdict
from ingest.taking_in.readings import Entries, Entry

ARTICLES_IN_BATCH = 256
ARTICLES_IN_COMMIT = 5000
_MOST_CHANGED_HELD = 5000
_ASKED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An article ready to be put, and what copies of it are known by."""

    article: Article
    delivery: Delivery
    record_hash: str
    text: str
    boilerplate: int
    passages: Sequence[PassageEntry] = ()


class Intake:
    """Takes one record after the other, and what had to wait for the end.

    Args:
        writer: the archive; None where there is none yet and nothing is written.
        indexer: makes the passages.
        summary: counts.
        writes: whether the archive is changed at all.
        prunes: whether what is gone is removed.
        present: tells whether a file is there.
        now: decides whether an embargo has ended.
    """

    def __init__(
        self,
        writer: ArchiveWriter | None,
        indexer: Indexer,
        summary: Summary,
        *,
        writes: bool,
        prunes: bool,
        present: Presence | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._writer = writer if writes else None
        self._indexer = indexer
        self._summary = summary
        self._prunes = prunes
        self._now = now
        self._holdings = writer.holdings if writer else None
        self._ledger = Ledger(self._holdings, forgotten=writer.forgotten() if writer else {}, present=present)
        self._pending: list[PendingArticle] = []
        self._uncommitted = 0
        self._changed: dict[str, tuple[Candidate, Outcome | None]] = {}
        self._copies: list[Candidate] = []

    def release(self) -> None:
        """Make usable what was embargoed until now."""
        if self._writer is None:
            return
        for waiting in self._writer.embargoed_until(stamp(self._now())):
            told = Candidate.of(unpack(waiting.delivery.original, waiting.article))
            prepared = self._prepared(replace(told, article_id=waiting.article.id))
            if prepared is not None:
                self._summary.released += 1
                self._put(prepared)

    @property
    def only_new(self) -> bool:
        """Whether the run only added articles, and another one over the same files would count the same."""
        return self._ledger.only_new

    def last_hash(self, article_id: str) -> str | None:
        """The hash of the record of an article that was met last."""
        return self._ledger.met.last(article_id)

    def answers_for(self, entries: Entries, path: str) -> bool:
        """Whether the archive still says of each record of a file what it said when the file was read."""

        @cache
        def names() -> frozenset[str]:
            return frozenset(entry.article_id for entry in entries)

        return all(self._stands(entry, path, names) for entry in self._looked_up(entries))

    def count_again(self, entries: Entries, path: str) -> None:
        """Count the records of a file that was not parsed."""
        for entry in self._looked_up(entries):
            if self._ledger.is_forgotten(entry.article_id, entry.text_hash):
                self._summary.forgotten += 1
                continue
            verdict = self._ledger.verdict(entry.article_id, entry.record_hash, path)
            self._summary.unchanged += verdict is Verdict.UNCHANGED
            self._summary.duplicates += verdict is not Verdict.UNCHANGED

    def expect(self, met: Sequence[tuple[Candidate | Refusal, Outcome | None]]) -> None:
        """Ask the archive at once what `take` will ask of each of these."""
        self._ledger.look_up([one.article_id for one, _ in met if isinstance(one, Candidate)])
        self._ledger.look_up_texts([made.preparation.copy_hash for _, made in met if isinstance(made, Made)])

    def take(self, candidate: Candidate, made: Outcome | None = None) -> Entry:
        """Decide what a record is, and do it or note it for the end; returns what is remembered of it.

        Args:
            candidate: the record.
            made: what was made of it already, or why that could not be done.
        """
        record, name, fingerprint = candidate.record, candidate.article_id, candidate.record_hash
        entry = Entry(name, fingerprint)
        if self._ledger.is_forgotten(name):
            self._summary.forgotten += 1
            return entry
        met_before = name in self._ledger.met
        if self._ledger.is_outdated(name, record.version):
            self._ledger.meet(name, fingerprint)
            self._summary.duplicates += 1
            return entry
        verdict = self._ledger.verdict(name, fingerprint, record.path)
        if verdict is Verdict.UNCHANGED:
            self._summary.unchanged += 1
        elif verdict is Verdict.AGAIN:
            self._summary.duplicates += 1
        elif verdict is Verdict.NEW or self._ledger.held(name) is None:
            return self._add(candidate, made)
        else:
            # A later record of the run may say what the archive has already: the last one counts.
            self._summary.duplicates += met_before
            self._changed[name] = candidate, made
            if len(self._changed) >= _MOST_CHANGED_HELD:
                self._take_changed()
                self._ledger.only_new = False
        return entry

    def finish(self, roots: Sequence[Path]) -> None:
        """Do what had to wait until every record was met.

        Args:
            roots: what was read; if pruning is asked for, articles under them that were not met are removed.
        """
        self._take_changed()
        if self._prunes:
            self._prune(roots)
        self.flush()

    def flush(self) -> None:
        """Cut, embed and put the articles of a batch; commit now and then, so that they can be found."""
        pending, self._pending = self._pending, []
        if not pending or self._writer is None:
            return
        self._indexer.put(pending, self._writer)
        self._uncommitted += len(pending)
        if self._uncommitted >= ARTICLES_IN_COMMIT:
            self._writer.commit()
            self._ledger.committed()
            self._uncommitted = 0

    def _looked_up(self, entries: Entries) -> Iterator[Entry]:
        """Entries, for which the archive is asked some hundred at once."""
        remaining = iter(entries)
        while batch := list(islice(remaining, _ASKED_AT_ONCE)):
            self._ledger.look_up([entry.article_id for entry in batch])
            yield from batch
        self._ledger.look_up(())

    def _stands(self, entry: Entry, path: str, names: Callable[[], Collection[str]]) -> bool:
        if entry.article_id in self._changed:
            return False
        if self._ledger.is_forgotten(entry.article_id, entry.text_hash):
            return True
        if self._ledger.held(entry.article_id) is not None:
            return self._ledger.is_unchanged(entry.article_id, entry.record_hash, path)
        holder = self._ledger.holder(entry.text_hash, entry.article_id)
        return holder is not None and (not self._prunes or holder in self._ledger.met or holder in names())

    def _add(self, candidate: Candidate, made: Outcome | None = None) -> Entry:
        """Put an article that the archive does not have, unless it has the same text under another id."""
        name, prepared = candidate.article_id, self._prepared(candidate, made)
        entry = Entry(name, candidate.record_hash)
        if prepared is None:
            return entry
        if self._ledger.is_forgotten(name, prepared.text):
            self._summary.forgotten += 1
            return replace(entry, text_hash=prepared.text)
        holder = self._ledger.holder(prepared.text, name)
        if holder is not None:
            self._summary.duplicates += 1
            self._ledger.met.note_copied(holder)
            if self._prunes and holder not in self._ledger.met:
                self._copies.append(candidate)
            return replace(entry, text_hash=prepared.text)
        self._summary.added += 1
        self._put(prepared)
        return entry

    def _take_changed(self) -> None:
        """Replace what the archive has otherwise."""
        for name, (candidate, made) in self._changed.items():
            before, held = self._ledger.was_held(name), self._ledger.held(name)
            same = held is not None and record_part(held.content_hash) == candidate.record_hash
            if same and not (before and held is not None and held.path != candidate.record.path):
                self._summary.unchanged += before
                self._ledger.only_new = False
                continue
            prepared = self._prepared(candidate, made)
            if prepared is None:
                continue
            if self._ledger.holder(prepared.text, name) is not None:
                self._summary.duplicates += 1
                self._summary.added -= not before  # the run added it in an earlier form
                self._ledger.only_new = False
                self._remove([name])
                continue
            # Whether a copy of what it said first is a copy still, the next run has to see.
            if before or self._ledger.met.was_copied(name):
                self._ledger.only_new = False
            self._summary.updated += before
            self._put(prepared)
        self._changed.clear()

    def _prepared(self, candidate: Candidate, made: Outcome | None = None) -> _Prepared | None:
        record, name = candidate.record, candidate.article_id
        try:
            if isinstance(made, RefusedError):
                raise made
            preparation = made.preparation if made else prepare(record, name)
            article, lines = preparation.article, preparation.boilerplate
            delivery = delivery_of(record, self._now(), pack(record, article))
        except RefusedError as refused:
            self._summary.refused.append(Refusal(record.path, record.number, str(refused)))
            return None
        if delivery.standing is Standing.USABLE:
            passages = made.passages if made else ()
            text = preparation.copy_hash
            return _Prepared(article, delivery, candidate.record_hash, text, lines, passages)
        if not article.body and self._writer is not None:
            # A notice of withdrawal names the item only; what it said is kept, unread.
            self.flush()
            former = self._writer.latest(name)
            article = former.article if former else article
        return _Prepared(article, delivery, candidate.record_hash, "", lines)

    def _put(self, prepared: _Prepared) -> None:
        content_hash = self._ledger.put(
            prepared.article.id,
            prepared.record_hash,
            prepared.text,
            prepared.article.info.path,
            prepared.delivery.version,
        )
        self._summary.boilerplate += prepared.boilerplate
        self._summary.withheld += prepared.delivery.standing is not Standing.USABLE
        self._pending.append(
            PendingArticle(prepared.article, content_hash, prepared.passages, prepared.delivery)
        )
        if len(self._pending) >= ARTICLES_IN_BATCH:
            self.flush()

    def _prune(self, roots: Sequence[Path]) -> None:
        """Remove the articles under the given paths that the run has not met.

        What came from a file or folder that could not be read is not gone, and stays.
        """
        refused = [Path(refusal.path) for refusal in self._summary.refused if refusal.record is None]
        gone = [
            name
            for name, path in (self._holdings.paths() if self._holdings is not None else ())
            if name not in self._ledger.met and _lies_under(path, roots) and not _lies_under(path, refused)
        ]
        self._remove(gone)
        self._summary.removed += len(gone)
        for candidate in self._copies:
            name = candidate.article_id
            if self._ledger.held(name) is None:
                before = self._summary.duplicates
                self._add(candidate)
                # It was counted when it was met; it is either an article now or still that copy.
                self._summary.duplicates = before - (self._ledger.held(name) is not None)

    def _remove(self, names: Sequence[str]) -> None:
        self.flush()
        for name in names:
            self._ledger.drop(name)
        if self._writer and names:
            self._writer.remove(names)


def _lies_under(path: str, roots: Sequence[Path]) -> bool:
    """Whether a path is one of some paths, or lies in one of them."""
    return any(path == str(root) or path.startswith(f"{str(root).rstrip('/')}/") for root in roots)
