"""Shards answer side by side, and of those that cannot, each is known alone."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from archive.vectors import process
from archive.vectors.index import write_index
from archive.vectors.process import VectorProcess, VectorProcessError

SIZE = 40


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    vectors = np.random.default_rng(1).standard_normal((SIZE, 16)).astype(np.float16)
    write_index(folder, np.arange(SIZE), vectors)
    return folder


@pytest.fixture
def shards(built: Path, tmp_path: Path) -> list[Path]:
    return [shutil.copytree(built, tmp_path / f"shard{number}") for number in range(6)]


@pytest.fixture
def asked() -> Iterator[VectorProcess]:
    vectors = VectorProcess()
    yield vectors
    vectors.close()


VECTOR = np.ones(16, dtype=np.float32)


def test_each_shard_gives_as_many_as_were_asked_of_it(asked: VectorProcess, shards: list[Path]) -> None:
    limits = {shard: number + 1 for number, shard in enumerate(shards)}
    for _ in range(2):  # opened, and once they are
        answers = asked.nearest_of_each(limits, VECTOR)
        assert list(map(len, (answers[shard] for shard in shards))) == [1, 2, 3, 4, 5, 6]  # type: ignore[arg-type]
        alone = asked.nearest(shards[-1], VECTOR, 6)
        assert answers[shards[-1]] == alone
        assert alone == sorted(alone, key=lambda hit: -hit[1])
    assert asked.nearest_of_each({}, VECTOR) == {}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes that hang whoever opens them")
def test_a_shard_that_hangs_and_one_that_is_gone_take_no_other_with_them(
    asked: VectorProcess, shards: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_OPENING_SECONDS", 6.0)
    hanging, gone = shards[1], shards[4]
    (file,) = hanging.glob("*/header.bin")
    file.unlink()
    os.mkfifo(file)
    shutil.rmtree(gone)
    answers = asked.nearest_of_each(dict.fromkeys(shards, 3), VECTOR)
    failed = {shard for shard, answer in answers.items() if isinstance(answer, VectorProcessError)}
    assert failed == {hanging, gone} == {shard for shard in shards if asked.has_failed(shard)}
    assert all(len(answer) == 3 for shard, answer in answers.items() if shard not in failed)  # type: ignore[arg-type]
    whole = [shard for shard in shards if shard not in failed]
    again = asked.nearest_of_each(dict.fromkeys(shards, 3), VECTOR)
    assert [again[shard] for shard in whole] == [answers[shard] for shard in whole]
    with pytest.raises(VectorProcessError):
        asked.nearest(gone, VECTOR, 3)
