"""Commands as a person runs them: real processes, with their time, processor time and memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.errors import CouldNotRunError

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Ran:
    """One process.

    Attributes:
        seconds: from its start to its end.
        processor_seconds: of all its threads and children.
        output: what it printed.
    """

    seconds: float
    processor_seconds: float
    output: str


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """Start `python -m …` in the project's folder, whatever ISNAD_ settings there are left out."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ISNAD_")}
    return subprocess.Popen(  # noqa: S603 - our own modules, by this interpreter
        [sys.executable, "-m", *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )


def run(*arguments: str | Path, accepted: Sequence[int] = (0,)) -> Ran:
    """Run `python -m …` to its end.

    Raises:
        CouldNotRunError: it ended with a code that is not accepted.
    """
    before, began = _processor_seconds(), time.perf_counter()
    process = start(*arguments)
    output, _ = process.communicate()
    seconds = time.perf_counter() - began
    if process.returncode not in accepted:
        raise CouldNotRunError(
            f"python -m {' '.join(map(str, arguments))} ended with {process.returncode}; "
            "run it by itself to see why."
        )
    return Ran(seconds, _processor_seconds() - before, output)


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
