"""A reader that follows a writer sees what one opened now sees, and a question seldom waits for it."""

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from archive import reader as reading
from archive import snapshot
from archive.catalogue.reading import CatalogueReader
from archive.model import ModelIdentity
from archive.reader import ArchiveReader
from archive.snapshot import Snapshot
from archive.vectors import shards
from archive.vectors.scan import VectorTable
from archive.writer import ArchiveWriter
from tests.archive.conftest import ROOT

Item = Callable[..., Any]
Vector = Callable[[str], np.ndarray]


def found(reader: ArchiveReader, vector: Vector) -> list[list[tuple[int, float]]]:
    texts = [f"Ship {number} passed the canal." for number in range(0, 60, 7)]
    return [reader.nearest(vector(text), language, 20) for text in texts for language in ("ar", "en")]


@pytest.mark.parametrize("size", [50_000, 8])
def test_a_followed_archive_is_that_which_is_opened_anew(
    tmp_path: Path,
    item: Item,
    vector: Vector,
    model: ModelIdentity,
    monkeypatch: pytest.MonkeyPatch,
    size: int,
) -> None:
    monkeypatch.setattr(shards, "SHARD", size)
    chance = random.Random(2)  # noqa: S311 - repeatable
    names = iter(range(1000))
    with ArchiveWriter(tmp_path, model=model) as writer:
        held: list[str] = []
        reader: ArchiveReader | None = None
        for step in range(12):
            for number in [next(names) for _ in range(chance.randint(1, 9))]:
                text = f"Ship {number} passed the canal."
                writer.put(*item(f"a{number}", text, language=("ar", "en")[number % 2]))
                held.append(f"a{number}")
            if step % 3 == 2:
                writer.remove([held.pop(chance.randrange(len(held)))])
                again = chance.choice(held)
                text = f"Ship {again} came back."
                writer.put(*item(again, text, language=("ar", "en")[int(again[1:]) % 2]))
            writer.commit()
            reader = reader or ArchiveReader(tmp_path)
            reader.refresh()
            with ArchiveReader(tmp_path) as anew:
                assert found(reader, vector) == found(anew, vector), step
        assert reader is not None
        reader.close()


def test_only_what_is_new_is_read(
    tmp_path: Path, item: Item, vector: Vector, model: ModelIdentity, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    load = snapshot.load_table

    def counted(catalogue: CatalogueReader, keys: NDArray[np.int64], dimension: int) -> VectorTable:
        read.append(len(keys))
        return load(catalogue, keys, dimension)

    monkeypatch.setattr(snapshot, "load_table", counted)
    with ArchiveWriter(tmp_path, model=model) as writer:
        for number in range(30):
            writer.put(*item(f"a{number}", f"Ship {number} passed the canal."))
        writer.commit()
        with ArchiveReader(tmp_path) as reader:
            found(reader, vector)
            for number in (40, 41):
                writer.put(*item(f"a{number}", f"Ship {number} passed the canal."))
            writer.commit()
            reader.refresh()
            assert read == [30, 2], "before a question asks for it"
            assert len(reader.nearest(vector("a ship"), "en", 99)) == 32


def test_a_question_soon_after_another_does_not_wait_for_a_commit_and_the_next_ones_see_it(
    tmp_path: Path, item: Item, model: ModelIdentity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_LATELY", 3600.0)
    with ArchiveWriter(tmp_path, model=model) as writer:
        writer.put(*item("a", "The canal was closed."))
        writer.commit()
        with ArchiveReader(tmp_path) as reader:
            taken, go_on = threading.Event(), threading.Event()
            take = Snapshot.take

            def slow(catalogue: CatalogueReader, former: Snapshot | None = None) -> Snapshot:
                taken.set()
                assert go_on.wait(60)
                return take(catalogue, former)

            monkeypatch.setattr(Snapshot, "take", slow)
            writer.put(*item("b", "The canal was opened."))
            writer.commit()
            reader.follow()
            assert taken.wait(60)
            assert reader.article("b") is None
            go_on.set()
            deadline = time.monotonic() + 60
            while reader.article("b") is None:
                assert time.monotonic() < deadline
                reader.follow()


def test_a_question_long_after_the_last_one_waits_for_the_last_commit(
    tmp_path: Path, item: Item, model: ModelIdentity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_LATELY", -1.0)
    with ArchiveWriter(tmp_path, model=model) as writer:
        writer.put(*item("a", "The canal was closed."))
        writer.commit()
        with ArchiveReader(tmp_path) as reader:
            writer.put(*item("b", "The canal was opened."))
            writer.commit()
            reader.follow()
            assert reader.article("b")


@pytest.mark.skipif(not hasattr(os, "setpriority"), reason="Windows has no such priorities")
def test_whoever_indexes_gives_way_once(tmp_path: Path) -> None:
    program = "from archive.priority import give_way; give_way(); give_way(); import os; print(os.nice(0))"
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert int(told.stdout) == max(10, os.nice(0))
