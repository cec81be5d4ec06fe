"""How fast articles come in, beside LangChain's tutorial pipeline over the same files and the same model."""

from __future__ import annotations

import json
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from archive.errors import CouldNotRunError, UsageError
from archive.reader import ArchiveReader
from evaluation.corpus import read_lines
from evaluation.processes import Ran, run, start

ARCHIVES = ("archives/jawhara-fm.ar.jsonl.gz", "archives/reuters-21578.en.jsonl.gz")
ROUNDS = 2
_LOOK_SECONDS = 0.02
FRESH_WORD = "qarmoutstadt"
"""A word that no other article has, by which the new one is found."""


def measure_ingest(data: Path, rounds: int = ROUNDS) -> dict[str, float]:
    """Index the news archives with both, in turn, as processes of their own.

    Args:
        data: the folder that holds `archives/`.
        rounds: how often; medians are given, as a machine is not equally quick from minute to minute.

    Returns:
        Seconds and articles a second of both, their ratio, and Isnad's seconds for the same files again, for
        the same once more (what the run before counted is known then), and for one article more, from the
        start of its process until it is found by a reader that was open.

    Raises:
        UsageError: the archives are not there.
    """
    files = [(data / name).resolve() for name in ARCHIVES]
    if missing := [str(file) for file in files if not file.is_file()]:
        raise UsageError(f"There is no {missing[0]}. Give the folder with archives/ by --data.")
    articles = sum(1 for file in files for _ in read_lines(file))
    ours: list[Ran] = []
    theirs: list[Ran] = []
    again: list[Ran] = []
    later: list[Ran] = []
    fresh: list[tuple[float, float]] = []
    for _ in range(rounds):
        with TemporaryDirectory(prefix="isnad-speed-") as folder:
            home = Path(folder, "isnad")
            ours.append(run("ingest", "--json", "--home", home, *files))
            again.append(run("ingest", "--json", "--home", home, *files))
            later.append(run("ingest", "--json", "--home", home, *files))
            fresh.append(add_one(home))
            theirs.append(run("evaluation.tutorial", Path(folder, "langchain"), *files))
    seconds, their_seconds = (median(ran.seconds for ran in runs) for runs in (ours, theirs))
    return {
        "articles": articles,
        "isnad_seconds": round(seconds, 1),
        "isnad_processor_seconds": round(median(ran.processor_seconds for ran in ours), 1),
        "isnad_articles_a_second": round(articles / seconds),
        "langchain_seconds": round(their_seconds, 1),
        "langchain_processor_seconds": round(median(ran.processor_seconds for ran in theirs), 1),
        "langchain_articles_a_second": round(articles / their_seconds),
        "times_as_fast": round(median(b.seconds / a.seconds for a, b in zip(ours, theirs, strict=True)), 2),
        "unchanged_seconds": round(median(ran.seconds for ran in again), 2),
        "unchanged_times_as_fast": round(
            median(first.seconds / second.seconds for first, second in zip(ours, again, strict=True)), 1
        ),
        "unchanged_later_seconds": round(median(ran.seconds for ran in later), 2),
        "unchanged_later_times_as_fast": round(
            median(first.seconds / third.seconds for first, third in zip(ours, later, strict=True)), 1
        ),
        "unchanged_within_seconds": round(median(json.loads(ran.output)["seconds"] for ran in again), 3),
        "one_more_article_seconds": round(median(whole for whole, _ in fresh), 2),
        "one_more_article_within_seconds": round(median(within for _, within in fresh), 2),
    }


def add_one(home: Path) -> tuple[float, float]:
    """Bring one new article in beside what is there.

    Returns:
        Seconds from the start of the process until a reader finds it, and those that the run itself names.

    Raises:
        CouldNotRunError: the article was not found.
    """
    file = home / "one-more.jsonl"
    text = f"The harbour of {FRESH_WORD} was opened to ships again on Monday after three weeks of repairs."
    file.write_text(json.dumps({"id": FRESH_WORD, "title": "Harbour", "text": text}) + "\n", "utf-8")
    with ArchiveReader(home) as reader:
        began, found = time.perf_counter(), 0.0
        process = start("ingest", "--json", "--home", home, file)
        try:
            while not found:
                ended = process.poll() is not None
                reader.refresh()
                best = [key for key, _ in reader.match_grams(FRESH_WORD, "en", 1)]
                if any(FRESH_WORD in passage.text for passage, _ in reader.passages(best).values()):
                    found = time.perf_counter() - began
                elif ended:
                    raise CouldNotRunError(f"The article that was added to {home} is not found.")
                else:
                    time.sleep(_LOOK_SECONDS)
        finally:
            output, _ = process.communicate()
        return found, float(json.loads(output)["seconds"])
