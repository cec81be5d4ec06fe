"""Running the jobs of some studies, each once, side by side where there are cores."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import reduce
from multiprocessing import get_context
from operator import or_
from pathlib import Path

from archive.errors import CouldNotRunError
from evaluation.study import Job, Observed, Study

MOST_WORKERS = 4
"""Each holds a model and an archive: some hundreds of megabytes."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was measured.

    Attributes:
        values: each figure by its name.
        skipped: for each group that was not measured, the data files that are not there.
    """

    values: dict[str, float]
    skipped: dict[str, list[str]]


def default_workers() -> int:
    """As many as there are cores, within reason."""
    return min(MOST_WORKERS, os.cpu_count() or 1)


def run_studies(studies: Sequence[Study], data: Path, workers: int, tell: Callable[[str], object]) -> Outcome:
    """Measure; a study whose data is not there is passed over.

    Args:
        studies: what is wanted.
        data: the folder of data, with `dev/` and `archives/`.
        workers: how many processes ask at once; with one, all is done in this process.
        tell: hears which job is done.

    Raises:
        CouldNotRunError: one of the processes was ended from outside.
    """
    skipped = {study.group: missing for study in studies if (missing := study.missing(data))}
    measured = [study for study in studies if study.group not in skipped]
    jobs = list({job.name: job for study in measured for job in study.jobs}.values())
    observed: dict[str, Observed] = {}
    for number, (job, found, seconds) in enumerate(_run(jobs, data, workers), start=1):
        observed[job.name] = found
        tell(f"{number} of {len(jobs)}: {job.name}, {seconds:.0f} s\n")
    values: dict[str, float] = {}
    for study in measured:
        derived = study.derive(reduce(or_, (observed[job.name] for job in study.jobs), Observed()))
        values |= {figure.name: derived[figure.name] for figure in study.figures}
    return Outcome(values, skipped)


def _run(jobs: Sequence[Job], data: Path, workers: int) -> Iterator[tuple[Job, Observed, float]]:
    together = sorted((job for job in jobs if not job.alone), key=lambda job: not job.long)
    for job in jobs:
        if job.alone or workers < 2:
            yield job, *_timed(job, data)
    if workers > 1 and together:
        # Spawned and not forked: the indexes have threads of their own, which a fork would leave half alive.
        with ProcessPoolExecutor(min(workers, len(together)), mp_context=get_context("spawn")) as pool:
            running = {pool.submit(_timed, job, data): job for job in together}
            for future in as_completed(running):
                yield running[future], *_finished(future, running[future])


def _finished(future: Future[tuple[Observed, float]], job: Job) -> tuple[Observed, float]:
    try:
        return future.result()
    except BrokenProcessPool:
        raise CouldNotRunError(
            f"A measuring process was ended from outside while {job.name} was waited for: was there too "
            "little memory? Measure with fewer --workers."
        ) from None


def _timed(job: Job, data: Path) -> tuple[Observed, float]:
    started = time.perf_counter()
    found = job.run(data)
    return found, time.perf_counter() - started
