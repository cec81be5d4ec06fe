"""A disk that is full: said by its name at every stage, answered from as before, gone on with afterwards."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.health import verify
from archive.reader import ArchiveReader
from tests.torture.conftest import PASSAGES, ROUNDS, Newsroom, Runs
from tests.torture.test_kills import bodies

_MEGABYTES = 48 + PASSAGES // 150


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    if not sys.platform.startswith("linux"):
        pytest.skip("mounting a small disk is tried on Linux only")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


STAGES = ("start", "pending", "words", "committed", "words cleared")


@pytest.mark.parametrize("stage", STAGES if ROUNDS >= 20 else ["pending"])
def test_a_full_disk_is_named_and_the_next_run_goes_on(
    newsroom: Newsroom, runs: Runs, disk: Path, stage: str
) -> None:
    runs.home = disk / "data"
    runs.environment["ISNAD_HOME"] = str(runs.home)
    filler = disk / "filler"
    assert runs(newsroom.folder).returncode == 0
    before = bodies(runs.home)
    newsroom.change("mixed")
    if stage == "start":
        with filler.open("wb", buffering=0) as file:  # catalogue: not a page can be added
            while True:
                try:
                    file.write(bytes(4096))
                except OSError:
                    break
        process = runs.start(newsroom.folder, "--prune")
    else:
        process = runs.start(newsroom.folder, "--prune", at=f"{stage}:1", deed=f"fill {filler}")
    _, said = process.communicate(timeout=120)
    assert filler.exists(), "the stage was not reached"
    # What was still to be cleared away may have fitted; then the run was done.
    assert process.returncode == 3 or (stage.endswith("cleared") and process.returncode == 0), said
    if process.returncode == 3:
        assert f"The disk that holds {runs.home} is full" in said
        assert len(said.strip().splitlines()) == 1, said
    # The one page of a commit may fit into what the catalogue's log takes up already.
    truth = {"start": [before], "pending": [before], "words": [before, newsroom.bodies()]}
    assert bodies(runs.home) in truth.get(stage, [newsroom.bodies()])
    with ArchiveReader(runs.home) as reader:
        assert reader.match_grams("العدد", "ar", 9)
    filler.unlink()
    assert runs(newsroom.folder, "--prune").returncode == 0
    assert bodies(runs.home) == newsroom.bodies()
    assert verify(runs.home).whole


def test_a_disk_that_is_too_small_keeps_what_was_committed(runs: Runs, disk: Path, tmp_path: Path) -> None:
    runs.home = disk / "data"
    runs.environment["ISNAD_HOME"] = str(runs.home)
    (disk / "filler").write_bytes(bytes((_MEGABYTES - 6) << 20))
    newsroom = Newsroom(tmp_path / "many", 6_000, seed=3)
    process = runs.start(newsroom.folder, commit=1000)
    out, said = process.communicate(timeout=300)
    assert process.returncode == 3, said
    assert f"The disk that holds {runs.home} is full" in said
    assert "Traceback" not in said
    assert len(bodies(runs.home)) >= 1000 * (out.count("{") - 1)
