"""How figures come about: jobs ask archives, studies make figures of the replies.

A job indexes a corpus and asks it everything that any study wants to know of it, so that no archive is built
and no question asked twice. Jobs are independent of each other and run side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from threadpoolctl import threadpool_limits

from archive.settings import Settings
from evaluation.corpus import Document
from evaluation.figure import Figure
from evaluation.measuring import Measurement, indexed
from ingest.preparing.indexing import Models, load_models
from retrieval.retriever import Retriever


@dataclass(frozen=True, slots=True)
class Observed:
    """What jobs bring back.

    Attributes:
        runs: the replies, by names such as "paragraphs en ar" (unit, question's language, corpus).
        values: what was measured without a question.
    """

    runs: Mapping[str, Measurement] = field(default_factory=dict)
    values: Mapping[str, float] = field(default_factory=dict)

    def __or__(self, other: Observed) -> Observed:
        return Observed({**self.runs, **other.runs}, {**self.values, **other.values})


@dataclass(frozen=True, slots=True)
class Job:
    """Work that is done in one go.

    Attributes:
        name: by which studies ask for it.
        needs: the data files it reads, relative to the folder of data.
        run: does it; takes the folder of data. A function of a module, so that it can go to another process.
        alone: whether nothing else may run meanwhile, as with what is timed.
        long: whether it is begun first, so that the others need not wait for it at the end.
    """

    name: str
    needs: tuple[str, ...]
    run: Callable[[Path], Observed]
    alone: bool = False
    long: bool = False


@dataclass(frozen=True, slots=True)
class Study:
    """Figures that belong together.

    Attributes:
        group: its name on the command line.
        figures: what it gives.
        jobs: whose replies it reads.
        derive: makes the figures, by name, of what the jobs brought back.
    """

    group: str
    figures: tuple[Figure, ...]
    jobs: tuple[Job, ...]
    derive: Callable[[Observed], dict[str, float]]

    def missing(self, data: Path) -> list[str]:
        """The data files it needs and that are not there."""
        return [name for name in self.needs() if not (data / name).is_file()]

    def needs(self) -> list[str]:
        """All data files it needs."""
        return sorted({name for job in self.jobs for name in job.needs})


@contextmanager
def archive_of(documents: Sequence[Document]) -> Iterator[Retriever]:
    """An archive of the documents, made and asked with the models that the settings name."""
    models = _models()
    # As in `retrieval.open`: several threads for the small matrices of a question cost more than they save.
    with (
        threadpool_limits(1, user_api="blas"),
        indexed(documents, models.embedder, models.static_model) as retriever,
    ):
        yield retriever


@cache
def _models() -> Models:
    return load_models(Settings())
