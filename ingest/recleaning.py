"""`python -m ingest reclean`: every article prepared anew from its original, without its file."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from archive.article import Standing
from archive.catalogue.reading import CatalogueReader
from archive.entries import PendingArticle
from archive.errors import RefusedError
from archive.reembedding import Progress
from archive.settings import Settings
from archive.writer import ArchiveWriter
from ingest.preparing.indexing import Indexer
from ingest.preparing.outlet import with_source
from ingest.preparing.preparation import prepare
from ingest.records.identity import record_hash
from ingest.records.originals import pack, unpack
from ingest.summary import Summary
from ingest.taking_in.intake import ARTICLES_IN_BATCH, ARTICLES_IN_COMMIT
from ingest.taking_in.readings import Readings

_PREPARING, _WRITING = "preparing", "writing"


@dataclass(slots=True)
class Recleaning:
    """What cleaning anew did.

    Attributes:
        articles: how many were prepared.
        changed: how many came out otherwise.
        boilerplate: lines of boilerplate that the changed ones do not have.
        seconds: how long it took.
        dry_run: whether nothing was written.
        interrupted: whether it was stopped before its end.
    """

    articles: int = 0
    changed: int = 0
    boilerplate: int = 0
    seconds: float = 0.0
    dry_run: bool = False
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class _Recleaned:
    """An article prepared anew, ready to be put without passages, and the boilerplate that it lost."""

    pending: PendingArticle
    boilerplate: int


def reclean(
    settings: Settings,
    indexer: Indexer,
    *,
    dry_run: bool = False,
    progress: Progress = lambda _stage, _done, _all: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Recleaning:
    """Prepare every article of the archive in `settings.home` anew, and put what comes out otherwise.

    It may be stopped and started again: what was put comes out the same then. The former wording is no
    earlier version of an article, as nobody corrected anything. An article that would be refused now, and one
    that was withdrawn, stays as it is.

    Args:
        settings: say where the archive lies.
        indexer: makes the passages.
        dry_run: count what would change, and write nothing.
        progress: is told the stage, and how many of how many articles are done.
        stopped: is asked between articles whether to end early.

    Raises:
        ArchiveMissingError: the folder holds no archive.
        ArchiveBusyError: another process is writing.
        ModelMismatchError: the archive was made with another model.
    """
    started, done = time.perf_counter(), Recleaning(dry_run=dry_run)
    with closing(CatalogueReader(settings.home)):
        pass  # it refuses a folder without an archive, where a writer would begin one
    with ArchiveWriter(settings.home, model=indexer.model) as writer:
        changed, hashes = _compare(writer, done, progress, stopped)
        if not dry_run:
            done.changed = done.boilerplate = 0
        if not dry_run and not done.interrupted:
            writer.note_hashes(hashes)
            _forget_outcomes(settings.home)
            _put(writer, indexer, changed, done, progress, stopped)
        done.seconds = time.perf_counter() - started
        if not dry_run:
            writer.record_run(_logged(done, writer))
    return done


def _compare(
    writer: ArchiveWriter, done: Recleaning, progress: Progress, stopped: Callable[[], bool]
) -> tuple[list[str], dict[str, str]]:
    """Count what changes; returns its ids, and the hashes of what stays and is only known by another hash."""
    changed, hashes, total = list[str](), dict[str, str](), writer.holdings.all()
    for held in writer.every_original():
        if stopped():
            done.interrupted = True
            break
        recleaned = _recleaned(held)
        done.articles += 1
        progress(_PREPARING, done.articles, total)
        if recleaned is None:
            continue
        if recleaned.pending.article != held.article:
            changed.append(held.article.id)
            done.boilerplate += recleaned.boilerplate
        elif recleaned.pending.content_hash != held.content_hash:
            hashes[held.article.id] = recleaned.pending.content_hash
    done.changed = len(changed)
    return changed, hashes


def _put(
    writer: ArchiveWriter,
    indexer: Indexer,
    names: list[str],
    done: Recleaning,
    progress: Progress,
    stopped: Callable[[], bool],
) -> None:
    """Put the articles that changed, and commit now and then."""
    uncommitted = list[str]()
    for first in range(0, len(names), ARTICLES_IN_BATCH):
        if stopped():
            done.interrupted = True
            break
        found = [held for name in names[first : first + ARTICLES_IN_BATCH] if (held := writer.latest(name))]
        anew = [recleaned for held in found if (recleaned := _recleaned(held))]
        indexer.put([one.pending for one in anew], writer)
        uncommitted += [one.pending.article.id for one in anew]
        done.boilerplate += sum(one.boilerplate for one in anew)
        done.changed += len(anew)
        if len(uncommitted) >= ARTICLES_IN_COMMIT:
            writer.commit_rewordings(uncommitted)
            uncommitted.clear()
        progress(_WRITING, done.changed, len(names))
    writer.commit_rewordings(uncommitted)


def _logged(done: Recleaning, writer: ArchiveWriter) -> dict[str, object]:
    """What the log of runs keeps: the counts of any run, and how many articles came out otherwise."""
    articles, passages = writer.holdings.count()
    counts = Summary(
        articles=articles,
        passages=passages,
        generation=writer.generation,
        seconds=done.seconds,
        boilerplate=done.boilerplate,
    )
    return counts.document() | {"recleaned": done.changed, "interrupted": done.interrupted}


def _forget_outcomes(home: Path) -> None:
    """Hashes that are noted without a commit change what the next run counts."""
    with closing(Readings(home)) as readings:
        readings.forget_outcomes()


def _recleaned(held: PendingArticle) -> _Recleaned | None:
    """An article prepared anew, with the content hash that a run over its file gives it; None if it stays."""
    if held.delivery.standing is Standing.WITHDRAWN:
        return None
    record = with_source(unpack(held.delivery.original, held.article))
    try:
        preparation = prepare(record, held.article.id)
    except RefusedError:
        return None
    article, delivery = preparation.article, held.delivery
    text = ""
    if delivery.standing is Standing.USABLE:
        text = preparation.copy_hash
    # Without its original it is not known what the file says, and the next run over the file has to see.
    said = record_hash(record) if delivery.original else held.content_hash.partition("-")[0]
    if delivery.original:
        delivery = replace(delivery, original=pack(record, article))
    return _Recleaned(PendingArticle(article, f"{said}-{text}", (), delivery), preparation.boilerplate)
