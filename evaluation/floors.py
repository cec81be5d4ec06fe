"""Quality that may not fall: figures pinned in a file, beside the hash of the data they stand for.

The idea of a floor that only rises is trafilatura's.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from archive.errors import UsageError
from evaluation.corpus import xquad_file
from evaluation.development import LANGUAGES, measure_named
from evaluation.samples import measure_samples

FLOORS_FILE = Path(__file__).with_name("floors.json")
MARGIN = 0.003
"""How far below its measured figure a floor is pinned: less than one question in a hundred."""


def check_floors(file: Path, data: Path) -> int:
    """Measure everything pinned and print it beside its floor; 1 if anything lies below."""
    pinned = _read(file)
    fallen = 0
    sys.stdout.write(f"{'':34}{'measured':>9}{'floor':>9}\n")
    for name, figure in _measured(pinned, data).items():
        floor = pinned["floors"][name]
        fallen += figure < floor
        sys.stdout.write(f"{name:34}{figure:9.3f}{floor:9.3f}{'   BELOW' if figure < floor else ''}\n")
    if fallen:
        sys.stderr.write(f"{fallen} figures lie below their floors in {file}.\n")
    return 1 if fallen else 0


def update_floors(file: Path, data: Path, *, reason: str | None) -> int:
    """Pin what is measured now.

    Raises:
        UsageError: a floor would fall and no reason was given.
    """
    pinned = _read(file)
    measured = {name: round(figure - MARGIN, 3) for name, figure in _measured(pinned, data).items()}
    raised = {name: max(floor, pinned["floors"][name]) for name, floor in measured.items()}
    lower = [name for name, floor in measured.items() if floor + 2 * MARGIN < pinned["floors"][name]]
    if lower and not reason:
        raise UsageError(f'Floors would fall: {", ".join(lower)}. If that is meant, add --lower "REASON".')
    if lower:
        pinned["lowered"] = [*pinned.get("lowered", []), {"floors": lower, "reason": reason}]
    pinned["floors"] |= measured if lower else raised
    if _has_development_sets(data):
        pinned["sha256"] = {code: _digest(xquad_file(data, code)) for code in LANGUAGES}
    file.write_text(json.dumps(pinned, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _measured(pinned: dict[str, Any], data: Path) -> dict[str, float]:
    names = list(pinned["floors"])
    samples = measure_samples()
    figures = {name: float(samples[name.removeprefix("samples ")]) for name in names if _is_sample(name)}
    if not _has_development_sets(data):
        sys.stderr.write(f"The development sets are not in {data}: only the samples are measured.\n")
        return figures
    changed = [code for code, digest in pinned["sha256"].items() if _digest(xquad_file(data, code)) != digest]
    if changed:
        raise UsageError(f"The data in {data} is not what the floors stand for: {', '.join(changed)} differ.")
    return figures | dict(measure_named(data, [name for name in names if not _is_sample(name)]))


def _is_sample(name: str) -> bool:
    return name.startswith("samples ")


def _has_development_sets(data: Path) -> bool:
    return all(xquad_file(data, code).is_file() for code in LANGUAGES)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read(file: Path) -> dict[str, Any]:
    try:
        pinned: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise UsageError(f"The floors cannot be read from {file}: {error}.") from None
    return pinned
