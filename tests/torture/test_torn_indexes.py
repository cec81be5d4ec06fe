"""Torn index files: noticed without a hang by the next writer and by a reader, and built again."""

import os
import random
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from archive.health import verify
from archive.reader import ArchiveReader
from tests.torture.conftest import ROUNDS, Newsroom, Runs
from tests.torture.test_kills import bodies

Tear = Callable[[Path], None]


def _first(folder: Path, name: str) -> Path:
    return sorted(folder.glob(name))[0]


def _change(pattern: str, change: Callable[[bytes], bytes]) -> Tear:
    def tear(folder: Path) -> None:
        path = _first(folder, pattern)
        path.write_bytes(change(path.read_bytes()))

    return tear


def _noise(content: bytes) -> bytes:
    return random.Random(5).randbytes(len(content))


def _mix(folder: Path) -> None:
    """Files of two shards, each whole in itself."""
    one, other = sorted(folder.parent.glob("ar-*/*/data_level0.bin"))
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def _block(folder: Path) -> None:
    """Whoever reads this waits for ever."""
    path = _first(folder, "*/header.bin")
    path.unlink()
    os.mkfifo(path)


VECTORS: dict[str, Tear] = {
    "truncated": _change("*/data_level0.bin", lambda content: content[: len(content) // 2]),
    "zeroed": _change("*/header.bin", lambda content: bytes(len(content))),
    "zeroed links": _change("*/link_lists.bin", lambda content: bytes(len(content))),  # crashes Chroma
    "noise": _change("*/data_level0.bin", _noise),  # crashes Chroma
    "mixed": _mix,  # Chroma answers, wrongly
    "missing": lambda folder: _first(folder, "*/index_metadata.pickle").unlink(),
    "no database": _change("chroma.sqlite3", _noise),
    "torn database": _change("chroma.sqlite3", lambda content: content[: len(content) // 2]),
    "hanging": _block,
}
WORDS: dict[str, Tear] = {
    "truncated": _change("*.idx", lambda content: content[: len(content) // 2]),
    "zeroed": _change("*.term", lambda content: bytes(len(content))),
    "noise in the middle": _change(
        "*.idx", lambda content: content[:500] + _noise(content[500:564]) + content[564:]
    ),
    "missing": lambda folder: _first(folder, "*.fast").unlink(),
    "no list": lambda folder: (folder / "meta.json").unlink(),
    "torn list": _change("meta.json", lambda content: content[: len(content) // 2]),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Newsroom, Path]:
    """An archive with two shards of each language, and passages that are in none."""
    folder = tmp_path_factory.mktemp("whole")
    newsroom = Newsroom(folder / "news", 900, seed=1)
    process = Runs(folder / "data").start(newsroom.folder, shard=120)
    _, said = process.communicate(timeout=300)
    assert process.returncode == 0, said
    health = verify(folder / "data")
    assert health.whole
    assert health.in_shards == 3 * 2 * 120
    return newsroom, folder / "data"


@pytest.fixture
def torn(whole: tuple[Newsroom, Path], runs: Runs) -> Callable[[str, Tear], Newsroom]:
    def make(index: str, tear: Tear) -> Newsroom:
        shutil.copytree(whole[1], runs.home)
        tear(_first(runs.home, "vectors/ar-*" if index == "vectors" else "words-*"))
        return whole[0]

    return make


KINDS = [("vectors", kind) for kind in VECTORS] + [("words", kind) for kind in WORDS]
IN_EARNEST = ROUNDS >= 20
FOR_WRITERS = KINDS if IN_EARNEST else [("vectors", "noise")]
FOR_READERS = KINDS if IN_EARNEST else [("vectors", "hanging"), ("vectors", "mixed"), ("words", "torn list")]


def _is(hit: tuple[int, float], key: int) -> bool:
    """Whether a hit is the passage whose own vector was asked for."""
    return hit[0] == key and bool(np.isclose(hit[1], 1, atol=1e-3))


def _language(reader: ArchiveReader, key: int) -> str:
    return reader.passages([key])[key][1].language


def _tear(index: str, kind: str) -> Tear:
    return (VECTORS if index == "vectors" else WORDS)[kind]


@pytest.mark.parametrize(("index", "kind"), FOR_WRITERS)
def test_the_next_writer_builds_a_torn_index_again(
    torn: Callable[[str, Tear], Newsroom], runs: Runs, tmp_path: Path, index: str, kind: str
) -> None:
    newsroom = torn(index, _tear(index, kind))
    more = Newsroom(tmp_path / "more", 0, seed=2)
    more.versions = {9001: 0}
    more.write()
    began = time.perf_counter()
    done = runs(more.folder)
    assert done.returncode == 0, done.stderr
    assert time.perf_counter() - began < 60
    assert bodies(runs.home) == sorted(newsroom.bodies() + more.bodies())
    assert verify(runs.home).whole


@pytest.mark.parametrize(("index", "kind"), FOR_READERS)
def test_a_reader_answers_over_a_torn_index_and_has_it_built_again(
    torn: Callable[[str, Tear], Newsroom],
    runs: Runs,
    whole: tuple[Newsroom, Path],
    index: str,
    kind: str,
) -> None:
    with ArchiveReader(whole[1]) as reader:
        key = next(key for key in range(100, 200) if _language(reader, key) == "ar")
        vector = reader.vectors([key])[0]
    torn(index, _tear(index, kind))
    began = time.perf_counter()
    with ArchiveReader(runs.home) as reader:
        assert _is(reader.nearest(vector, "ar", 5)[0], key)
        assert reader.match_grams("العدد", "ar", 9)
        assert time.perf_counter() - began < 30
        if index == "vectors":
            pause = threading.Event()
            while not reader.refresh():  # built again meanwhile, as a new generation
                assert time.perf_counter() - began < 120
                pause.wait(0.1)
        assert _is(reader.nearest(vector, "ar", 5)[0], key)
    assert verify(runs.home).whole
