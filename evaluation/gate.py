"""The gate: everything measured beside its floors, and a failure where something lies below."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from archive.errors import UsageError
from archive.terminal import write_json
from evaluation.floors import Floors, digest
from evaluation.running import Outcome, run_studies
from evaluation.studies import figures
from evaluation.study import Study
from evaluation.table import skipped_line, table_document, table_lines


def print_table(
    file: Path, data: Path, studies: Sequence[Study], workers: int, *, as_json: bool = False
) -> int:
    """Measure and print; floors are shown and nothing fails below them."""
    floors = Floors.read(file)
    changed = floors.changed(data, _present(studies, data))
    if changed:
        sys.stderr.write(f"Floors are not shown, as they stand for other data: {', '.join(changed)}.\n")
        floors = Floors()
    outcome = run_studies(studies, data, workers, sys.stderr.write)
    if as_json:
        write_json(table_document(studies, outcome, floors))
    else:
        _print(studies, outcome, floors, data)
    return 0


def check_floors(file: Path, data: Path, studies: Sequence[Study], workers: int) -> int:
    """Measure and print the whole table; 1 if anything lies below its floor.

    Raises:
        UsageError: the data is not what the floors stand for, or a floor is pinned that nobody measures.
    """
    floors = Floors.read(file)
    _refuse_what_cannot_be_compared(floors, file, data, studies)
    outcome = run_studies(studies, data, workers, sys.stderr.write)
    _print(studies, outcome, floors, data)
    fallen = floors.fallen(outcome.values, figures())
    if fallen:
        sys.stderr.write(f"Below the floors in {file}: {', '.join(fallen)}.\n")
    return 1 if fallen else 0


def update_floors(
    file: Path, data: Path, studies: Sequence[Study], workers: int, *, reason: str | None
) -> int:
    """Measure, print and pin what is measured now.

    Raises:
        UsageError: a floor would fall, or stands for other data, and no reason was given.
    """
    floors = Floors.read(file)
    outcome = run_studies(studies, data, workers, sys.stderr.write)
    _print(studies, outcome, floors, data)
    measured = [study for study in studies if study.group not in outcome.skipped]
    digests = {name: digest(data / name) for name in _present(measured, data)}
    floors.raised(outcome.values, figures(), digests, reason).write(file)
    return 0


def _refuse_what_cannot_be_compared(floors: Floors, file: Path, data: Path, studies: Sequence[Study]) -> None:
    strangers = floors.strangers(figures())
    if strangers:
        raise UsageError(f"{file} pins what nobody measures: {', '.join(strangers)}.")
    changed = floors.changed(data, _present(studies, data))
    if changed:
        raise UsageError(f"The data in {data} is not what the floors stand for: {', '.join(changed)} differ.")


def _present(studies: Sequence[Study], data: Path) -> list[str]:
    """The data files of the studies that are there."""
    names = {name for study in studies for name in study.needs()}
    return sorted(name for name in names if (data / name).is_file())


def _print(studies: Sequence[Study], outcome: Outcome, floors: Floors, data: Path) -> None:
    sys.stdout.writelines(f"{line}\n" for line in table_lines(studies, outcome, floors))
    told = skipped_line(outcome, str(data))
    if told:
        sys.stderr.write(f"{told}\n")
