"""Real processes: a reader follows a writer, a second one is refused, a killed one leaves all whole."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.errors import ArchiveBusyError
from archive.health import verify
from archive.lock import WriterLock
from archive.model import ModelIdentity
from archive.reader import ArchiveReader
from archive.writer import ArchiveWriter

pytestmark = pytest.mark.process


@pytest.mark.parametrize("shard", [50_000, 1])
def test_running_reader_answers_from_another_process_commit(
    tmp_path: Path,
    item: Callable[..., Any],
    model: ModelIdentity,
    vector: Callable[[str], Any],
    child: Callable[[Path, str], Any],
    monkeypatch: pytest.MonkeyPatch,
    shard: int,
) -> None:
    monkeypatch.setattr("archive.vectors.shards.SHARD", shard)
    with ArchiveWriter(tmp_path, model=model) as writer:
        writer.put(*item("old", "القديم في القاهرة.", language="ar"))
        writer.commit()
    new = "الجديد في غزة."
    with ArchiveReader(tmp_path) as reader:
        assert len(reader.nearest(vector(new), "ar", 9)) == 1
        writing = child(
            tmp_path,
            f"""
with ArchiveWriter(home, model=model) as writer:
    writer.put(*item("new", {new!r}, "ar"))
    writer.commit()
    say("committed")
    sys.stdin.readline()
""",
        )
        assert writing.stdout.readline() == "committed\n"
        began = time.perf_counter()
        assert reader.refresh()
        (best, cosine), *_ = reader.nearest(vector(new), "ar", 9)
        (found, _), *_ = reader.match_grams("غزة", "ar", 9)
        assert time.perf_counter() - began < 2
        assert cosine > 0.99
        assert best == found
        assert reader.passages([best])[best][0].text == new
        writing.communicate("\n")


def test_second_writer_is_refused_at_once_naming_the_first(
    tmp_path: Path, model: ModelIdentity, child: Callable[[Path, str], Any]
) -> None:
    first = child(
        tmp_path, "with ArchiveWriter(home, model=model):\n    say('holding')\n    sys.stdin.readline()\n"
    )
    assert first.stdout.readline() == "holding\n"
    began = time.perf_counter()
    with pytest.raises(ArchiveBusyError, match=f"process {first.pid} on .* since "):
        ArchiveWriter(tmp_path, model=model)
    assert time.perf_counter() - began < 1
    first.kill()
    first.wait()
    with ArchiveWriter(tmp_path, model=model):
        pass


def test_lock_is_free_after_its_release(tmp_path: Path) -> None:
    for _ in range(2):
        lock = WriterLock(tmp_path)
        lock.acquire()
        with pytest.raises(ArchiveBusyError):
            WriterLock(tmp_path).acquire()
        lock.release()


@pytest.mark.parametrize(
    ("stage", "survives"),
    [
        ("pending", False),
        ("words", False),
        ("committed", True),
        ("words cleared", True),
        ("cleared", True),
    ],
)
def test_run_killed_after_a_stage_is_undone_or_finished(
    tmp_path: Path,
    item: Callable[..., Any],
    model: ModelIdentity,
    child: Callable[[Path, str], Any],
    stage: str,
    survives: bool,
) -> None:
    with ArchiveWriter(tmp_path, model=model) as writer:
        writer.put(*item("replaced", "Before."))
        writer.put(*item("removed", "To be removed."))
        writer.put(*item("kept", "يبقى كما هو.", language="ar"))
        writer.commit()
    killed = child(
        tmp_path,
        f"""
import os, signal
def on_stage(stage: str) -> Path:
    if stage == {stage!r}:
        os.kill(os.getpid(), signal.SIGKILL)
with ArchiveWriter(home, model=model, on_stage=on_stage) as writer:
    writer.put(*item("replaced", "After."))
    writer.put(*item("added", "Added."))
    writer.remove(["removed"])
    writer.commit()
""",
    )
    killed.communicate()
    assert killed.returncode == -9
    with ArchiveReader(tmp_path) as reader:  # before anybody has recovered anything
        found = reader.match_grams("before after added removed", "en", 9)
        texts = {passage.text for passage, _ in reader.passages([key for key, _ in found]).values()}
        assert texts == ({"After.", "Added."} if survives else {"Before.", "To be removed."})
    with ArchiveWriter(tmp_path, model=model) as writer:
        expected = {"replaced": "After.", "added": "Added.", "kept": "يبقى كما هو."}
        if not survives:
            expected = {"replaced": "Before.", "removed": "To be removed.", "kept": "يبقى كما هو."}
        assert writer.hashes() == expected
    health = verify(tmp_path)
    assert health.whole
    assert health.passages == 3
