"""The files of a word index are read once, and again where they have changed."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from archive.entries import IndexedPassage
from archive.words import files as word_files
from archive.words.files import check, found_whole
from archive.words.index import WordIndex, WordIndexWriter


def _add(folder: Path, key: int) -> None:
    writer = WordIndexWriter(folder)
    tokens = np.array([key], dtype=np.uint32)
    writer.add([IndexedPassage(key, "fa", 20260101, 1, f"خبر {key}", np.zeros(4, dtype=np.float16), tokens)])
    writer.commit()
    writer.close()


def _tear(folder: Path) -> Path:
    path = sorted(folder.glob("*.idx"))[0]
    content = bytearray(path.read_bytes())
    content[len(content) // 4] ^= 0xFF
    path.write_bytes(content)
    return path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read."""
    names: list[str] = []
    is_whole = word_files._is_whole

    def noted(path: Path, size: int) -> bool:
        names.append(path.name)
        return is_whole(path, size)

    monkeypatch.setattr(word_files, "_is_whole", noted)
    return names


def test_each_file_is_read_once(tmp_path: Path, read: list[str]) -> None:
    _add(tmp_path, 1)
    first = set(read)
    assert {name.rpartition(".")[2] for name in first} >= {"idx", "term", "fast"}
    _add(tmp_path, 2)
    assert len(read) == len(set(read)) == 2 * len(first)
    assert {name for name, *_ in found_whole(tmp_path)} == set(read)
    del read[:]
    assert len(WordIndex(tmp_path).keys()) == 2
    assert not read
    assert len(WordIndex(tmp_path, every_file=True).keys()) == 2
    assert len(read) == 2 * len(first)


def test_what_a_killed_writer_left_is_read_by_the_next(tmp_path: Path, read: list[str]) -> None:
    _add(tmp_path, 1)
    (tmp_path / "whole.json").unlink()
    del read[:]
    writer = WordIndexWriter(tmp_path)
    assert read
    writer.close()
    assert len(read) == len(set(read))


@pytest.mark.parametrize("content", ["", "{", "[[1]]", "7", '[["a", "b", 1, 2]]', "\x00"])
def test_a_list_that_cannot_be_read_is_no_list(tmp_path: Path, read: list[str], content: str) -> None:
    _add(tmp_path, 1)
    (tmp_path / "whole.json").write_text(content, encoding="utf-8")
    del read[:]
    WordIndex(tmp_path)
    assert read
    _add(tmp_path, 2)
    assert found_whole(tmp_path) == check(tmp_path)


@pytest.mark.parametrize("opened", [WordIndex, WordIndexWriter])
def test_a_torn_file_is_found_though_it_is_in_the_list(
    tmp_path: Path, opened: Callable[[Path], object]
) -> None:
    _add(tmp_path, 1)
    path = _tear(tmp_path)
    with pytest.raises(ValueError, match=f"{path.name} is torn"):
        opened(tmp_path)


def test_a_torn_file_with_its_former_time_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _add(tmp_path, 1)
    path = sorted(tmp_path.glob("*.idx"))[0]
    before = path.stat()
    _tear(tmp_path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(ValueError, match="is torn"):
        WordIndex(tmp_path, every_file=True)
    # What no time tells, as where the disk itself forgets:
    monkeypatch.setattr("archive.words.index.found_whole", lambda folder: check_states(folder))
    WordIndex(tmp_path)
    with pytest.raises(ValueError, match="is torn"):
        WordIndex(tmp_path, every_file=True)


def check_states(folder: Path) -> frozenset[word_files.FileState]:
    """The files as they stand, taken for whole."""
    return frozenset(
        (path.name, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        for path in folder.iterdir()
        for status in [path.stat()]
    )
