"""Our own modules as processes, by this interpreter, wherever the caller stands."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_GIVES_MEMORY_BACK = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_TRIM_THRESHOLD_": "8000000",
    "MALLOC_MMAP_THRESHOLD_": "4000000",
}
"""For glibc, which else keeps tens of megabytes of what it was given back."""


def command(module: str, *arguments: str) -> list[str]:
    """`python -m MODULE ARGUMENTS…`; nothing is taken from the current folder."""
    return [sys.executable, "-P", "-m", module, *arguments]


def environment() -> dict[str, str]:
    """The caller's environment, in which our modules are found, and which gives memory back early."""
    return {**os.environ, "PYTHONPATH": str(_ROOT), **_GIVES_MEMORY_BACK}
