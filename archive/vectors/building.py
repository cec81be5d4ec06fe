"""Building a shard in a process of its own: `python -m archive.vectors.building FOLDER`.

Chroma's import, its graph and whatever memory it keeps are then nobody else's, and the writer goes on with
articles meanwhile. Keys and vectors come on standard input; where that ends early, because the writer was
killed, the process ends too. A folder counts only once the catalogue names it, so nothing need be undone.
"""

from __future__ import annotations

import secrets
import struct
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, BinaryIO

import numpy as np
from numpy.typing import NDArray

from archive.disk import full_disk_named
from archive.own_modules import command, environment
from archive.vectors.index import write_index
from archive.vectors.seal import seal
from archive.vectors.shards import Shard

_AT_ONCE = 2000
_KEY = np.dtype("<i8")
_NUMBER = np.dtype("<f2")
_HEAD = struct.Struct("<qq")
"""Rows of a batch, and the dimension of their vectors; 0 and 0 behind the last."""

Rows = tuple[NDArray[np.int64], NDArray[np.float16]]
"""Keys, ascending, and their vectors, shape (n, d)."""
ReadVectors = Callable[[NDArray[np.int64]], Rows]
"""Keys -> those that are still there, and their vectors."""


class ShardError(Exception):
    """A shard could not be built. Its passages are compared one by one until it is."""


def build_shard(home: Path, language: str, keys: NDArray[np.int64], read: ReadVectors) -> Shard:
    """Build a shard; it is nothing yet until the catalogue names it.

    Args:
        home: the data folder.
        language: of the passages.
        keys: of the passages, ascending, at least one.
        read: their vectors, which are asked for some thousands at a time.

    Raises:
        ShardError: the process that builds it failed.
        CouldNotRunError: the disk is full.
    """
    first, last = int(keys[0]), int(keys[-1])
    name = f"{language}-{first:010}-{last:010}-{secrets.token_hex(4)}"
    folder = Shard(name, language, first, last, 0).folder(home)
    batches = (read(keys[start : start + _AT_ONCE]) for start in range(0, len(keys), _AT_ONCE))
    with full_disk_named(home):
        passages = _run(folder, batches)
    return Shard(name, language, first, last, passages)


def _run(folder: Path, batches: Iterable[Rows]) -> int:
    """Have a process build a shard; returns how many vectors it got."""
    process = subprocess.Popen(  # noqa: S603 - our own module, by this interpreter
        command("archive.vectors.building", str(folder)),
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stderr is not None  # noqa: S101
    sent = 0
    try:
        with suppress(BrokenPipeError), process.stdin as pipe:  # what it says of its end tells why
            for keys, vectors in batches:
                if len(keys):
                    pipe.write(_HEAD.pack(*vectors.shape))
                    pipe.write(keys.astype(_KEY).tobytes() + vectors.astype(_NUMBER).tobytes())
                    sent += len(keys)
            pipe.write(_HEAD.pack(0, 0))
        with process.stderr:
            said = process.stderr.read()
    except BaseException:
        process.kill()
        raise
    finally:
        process.wait()
    if process.returncode != 0:
        reason = said.decode(errors="replace").strip().rpartition("\n")[2]
        raise ShardError(reason or f"its process ended with {process.returncode}")
    return sent


def main() -> int:
    """Build the shard that standard input holds; 1 where standard input ends early."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    # How many there are is known at the end only, and until then a file holds them better than memory.
    with TemporaryFile(dir=folder) as spool:
        try:
            keys, dimension = _spooled(sys.stdin.buffer, spool)
        except EOFError:
            return 1
        shape = len(keys), dimension
        vectors = np.memmap(spool, _NUMBER, "r", shape=shape) if len(keys) else np.zeros(shape, _NUMBER)
        write_index(folder, keys, vectors)
    seal(folder)
    return 0


def _spooled(pipe: BinaryIO, spool: IO[bytes]) -> tuple[NDArray[np.int64], int]:
    """Write the vectors to a file; returns their keys and their dimension."""
    keys: list[bytes] = []
    dimension = 0
    while head := pipe.read(_HEAD.size):
        size, found = _HEAD.unpack(head) if len(head) == _HEAD.size else (0, -1)
        if found == 0:
            spool.flush()
            return np.frombuffer(b"".join(keys), dtype=_KEY), dimension
        keys.append(pipe.read(size * _KEY.itemsize))
        vectors = pipe.read(size * found * _NUMBER.itemsize)
        if found < 0 or len(vectors) < size * found * _NUMBER.itemsize:
            break
        spool.write(vectors)
        dimension = found
    raise EOFError


if __name__ == "__main__":
    sys.exit(main())
