"""Both indexes can be thrown away and come back the same."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.catalogue.connection import FILE
from archive.errors import ArchiveDamagedError, ArchiveMissingError
from archive.health import verify
from archive.model import ModelIdentity
from archive.reader import ArchiveReader
from archive.repair import repair
from archive.writer import ArchiveWriter


@pytest.fixture
def home(
    tmp_path: Path, item: Callable[..., Any], model: ModelIdentity, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """An archive of two shards of ten passages in each of its two languages; three passages are in none."""
    monkeypatch.setattr("archive.vectors.shards.SHARD", 10)
    with ArchiveWriter(tmp_path, model=model) as writer:
        for number in range(20):
            writer.put(*item(f"e{number}", f"Story {number} of Cairo.", "And more."))
            writer.put(*item(f"a{number}", f"خبر {number} من غزة.", language="ar"))
        writer.commit()
        writer.remove(["e3"])
        writer.commit()
    return tmp_path


def answers(reader: ArchiveReader, vector: Callable[[str], Any]) -> tuple[Any, ...]:
    return (
        reader.nearest(vector("Story 7 of Cairo."), "en", 9),
        reader.match_grams("غزة", "ar", 30),
        reader.match_tokens([[(6, 1.0), (5, 0.3)]], "en", 9),
    )


def keys(answer: tuple[Any, ...]) -> list[list[int]]:
    return [[key for key, _ in found] for found in answer]


def test_lost_indexes_are_built_again_from_the_catalogue_alone(
    home: Path, vector: Callable[[str], Any]
) -> None:
    with ArchiveReader(home) as reader:
        before = answers(reader, vector)
    for folder in ("vectors", "words-0001"):
        shutil.rmtree(home / folder)
    told = []
    done = repair(home, lambda *step: told.append(step))
    assert done.passages == 58
    assert told[0] == (0, 58)
    assert told[-1] == (58, 58)
    with ArchiveReader(home) as reader:
        assert [sorted(k) for k in keys(answers(reader, vector))[1:2]] == [
            sorted(k) for k in keys(before)[1:2]
        ]
        assert keys(answers(reader, vector))[0] == keys(before)[0]
        assert {*keys(answers(reader, vector))[2]} <= {
            key for key, _ in reader.match_tokens([[(6, 1.0), (5, 0.3)]], "en", 99)
        }
    assert verify(home).whole


def test_question_is_answered_from_the_catalogue_where_the_vector_index_is_lost(
    home: Path,
    vector: Callable[[str], Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    with ArchiveReader(home) as reader:
        before = reader.nearest(vector("Story 7 of Cairo."), "en", 9)
    shutil.rmtree(home / "vectors")
    with ArchiveReader(home) as reader:
        assert keys((reader.nearest(vector("Story 7 of Cairo."), "en", 9),)) == keys((before,))
    assert "--repair" in caplog.text


def test_open_reader_follows_a_repair(home: Path, vector: Callable[[str], Any]) -> None:
    with ArchiveReader(home) as reader:
        before = reader.nearest(vector("Story 7 of Cairo."), "en", 9)
        shards = list((home / "vectors").iterdir())
        repair(home)
        assert reader.refresh()
        after = reader.nearest(vector("Story 7 of Cairo."), "en", 9)
        assert keys((after,)) == keys((before,))
        assert not any(shard.exists() for shard in shards)


def test_index_that_lags_behind_the_catalogue_is_built_again_by_the_next_run(
    home: Path, item: Callable[..., Any], model: ModelIdentity
) -> None:
    shutil.rmtree(home / "vectors")
    shutil.rmtree(home / "words-0001")
    with ArchiveWriter(home, model=model) as writer:
        writer.put(*item("more", "One more."))
        writer.commit()
    health = verify(home)
    assert health.whole
    assert health.passages == 59


def test_damaged_catalogue_is_said_in_a_sentence(home: Path) -> None:
    for side in ("-wal", "-shm"):
        (home / f"{FILE}{side}").unlink(missing_ok=True)
    (home / FILE).write_bytes(b"\0" * 8192)
    with pytest.raises(ArchiveDamagedError, match="backup"):
        ArchiveReader(home)


def test_nothing_to_repair_is_said(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissingError):
        repair(tmp_path)
