"""Damaged files of every format are read or refused: no crash, no hang, no gigabyte.

`ISNAD_TORTURE_ROUNDS` says how many of each format; `make torture-input` tries ten thousand in all.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.files.document import Document
from ingest.readers.choosing import READERS, reader_for
from ingest.records.record import Record, Refusal
from tests.ingest.sample_files import MAKERS

Take = Callable[[Path], list[Record | Refusal]]
Write = Callable[[str, str | bytes], Path]
pytestmark = pytest.mark.process
ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("ISNAD_TORTURE_ROUNDS", "12"))


@pytest.mark.parametrize("kind", MAKERS)
def test_damaged_files_are_read_or_refused(kind: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.ingest.mutations", kind, str(ROUNDS), str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"},
        capture_output=True,
        text=True,
        timeout=60 + 5 * ROUNDS,
    )
    assert done.returncode == 0, f"file {kind}: {done.stderr[-4000:]}"
    told = json.loads(done.stdout)
    sys.stdout.write(f"{told}\n")
    assert told["refused"] > 0
    assert told["peak_mb"] < 1024


@pytest.mark.parametrize("kind", MAKERS)
def test_the_samples_are_whole(kind: str, write: Write, take: Take) -> None:
    assert {type(item) for item in take(write(f"a.{kind}", MAKERS[kind]()))} == {Record}


def test_every_reader_has_a_sample(write: Write) -> None:
    packed = ("zip", "tar", "gz", "bz2", "xz", "zst")
    kinds = [kind for kind in MAKERS if not kind.endswith(packed) or kind.startswith("crawl")]
    chosen = {reader_for(Document(write(f"{kind}/a.{kind}", MAKERS[kind]()))).name for kind in kinds}
    assert {reader.name for reader in READERS} - chosen == set()
