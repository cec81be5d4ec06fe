"""Tensors of a safetensors file where they lie: mapped, so that all that read them share the memory.

The library that defines the format copies them, and a process that makes passages ready would hold 56 MB of
its own.
"""

from __future__ import annotations

import json
import mmap
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LARGEST_HEADER = 1 << 20
_LENGTH = 8
_KINDS = {"I8": "<i1", "F16": "<f2", "F32": "<f4", "F64": "<f8"}


def shapes(path: Path) -> dict[str, list[int]]:
    """The shape of each tensor, read from the head of the file.

    Raises:
        ValueError: it is no file of tensors.
    """
    return {name: list(entry["shape"]) for name, entry in _header(path).items()}


def tensors(path: Path) -> dict[str, NDArray[Any]]:
    """The tensors, read-only.

    Raises:
        ValueError: it is no file of tensors of numbers that a model of vectors has.
    """
    header = _header(path)
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    first = _LENGTH + int.from_bytes(mapped[:_LENGTH], "little")
    try:
        return {
            name: np.frombuffer(
                mapped, _KINDS[entry["dtype"]], prod(entry["shape"]), first + entry["data_offsets"][0]
            ).reshape(entry["shape"])
            for name, entry in header.items()
        }
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is no whole file of tensors of known kinds ({error}).") from None


def _header(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        size = min(int.from_bytes(file.read(_LENGTH), "little"), _LARGEST_HEADER)
        try:
            header: dict[str, Any] = json.loads(file.read(size))
            header.pop("__metadata__", None)
        except (ValueError, AttributeError, TypeError):
            raise ValueError(f"{path} is no file of tensors.") from None
    return header
