"""What a large archive costs: memory and speed while it grows, one article more, questions."""

from __future__ import annotations

import heapq
import json
import random
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from archive.catalogue.connection import FILE
from archive.catalogue.reading import CatalogueReader
from archive.catalogue.window import EVERYTHING
from archive.errors import CouldNotRunError
from archive.reader import ArchiveReader
from archive.settings import Settings
from archive.vectors.scan import load_table
from evaluation.corpus import rows
from evaluation.ingest_speed import ARCHIVES, add_one
from evaluation.metrics import percentile
from evaluation.processes import start
from ingest.preparing.indexing import load_models
from language.embedding import FloatArray
from language.sentences import sentence_spans
from retrieval.retriever import Retriever
from retrieval.understanding import understand

WORDS = 450
"""Of an article: three passages."""
_PASSAGES_OF_ARTICLE = 3
_FIRST = 10_000
"""Passages over which the rate at the beginning is taken, and at the end, if a twentieth is not more."""
_LOOK_SECONDS = 0.25
_QUESTIONS = 20
_NEIGHBOURS = 100
_COMPARED_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes that processes hold.

    Attributes:
        own: which nobody else can have meanwhile.
        mapped: pages of files, which the system takes back when it needs them; a shared one counts once.
    """

    own: int = 0
    mapped: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """A look at a process that indexes.

    Attributes:
        seconds: since it was started.
        passages: how many it has written.
        most: memory that it and the processes it started have held together so far.
    """

    seconds: float
    passages: int
    most: Memory


def measure_scale(data: Path, passages: int) -> dict[str, float]:
    """Index some number of passages made of the archives' sentences, in a process of its own, and ask them.

    Args:
        data: the folder that holds `archives/`.
        passages: about how many.

    Raises:
        CouldNotRunError: the indexing failed, or the system does not tell a process's memory.
    """
    with TemporaryDirectory(prefix="isnad-scale-") as folder:
        file, home = Path(folder, "made.jsonl"), Path(folder, "home")
        with file.open("w", encoding="utf-8") as opened:
            opened.writelines(articles(data, passages // _PASSAGES_OF_ARTICLE))
        looks = list(_watched(start("ingest", "--json", "--home", home, file), home))
        made = looks[-1].passages
        first = next(look for look in looks if look.passages >= min(_FIRST, made))
        last = next(look for look in looks if look.passages >= made - max(_FIRST, made // 20))
        end = next(look for look in looks if look.passages == made)
        beginning = next(look for look in looks if look.passages)
        report: dict[str, float] = {
            "passages": made,
            "seconds": round(looks[-1].seconds, 1),
            "first_passages_a_second": round(_rate(beginning, first)),
            "last_passages_a_second": round(_rate(last, end)),
            "passages_a_second": round(made / looks[-1].seconds),
        }
        for share in (10, 50, 100):
            look = next(look for look in looks if look.passages >= made * share // 100)
            report[f"most_megabytes_at_{share}_percent"] = look.most.own
        report["most_megabytes"] = looks[-1].most.own
        report["most_megabytes_of_mapped_files"] = looks[-1].most.mapped
        report["one_more_article_seconds"], report["one_more_article_within_seconds"] = (
            round(seconds, 2) for seconds in add_one(home)
        )
        return report | _asked(data, home)


def articles(data: Path, count: int, seed: int = 0) -> Iterator[str]:
    """Lines of JSON, each an article of real sentences in another order, every second one Arabic."""
    pools = [_sentences(data / name) for name in ARCHIVES]
    chance = random.Random(seed)  # noqa: S311 - repeatable
    for number in range(count):
        pool, body, words = pools[number % len(pools)], [], 0
        while words < WORDS:
            sentence = chance.choice(pool)
            body.append(sentence)
            words += sentence.count(" ") + 1
        fields = {"id": str(number), "title": body[0][:80], "text": " ".join(body), "source": "made"}
        yield json.dumps(fields, ensure_ascii=False) + "\n"


def _sentences(file: Path) -> list[str]:
    return [
        " ".join(row["text"][start:end].split())
        for row in rows(file, "text")
        for start, end in sentence_spans(row["text"])
        if end - start > 40
    ]


def _watched(process: subprocess.Popen[str], home: Path) -> Iterator[Look]:
    """Looks at a process until it ends; the last one says what it left."""
    began, most = time.perf_counter(), Memory()
    try:
        while process.poll() is None:
            held = list(map(_memory, _family(process.pid)))
            most = Memory(
                max(most.own, sum(one.own for one in held)), max(most.mapped, sum(one.mapped for one in held))
            )
            yield Look(time.perf_counter() - began, _written(home), most)
            time.sleep(_LOOK_SECONDS)
    finally:
        process.kill()
        process.communicate()
    if process.returncode != 0:
        raise CouldNotRunError(f"python -m ingest ended with {process.returncode}.")
    yield Look(time.perf_counter() - began, _written(home), most)


def _family(process: int) -> set[int]:
    """A process and those that it started, and so on."""
    if not Path("/proc/self/stat").exists():
        raise CouldNotRunError("Only Linux tells the memory of a process; measure there.")
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            behind_its_name = (folder / "stat").read_text("utf-8", errors="replace").rpartition(")")[2]
            parents[int(folder.name)] = int(behind_its_name.split()[1])
    family = {process}
    while children := {one for one, parent in parents.items() if parent in family} - family:
        family |= children
    return family


def _memory(process: int) -> Memory:
    """What a process holds, of what it has in common with others its share; nothing if it ended."""
    with suppress(FileNotFoundError, ProcessLookupError):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()[1:]
        kilobytes = {line.split()[0].rstrip(":"): int(line.split()[1]) for line in lines}
        own = kilobytes["Pss_Anon"] + kilobytes["Pss_Shmem"] + kilobytes["Swap"]
        return Memory(own // 1024, kilobytes["Pss_File"] // 1024)
    return Memory()


def _written(home: Path) -> int:
    if not (home / FILE).exists():
        return 0
    try:
        with closing(sqlite3.connect(f"{(home / FILE).as_uri()}?mode=ro", uri=True)) as catalogue:
            return int(catalogue.execute("SELECT MAX(key) FROM passages").fetchone()[0] or 0)
    except sqlite3.OperationalError:
        return 0  # its tables are being made


def _rate(before: Look, after: Look) -> float:
    return (after.passages - before.passages) / max(after.seconds - before.seconds, _LOOK_SECONDS)


def _asked(data: Path, home: Path) -> dict[str, float]:
    """Milliseconds of a question, once what it needs is opened, and how many of the nearest are found."""
    models = load_models(Settings())
    titles = [
        row["title"]
        for name in ARCHIVES
        for row, _ in zip(rows(data / name, "text"), range(4 * _QUESTIONS), strict=False)
        if row.get("title")
    ]
    asked = random.Random(0).sample(titles, min(len(titles), 2 * _QUESTIONS))  # noqa: S311 - repeatable
    with ArchiveReader(home) as reader:
        retriever = Retriever(reader, models.embedder, models.static_model)
        seconds = []
        for title in asked:
            began = time.perf_counter()
            retriever.search(understand(title), limit=10)
            seconds.append(time.perf_counter() - began)
        vectors = models.embedder.embed_queries(asked[:_QUESTIONS])
        found = [
            {key for key, _ in reader.nearest(vector, language, _NEIGHBOURS)}
            for vector in vectors
            for language in ("ar", "en")
        ]
    steady = seconds[len(seconds) // 2 :]
    true = _nearest(home, vectors)
    return {
        "first_question_milliseconds": round(1000 * seconds[0]),
        "question_milliseconds_p50": round(1000 * percentile(steady, 50)),
        "question_milliseconds_p95": round(1000 * percentile(steady, 95)),
        "neighbours_found": round(
            sum(len(a & b) for a, b in zip(found, true, strict=True)) / sum(map(len, true)), 4
        ),
    }


def _nearest(home: Path, vectors: FloatArray) -> list[set[int]]:
    """The nearest neighbours of each vector in Arabic, then in English, by comparing all."""
    with closing(CatalogueReader(home)) as catalogue:
        generation = catalogue.edition().generation
        by_language = [
            _nearest_of(catalogue, catalogue.passages.keys(language, EVERYTHING, generation), vectors)
            for language in ("ar", "en")
        ]
    return [found for pair in zip(*by_language, strict=True) for found in pair]


def _nearest_of(catalogue: CatalogueReader, keys: NDArray[np.int64], vectors: FloatArray) -> list[set[int]]:
    best: list[list[tuple[float, int]]] = [[] for _ in vectors]
    for first in range(0, len(keys), _COMPARED_AT_ONCE):
        table = load_table(catalogue, keys[first : first + _COMPARED_AT_ONCE], vectors.shape[1])
        for row, cosines in enumerate(vectors @ table.vectors.T):
            here = zip(cosines.tolist(), table.keys.tolist(), strict=True)
            best[row] = heapq.nlargest(_NEIGHBOURS, [*best[row], *here])
    return [{key for _, key in found} for found in best]
