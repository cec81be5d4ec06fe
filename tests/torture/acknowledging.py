"""`python -m ingest` that says which commits have returned, and that can come to harm at a named stage.

On standard output: `began`, then for each commit that has returned the articles that it put (id: content
hash) or removed (id: null) as one JSON object. ISNAD_TORTURE_AT, as `STAGE:TIME`, names the stage of the
write order and which time it is reached; ISNAD_TORTURE_DEED says what happens then: `kill`, `fill FILE`, or
`wait FILE` until there is such a file.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import archive.vectors.shards
import ingest.run
import ingest.taking_in.intake
from archive.priority import give_way
from archive.terminal import run
from archive.writer import ArchiveWriter
from ingest.cli import main

STAGE, _, TIME = os.environ.get("ISNAD_TORTURE_AT", ":0").partition(":")
DEED, _, FILE = os.environ.get("ISNAD_TORTURE_DEED", "").partition(" ")
archive.vectors.shards.SHARD = int(os.environ.get("ISNAD_TORTURE_SHARD", "50000"))
ingest.taking_in.intake.ARTICLES_IN_COMMIT = int(os.environ.get("ISNAD_TORTURE_COMMIT", "5000"))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def fill(file: Path) -> None:
    """Leave not a byte on the disk of a file."""
    with file.open("wb", buffering=0) as filler:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    filler.write(bytes(size))
            except OSError:
                continue


class TellingWriter(ArchiveWriter):
    """Says what is safe."""

    def __init__(self, home: Path, **known: Any) -> None:
        self._changes: dict[str, str | None] = {}
        self._reached: dict[str, int] = {}
        super().__init__(home, **known, on_stage=self._reach)

    def put(self, article: Any, content_hash: str, passages: Any, *delivery: Any) -> None:
        super().put(article, content_hash, passages, *delivery)
        self._changes[article.id] = content_hash

    def remove(self, article_ids: Any) -> None:
        ids = list(article_ids)
        super().remove(ids)
        self._changes.update(dict.fromkeys(ids))

    def commit(self) -> int:
        generation = super().commit()
        say(json.dumps(self._changes))
        self._changes.clear()
        return generation

    def _reach(self, stage: str) -> None:
        self._reached[stage] = self._reached.get(stage, 0) + 1
        if stage == STAGE and self._reached[stage] == int(TIME):
            if DEED == "fill":
                fill(Path(FILE))
            elif DEED == "wait":
                say("waiting")
                while not Path(FILE).exists():
                    time.sleep(0.05)
            else:
                os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    give_way()
    ingest.run.ArchiveWriter = TellingWriter
    say("began")
    sys.exit(run(main))
