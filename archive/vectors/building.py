"""Building a shard in a process of its own: `python -m archive.vectors.building FOLDER COUNT DIMENSION`.

Chroma's import, its graph and whatever memory it keeps are then nobody else's, and the writer goes on with
articles meanwhile. Keys and vectors come on standard input; where that ends early, because the writer was
killed, the process ends too. A folder counts only once the catalogue names it, so nothing need be undone.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from archive.disk import full_disk_named
from archive.vectors.index import write_index
from archive.vectors.seal import seal
from archive.vectors.shards import Shard
from language.embedding import FloatArray

_ROOT = Path(__file__).resolve().parents[2]
_AT_ONCE = 5000
_KEY = np.dtype("<i8")
_NUMBER = np.dtype("<f2")

ReadVectors = Callable[[NDArray[np.int64]], tuple[NDArray[np.int64], NDArray[np.float16]]]
"""Keys, ascending -> those that are still there, and their vectors, shape (n, d)."""


class ShardError(Exception):
    """A shard could not be built. Its passages are compared one by one until it is."""


def build_shard(home: Path, language: str, keys: NDArray[np.int64], vectors: NDArray[np.float16]) -> Shard:
    """Build a shard; it is nothing yet until the catalogue names it.

    Args:
        home: the data folder.
        language: of the passages.
        keys: of the passages, ascending, at least one.
        vectors: theirs, shape (n, d).

    Raises:
        ShardError: the process that builds it failed.
        CouldNotRunError: the disk is full.
    """
    first, last = int(keys[0]), int(keys[-1])
    name = f"{language}-{first:010}-{last:010}-{secrets.token_hex(4)}"
    shard = Shard(name, language, first, last, len(keys))
    with full_disk_named(home):
        _run(shard.folder(home), keys, vectors)
    return shard


def _run(folder: Path, keys: NDArray[np.int64], vectors: NDArray[np.float16]) -> None:
    process = subprocess.Popen(  # noqa: S603 - our own module, by this interpreter
        [sys.executable, "-P", "-m", "archive.vectors.building", str(folder), *map(str, vectors.shape)],
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    parts = []
    for start in range(0, len(keys), _AT_ONCE):
        end = start + _AT_ONCE
        parts += [keys[start:end].astype(_KEY).tobytes(), vectors[start:end].astype(_NUMBER).tobytes()]
    try:
        _, said = process.communicate(b"".join(parts))
    except BaseException:
        process.kill()
        process.communicate()
        raise
    if process.returncode != 0:
        reason = said.decode(errors="replace").strip().rpartition("\n")[2]
        raise ShardError(reason or f"its process ended with {process.returncode}")


def main() -> int:
    """Build the shard that standard input holds; 1 where standard input ends early."""
    folder, count, dimension = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    try:
        write_index(folder, _received(sys.stdin.buffer, count, dimension), count)
    except EOFError:
        return 1
    seal(folder)
    return 0


def _received(pipe: BinaryIO, count: int, dimension: int) -> Iterator[tuple[NDArray[np.int64], FloatArray]]:
    for start in range(0, count, _AT_ONCE):
        size = min(_AT_ONCE, count - start)
        keys, vectors = pipe.read(size * _KEY.itemsize), pipe.read(size * dimension * _NUMBER.itemsize)
        if len(vectors) < size * dimension * _NUMBER.itemsize:
            raise EOFError
        yield (
            np.frombuffer(keys, dtype=_KEY),
            np.frombuffer(vectors, dtype=_NUMBER).reshape(size, dimension).astype(np.float32),
        )


if __name__ == "__main__":
    sys.exit(main())
