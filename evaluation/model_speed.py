"""The bundled model itself: how large, how soon ready, how fast on one core.

Times are those that the process had a core, so that other work on the machine does not count.
"""

from __future__ import annotations

import time
from itertools import chain, islice
from pathlib import Path

from threadpoolctl import threadpool_limits

from evaluation.corpus import rows
from evaluation.distractors import NEWS
from evaluation.figure import Figure
from evaluation.study import Job, Observed, Study
from language.static_model import BUNDLED, StaticModel

WORDS = 150
"""Of a passage whose embedding is timed: the length that `ingest` aims at."""
PASSAGES = 6000
LOADS = 5
BATCH = 512


def megabytes(folder: Path = BUNDLED) -> float:
    """The size of a model's folder, in millions of bytes."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def seconds_to_load() -> float:
    """The best of a few loads, to the first vector."""
    return min(_timed_load() for _ in range(LOADS))


def passages_a_second(model: StaticModel, passages: list[str]) -> float:
    """How many passages one core embeds a second, from text to vector."""
    with threadpool_limits(1):
        started = time.process_time()
        for first in range(0, len(passages), BATCH):
            model.embed_documents(passages[first : first + BATCH])
        return len(passages) / (time.process_time() - started)


def news_passages(path: Path) -> list[str]:
    """The words of a newspaper, in passages of equal length."""
    words = chain.from_iterable(row["text"].split() for row in rows(path, "text"))
    passages = (" ".join(islice(words, WORDS)) for _ in range(PASSAGES))
    return [passage for passage in passages if passage]


def measure_model(_data: Path) -> Observed:
    """Size and load."""
    return Observed(values={"model megabytes": megabytes(), "model load seconds": seconds_to_load()})


def measure_speed(data: Path) -> Observed:
    """Speed over real news, read by a model that is new to its words, and again once it knows them."""
    model, passages = StaticModel.load(), news_passages(data / NEWS)
    return Observed(
        values={
            "passages a second, new words": passages_a_second(model, passages),
            "passages a second, known words": passages_a_second(model, passages),
        }
    )


def derive(observed: Observed) -> dict[str, float]:
    """As they were measured."""
    return dict(observed.values)


def _timed_load() -> float:
    started = time.process_time()
    StaticModel.load().embed_queries(["القاهرة"])
    return time.process_time() - started


MODEL = Study(
    group="model",
    figures=(
        Figure("model megabytes", "all files of the bundled model", 64, pinned=False, at_most=True),
        Figure("model load seconds", "to the first vector, best of five", 0.5, pinned=False, at_most=True),
    ),
    jobs=(Job("model", (), measure_model, alone=True),),
    derive=derive,
)
SPEED = Study(
    group="speed",
    figures=(
        Figure("passages a second, new words", "150 Arabic words each, on one core", 5000, pinned=False),
        Figure("passages a second, known words", "the same, read again", 5000, pinned=False),
    ),
    jobs=(Job("speed", (NEWS,), measure_speed, alone=True),),
    derive=derive,
)
