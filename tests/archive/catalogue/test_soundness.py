"""A large catalogue is looked at once a day and after a killed writer, a small one always."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.catalogue import soundness
from archive.catalogue.connection import FILE
from archive.errors import ArchiveDamagedError
from archive.writer import ArchiveWriter
from tests.archive.conftest import MODEL

LOOKED_AT = "looked-at.json"


@pytest.fixture
def torn(tmp_path: Path, item: Callable[..., object], monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive that a writer has found whole and of which a page was torn afterwards."""
    with ArchiveWriter(tmp_path, model=MODEL) as writer:
        for number in range(40):
            writer.put(*item(f"{number}", f"Article {number} " + "of the harbour " * 60))  # type: ignore[misc]
        writer.commit()
    catalogue = tmp_path / FILE
    content = bytearray(catalogue.read_bytes())
    middle = len(content) // 8192 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    catalogue.write_bytes(content)
    monkeypatch.setattr(soundness, "QUICK", 0)
    return tmp_path


def test_one_that_was_looked_at_today_is_not_looked_at(torn: Path) -> None:
    soundness.ensure_sound_of_late(torn, abandoned=False)


def test_a_small_one_is_always_looked_at(torn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soundness, "QUICK", 64 << 20)
    with pytest.raises(ArchiveDamagedError):
        soundness.ensure_sound_of_late(torn, abandoned=False)


@pytest.mark.parametrize(
    "mark",
    [
        json.dumps({"at": (datetime.now(UTC) - timedelta(hours=25)).isoformat()}),
        json.dumps({"at": (datetime.now(UTC) + timedelta(hours=2)).isoformat()}),
        json.dumps({"at": "2026-01-01T00:00:00"}),
        "torn",
    ],
)
def test_a_mark_that_is_old_or_means_nothing_is_no_look(torn: Path, mark: str) -> None:
    (torn / LOOKED_AT).write_text(mark, "utf-8")
    with pytest.raises(ArchiveDamagedError):
        soundness.ensure_sound_of_late(torn, abandoned=False)


def test_after_a_killed_writer_it_is_looked_at(torn: Path) -> None:
    (torn / "writer.json").write_text("{}", "utf-8")
    with pytest.raises(ArchiveDamagedError):
        ArchiveWriter(torn, model=MODEL)
