"""Backups are whole, also of an archive that is being written, and bring it back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.backup import back_up
from archive.catalogue.connection import FILE
from archive.errors import (
    ArchiveBusyError,
    ArchiveDamagedError,
    ArchiveMissingError,
    CouldNotRunError,
    UsageError,
)
from archive.health import verify
from archive.model import ModelIdentity
from archive.reader import ArchiveReader
from archive.restoration import restore
from archive.writer import ArchiveWriter


@pytest.fixture
def home(tmp_path: Path, item: Callable[..., Any], model: ModelIdentity) -> Path:
    home = tmp_path / "أرشيف"
    with ArchiveWriter(home, model=model) as writer:
        writer.put(*item("a", "النيل أطول أنهار أفريقيا.", language="ar"))
        writer.put(*item("b", "The Nile flows north.", "It ends in a delta."))
        writer.commit()
    return home


def texts(home: Path) -> set[str]:
    with ArchiveReader(home) as reader:
        found = [reader.article(name) for name in ("a", "b", "c")]
    return {article.body for article in found if article}


def test_a_backup_made_while_a_writer_writes_holds_the_last_commit(
    home: Path, item: Callable[..., Any], model: ModelIdentity, tmp_path: Path
) -> None:
    before = texts(home)
    file = tmp_path / "backup.sqlite3"
    with ArchiveWriter(home, model=model) as writer:
        writer.put(*item("c", "Le Nil se jette dans la Méditerranée."))
        writer.remove(["a"])  # pending, with the article before it
        made = back_up(home, file)
        writer.commit()
    assert (made.articles, made.passages, made.generation) == (2, 3, 1)
    assert made.size == file.stat().st_size
    assert [path.name for path in tmp_path.glob("backup*")] == ["backup.sqlite3"]
    other = tmp_path / "other"
    done = restore(other, file)
    assert (done.articles, done.passages, done.kept) == (2, 3, None)
    assert texts(other) == before
    assert verify(other).whole


def test_a_backup_is_replaced_only_where_that_is_said_and_never_by_a_damaged_one(
    home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "backup.sqlite3"
    back_up(home, file)
    with pytest.raises(UsageError, match="--overwrite"):
        back_up(home, file)
    back_up(home, file, overwrite=True)
    whole = file.read_bytes()
    content = bytearray((home / FILE).read_bytes())
    content[4096:8192] = bytes(4096)
    (home / FILE).write_bytes(content)
    with pytest.raises(ArchiveDamagedError):
        back_up(home, file, overwrite=True)
    assert file.read_bytes() == whole
    with pytest.raises(ArchiveMissingError):
        back_up(tmp_path / "nothing", tmp_path / "new")


def test_a_restoration_is_refused_where_it_would_lose_something(
    home: Path, item: Callable[..., Any], model: ModelIdentity, tmp_path: Path
) -> None:
    file = tmp_path / "backup.sqlite3"
    back_up(home, file)
    with ArchiveWriter(home, model=model) as writer:
        with pytest.raises(ArchiveBusyError):
            restore(home, file)
        writer.put(*item("c", "Le Nil se jette dans la Méditerranée."))
        writer.commit()
    with pytest.raises(CouldNotRunError, match="--replace"):
        restore(home, file)
    assert len(texts(home)) == 3
    torn = tmp_path / "torn.sqlite3"
    torn.write_bytes(file.read_bytes()[:-4096])
    with pytest.raises(ArchiveDamagedError, match="nothing was changed"):
        restore(home, torn, replace=True)
    assert len(texts(home)) == 3
    done = restore(home, file, replace=True)
    assert done.kept is not None
    assert done.kept.exists()
    assert len(texts(home)) == 2


def test_an_open_reader_follows_a_restoration_and_mixes_nothing(
    home: Path,
    item: Callable[..., Any],
    model: ModelIdentity,
    vector: Callable[[str], Any],
    tmp_path: Path,
) -> None:
    file = tmp_path / "backup.sqlite3"
    back_up(home, file)
    first, second = "Le Nil se jette dans la Méditerranée.", "The Niger bends twice."
    with ArchiveWriter(home, model=model) as writer:
        writer.put(*item("c", first))
        writer.commit()
    with ArchiveReader(home) as reader:
        assert reader.nearest(vector(first), "en", 1)[0][1] > 0.99
        restore(home, file, replace=True)
        with ArchiveWriter(home, model=model) as writer:
            writer.put(*item("c", second))  # under a key that had been given to another passage
            writer.commit()
        assert reader.refresh()
        (key, cosine), *_ = reader.nearest(vector(second), "en", 1)
        assert cosine > 0.99
        assert reader.passages([key])[key][0].text == second
