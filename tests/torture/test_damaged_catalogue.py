"""A damaged catalogue: said in one sentence that names the way out, never taken for an empty archive."""

import json
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.catalogue.connection import FILE
from archive.errors import ArchiveDamagedError
from archive.health import verify
from archive.reader import ArchiveReader
from tests.torture.conftest import ROUNDS, Newsroom, Runs
from tests.torture.test_kills import bodies

WAL_HEADER, FRAME_HEADER = 32, 24  # bytes, of SQLite's log


def _overwrite(home: Path, start: int, content: bytes) -> None:
    with (home / FILE).open("r+b") as file:
        file.seek(start)
        file.write(content)


def _middle(home: Path) -> None:
    size = (home / FILE).stat().st_size
    _overwrite(home, size // 2 // 4096 * 4096, random.Random(4).randbytes(4096))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "header zeroed": lambda home: _overwrite(home, 0, bytes(100)),
    "page in the middle": _middle,
    "truncated": lambda home: os.truncate(home / FILE, (home / FILE).stat().st_size // 2),
    "text": lambda home: (home / FILE).write_text(
        "ليست قاعدة بيانات. Not a database. Pas une base.\n" * 300, "utf-8"
    ),
    "empty": lambda home: (home / FILE).write_bytes(b""),
    "gone": lambda home: (home / FILE).unlink(),
}


@pytest.mark.parametrize("kind", DAMAGES if ROUNDS >= 20 else ["page in the middle"])
def test_a_damaged_catalogue_is_said_and_a_backup_brings_the_archive_back(
    newsroom: Newsroom, runs: Runs, tmp_path: Path, kind: str
) -> None:
    assert runs(newsroom.folder).returncode == 0
    backup = tmp_path / "نسخة.sqlite3"
    assert runs("backup", backup).returncode == 0
    DAMAGES[kind](runs.home)
    for arguments in ([newsroom.folder], ["--repair"], ["log"], ["--show", "x"], ["backup", tmp_path / "b"]):
        told = runs(*arguments)
        assert told.returncode == 3, (arguments, told.stdout, told.stderr)
        assert len(told.stderr.strip().splitlines()) == 1, told.stderr
        assert "backup" in told.stderr
        assert "repair" in told.stderr
    assert not (tmp_path / "b").exists()
    with pytest.raises(ArchiveDamagedError):
        ArchiveReader(runs.home)
    restored = runs("restore", backup, "--json")
    assert restored.returncode == 0, restored.stderr
    kept = json.loads(restored.stdout)["kept"]
    assert (kept is None) == (kind == "gone")
    assert kept is None or Path(kept).exists()
    assert bodies(runs.home) == newsroom.bodies()
    assert verify(runs.home).whole
    newsroom.change("mixed")
    assert runs(newsroom.folder, "--prune").returncode == 0
    assert bodies(runs.home) == newsroom.bodies()


def test_a_catalogue_that_lost_its_end_is_not_taken_for_the_truth(newsroom: Newsroom, runs: Runs) -> None:
    assert runs(newsroom.folder).returncode == 0
    newsroom.change("add")
    process = runs.start(newsroom.folder, at="committed:1", deed="kill")
    process.communicate(timeout=120)
    log = runs.home / f"{FILE}-wal"
    content = bytearray(log.read_bytes())
    content[WAL_HEADER + FRAME_HEADER] ^= 0xFF  # what stands further on may have been taken over long ago
    log.write_bytes(content)
    told = runs(newsroom.folder)
    assert told.returncode == 3
    assert "its end is lost" in told.stderr
    assert runs("--repair").returncode == 0
    assert runs(newsroom.folder).returncode == 0
    assert bodies(runs.home) == newsroom.bodies()
    assert verify(runs.home).whole
