"""Shards: what is in them and what is not answer together as a comparison of all would."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from archive.catalogue.connection import FILE
from archive.catalogue.reading import CatalogueReader
from archive.filters import Filters
from archive.health import verify
from archive.model import ModelIdentity
from archive.reader import ArchiveReader
from archive.vectors.building import build_shard
from archive.vectors.index import ShardIndex
from archive.vectors.seal import Look, is_whole
from archive.writer import ArchiveWriter

ROOT = Path(__file__).resolve().parents[3]
ARTICLES = 45
EVERYTHING = Filters()


def text(number: int) -> str:
    """A text like no other, also by the sum of its bytes, from which its vector is made."""
    return f"A story of the h{'a' * number}rbour." if number % 2 else f"خبر من الم{'ي' * number}ناء."


@pytest.fixture
def home(
    tmp_path: Path, item: Callable[..., Any], model: ModelIdentity, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """An archive of two shards of ten passages in each language, and a few passages that are in none."""
    monkeypatch.setattr("archive.vectors.shards.SHARD", 10)
    home = tmp_path / "data"
    for first in range(0, ARTICLES, 15):
        with ArchiveWriter(home, model=model) as writer:
            for number in range(first, first + 15):
                language = "en" if number % 2 else "ar"
                writer.put(
                    *item(
                        f"n{number}",
                        text(number),
                        language=language,
                        published=f"2026-01-{number % 28 + 1:02}",
                    )
                )
            writer.commit()
    assert verify(home).in_shards == 40
    return home


def nearest(
    home: Path, asked: NDArray[np.float32], language: str, limit: int, filters: Filters = EVERYTHING
) -> list[str]:
    with ArchiveReader(home) as reader:
        found = reader.nearest(asked, language, limit, filters)
        passages = reader.passages([key for key, _ in found])
        return [passages[key][1].id for key, _ in found]


def compared(
    numbers: list[int], vector: Callable[[str], Any], asked: NDArray[np.float32], limit: int
) -> list[str]:
    """The nearest of some articles, worked out here."""
    cosines = {number: float(vector(text(number)) @ asked) for number in numbers}
    return [f"n{number}" for number in sorted(numbers, key=lambda number: -cosines[number])[:limit]]


@pytest.mark.parametrize(("language", "first"), [("ar", 0), ("en", 1)])
def test_shards_and_the_passages_behind_them_answer_together(
    home: Path, vector: Callable[[str], Any], language: str, first: int
) -> None:
    numbers = list(range(first, ARTICLES, 2))
    for asked in (text(first), text(first + 42), "Something else."):
        found = nearest(home, vector(asked), language, 12)
        assert found == compared(numbers, vector, vector(asked), 12)
    assert nearest(home, vector(text(first)), language, 99) == compared(
        numbers, vector, vector(text(first)), 99
    )


def test_what_was_replaced_or_removed_is_no_longer_found_in_its_shard(
    home: Path, item: Callable[..., Any], model: ModelIdentity, vector: Callable[[str], Any]
) -> None:
    gone = [1, 3, 5, 7, 9, 11, 13]
    with ArchiveWriter(home, model=model) as writer:
        writer.remove([f"n{number}" for number in gone])
        writer.put(*item("n15", "Quite another text."))
        writer.commit()
        assert verify(home).whole
    left = [number for number in range(1, ARTICLES, 2) if number not in (*gone, 15)]
    found = nearest(home, vector(text(5)), "en", 99)
    assert set(found) == {f"n{number}" for number in (*left, 15)}
    assert [name for name in found if name != "n15"] == compared(left, vector, vector(text(5)), 99)
    assert nearest(home, vector("Quite another text."), "en", 1) == ["n15"]


def test_days_leave_out_what_lies_in_shards_too(
    home: Path, vector: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.snapshot._FILTERED", 0)
    filters = Filters(since=date(2026, 1, 5), until=date(2026, 1, 9))
    within = [number for number in range(0, ARTICLES, 2) if 5 <= number % 28 + 1 <= 9]
    for limit in (1, 2, 50):
        assert nearest(home, vector(text(6)), "ar", limit, filters) == compared(
            within, vector, vector(text(6)), limit
        )


def test_a_copied_archive_is_answered_from_its_shards(
    home: Path, tmp_path: Path, vector: Callable[[str], Any], caplog: pytest.LogCaptureFixture
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(home, copy, copy_function=shutil.copyfile)  # with other times
    assert nearest(copy, vector(text(7)), "en", 1) == ["n7"]
    assert caplog.text == ""


@pytest.mark.parametrize("look", Look)
def test_one_changed_byte_of_a_shard_is_seen(home: Path, look: Look) -> None:
    for shard in (home / "vectors").iterdir():
        assert is_whole(shard, look)
        for path in sorted(path for path in shard.glob("*/*") if path.stat().st_size):
            before = path.read_bytes()
            at = random.Random(3).randrange(len(before))  # noqa: S311 - any byte, but the same each time
            path.write_bytes(before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :])
            assert not is_whole(shard, look), path
            path.write_bytes(before)


def test_a_shard_that_cannot_be_built_is_built_by_a_later_run(
    home: Path,
    tmp_path: Path,
    item: Callable[..., Any],
    model: ModelIdentity,
    vector: Callable[[str], Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "vectors").write_text("in the way")
    with ArchiveWriter(fresh, model=model) as writer:
        for number in range(1, 31, 2):
            writer.put(*item(f"n{number}", text(number)))
        writer.commit()
    assert "was not built" in caplog.text
    assert verify(fresh).in_shards == 0
    assert nearest(fresh, vector(text(7)), "en", 1) == ["n7"]
    (fresh / "vectors").unlink()
    with ArchiveWriter(fresh, model=model) as writer:
        writer.put(*item("n31", text(31)))
        writer.commit()
    assert verify(fresh).in_shards == 10


def test_folders_that_no_commit_named_are_swept(home: Path, model: ModelIdentity) -> None:
    named = set((home / "vectors").iterdir())
    shutil.copytree(next(iter(named)), home / "vectors" / "ar-1-2-left")
    (home / "vectors-0001").mkdir()
    with ArchiveWriter(home, model=model):
        pass
    assert set((home / "vectors").iterdir()) == named
    assert not (home / "vectors-0001").exists()


@pytest.mark.process
def test_building_ends_where_its_writer_does(tmp_path: Path) -> None:
    folder = tmp_path / "shard"
    building = subprocess.Popen(
        [sys.executable, "-m", "archive.vectors.building", str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    building.communicate(np.array([20, 16], dtype="<i8").tobytes() + bytes(100))
    assert building.returncode == 1
    assert not is_whole(folder, Look.ALL)


def test_an_archive_from_before_there_were_shards_gets_them(
    tmp_path: Path, item: Callable[..., Any], model: ModelIdentity, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ArchiveWriter(tmp_path, model=model) as writer:
        for number in range(1, 31, 2):
            writer.put(*item(f"n{number}", text(number)))
        writer.commit()
    assert not (tmp_path / "vectors").exists()
    assert (tmp_path / FILE).is_file()
    monkeypatch.setattr("archive.vectors.shards.SHARD", 5)
    with ArchiveWriter(tmp_path, model=model) as writer:
        writer.put(*item("n31", text(31)))
        writer.commit()
    health = verify(tmp_path)
    assert health.whole
    assert health.in_shards == 15


@pytest.mark.process
@pytest.mark.parametrize("gone", [0, 3])
def test_a_shard_whose_passages_went_while_it_was_built_is_not_changed_by_who_opens_it(
    tmp_path: Path, gone: int
) -> None:
    vectors = np.random.default_rng(5).standard_normal((40, 16)).astype(np.float16)

    def read(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        return keys[gone:], vectors[keys[gone:]]

    shard = build_shard(tmp_path, "en", np.arange(40), read)
    assert shard.passages == 40 - gone
    folder = shard.folder(tmp_path)
    assert list(folder.glob("*/data_level0.bin")), "the graph is on the disk"
    for _ in range(2):
        with closing(ShardIndex(folder)) as index:
            assert index.nearest(vectors[20].astype(np.float32), 1)[0][0] == 20
        assert is_whole(folder, Look.ALL)
        assert is_whole(folder, Look.CHANGED)


def test_a_shard_can_be_opened_any_number_of_times_by_one_process(tmp_path: Path) -> None:
    vectors = np.random.default_rng(5).standard_normal((40, 16)).astype(np.float16)
    shard = build_shard(tmp_path, "en", np.arange(40), lambda keys: (keys, vectors[keys]))
    folder = shard.folder(tmp_path)
    with closing(ShardIndex(folder)) as first:
        for _ in range(os.pathconf("/", "PC_PATH_MAX") // 2):
            ShardIndex(folder).close()
        with closing(ShardIndex(folder)) as last:
            assert sum(len(keys) for keys, _ in last.rows()) == 40
        assert first.nearest(vectors[20].astype(np.float32), 1)[0][0] == 20
    assert is_whole(folder, Look.ALL)


def test_passages_that_are_all_gone_give_no_vectors_and_no_error(home: Path) -> None:
    with closing(CatalogueReader(home)) as catalogue:
        keys, vectors = catalogue.passages.vectors_held(np.array([900, 901]))
        assert (len(keys), len(vectors)) == (0, 0)
        keys, vectors = catalogue.passages.vectors_held(np.array([1, 900]))
        assert (keys.tolist(), vectors.shape) == ([1], (1, 16))
