"""Removing articles for good: on request, without a trace, and with a proof.

An ordinary removal takes an article out of what readers see, and clears it away. It may leave bytes behind:
SQLite's free pages, vectors in shards, tantivy's old segments. Here both indexes are built anew without the
articles, the catalogue is written anew without its free pages, and then every file is searched.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from archive.catalogue.connection import FILE
from archive.catalogue.reading import CatalogueReader
from archive.catalogue.writing import Catalogue
from archive.errors import ArchiveMissingError
from archive.lock import WriterLock
from archive.recovery import Progress, rebuild, recover
from archive.vectors.new_vectors import FILE as NEW_VECTORS

_CHUNK = 8 << 20
_LEAST_PHRASE = 24
_PHRASES_EACH = 3
_PHRASE = 48


@dataclass(frozen=True, slots=True)
class Removal:
    """What was removed, and what a search of every file found afterwards.

    Attributes:
        articles: how many.
        versions: how many earlier versions of them.
        passages: how many passages of them both indexes held.
        searched_files: files of the data folder that were searched for their words.
        searched_bytes: how many bytes those have.
        traces: files in which words of them still stand, such as a backup; empty is the proof.
        shared_with: ids of articles that stay and say the same words.
        generation: the archive's number.
        seconds: how long it took.
    """

    articles: int
    versions: int
    passages: int
    searched_files: int
    searched_bytes: int
    traces: tuple[str, ...]
    shared_with: tuple[str, ...]
    generation: int
    seconds: float


def remove_for_good(
    home: Path, articles: Mapping[str, str], progress: Progress = lambda _done, _all: None
) -> Removal:
    """Remove articles with their earlier versions, passages and originals, so that no byte of them is left.

    A removal that was killed is gone on with by the next one. Readers answer without the articles from the
    first commit on.

    Args:
        home: the data folder.
        articles: their ids, each with the hash of its text by which copies are known.
        progress: is told how many passages of the fresh indexes are done, and of how many.

    Raises:
        ArchiveMissingError: the folder holds no archive.
        ArchiveBusyError: another process is writing.
        ArchiveDamagedError: the catalogue cannot be read.
    """
    if not (home / FILE).is_file():
        raise ArchiveMissingError(f"{home} holds no archive.")
    began = time.perf_counter()
    with WriterLock(home), closing(Catalogue(home)) as catalogue:
        recover(catalogue)
        phrases = _phrases(catalogue.forgotten.words_of(articles))
        held = catalogue.forget(articles)
        catalogue.commit()
        (home / NEW_VECTORS).unlink(missing_ok=True)
        rebuild(catalogue, progress)
        catalogue.forgotten.scrub()
        shared = catalogue.forgotten.saying(phrases)
        sought = [phrase for phrase in phrases if phrase not in shared]
        files = [path for path in sorted(home.rglob("*")) if path.is_file()]
        traces = [str(path) for path in files if _holds(path, sought)]
        if not traces:
            catalogue.forgotten.note_proved(articles)
        return Removal(
            *held,
            searched_files=len(files),
            searched_bytes=sum(path.stat().st_size for path in files),
            traces=tuple(traces),
            shared_with=tuple(dict.fromkeys(shared.values())),
            generation=catalogue.generation,
            seconds=time.perf_counter() - began,
        )


def allow_again(home: Path, article_ids: Iterable[str]) -> int:
    """Let articles be taken again that were removed for good; returns how many had been.

    Raises:
        ArchiveMissingError: the folder holds no archive.
        ArchiveBusyError: another process is writing.
        ArchiveDamagedError: the catalogue cannot be read.
    """
    with closing(CatalogueReader(home)):
        pass  # it refuses a folder without an archive, where a catalogue would begin one
    with WriterLock(home), closing(Catalogue(home)) as catalogue:
        return catalogue.forgotten.allow_again(article_ids)


def _phrases(texts: Sequence[str]) -> list[str]:
    """Some words of each text by which it would be known: from its start, its middle and its end."""
    found: dict[str, None] = {}
    for text in texts:
        for part in range(_PHRASES_EACH):
            at = (len(text) - _PHRASE) * part // max(1, _PHRASES_EACH - 1)
            phrase = text[max(0, at) : max(0, at) + _PHRASE].strip()
            if len(phrase) >= _LEAST_PHRASE:
                found[phrase] = None
    return list(found)


def _holds(path: Path, phrases: Sequence[str]) -> bool:
    """Whether a file holds one of some phrases, in UTF-8."""
    sought = [phrase.encode() for phrase in phrases]
    overlap = max(map(len, sought), default=1) - 1
    with path.open("rb") as file:
        before = b""
        while chunk := file.read(_CHUNK):
            window = before + chunk
            if any(phrase in window for phrase in sought):
                return True
            before = window[-overlap:] if overlap else b""
    return False
