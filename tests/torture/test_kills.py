"""kill -9, at random moments and at every named stage: nothing acknowledged is lost, nothing is twice."""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from archive.catalogue.connection import connect
from archive.catalogue.reading import CatalogueReader
from archive.health import verify
from archive.reader import ArchiveReader
from tests.torture.conftest import PASSAGES, ROUNDS, Newsroom, Runs

STAGES = ("pending", "words", "committed", "words cleared", "cleared", "shards named")
MOST_SECONDS_OF_A_REPAIR = 60


@dataclass
class Findings:
    """What went wrong, over all rounds."""

    rounds: int = 0
    killed: int = 0
    unreadable: int = 0
    lost: int = 0
    twice: int = 0
    not_whole: int = 0
    repairs: list[float] = field(default_factory=list)
    deaths: Counter[str] = field(default_factory=Counter)

    def table(self) -> str:
        slowest = max(self.repairs, default=0.0)
        return (
            f"\nrounds {self.rounds} · killed {self.killed} · unreadable {self.unreadable} · "
            f"lost {self.lost} · twice {self.twice} · not whole {self.not_whole} · "
            f"passages {PASSAGES:,} · slowest next run {slowest:.1f} s\n"
            + "".join(f"  {count:4} killed {death}\n" for death, count in sorted(self.deaths.items()))
        )


def held(home: Path) -> dict[str, str]:
    """Article id -> content hash, as every reader sees it."""
    with closing(connect(home)) as connection:
        rows = connection.execute(
            "SELECT id, content_hash FROM articles, (SELECT CAST(value AS INTEGER) AS now FROM meta "
            "WHERE name = 'generation') WHERE born <= now AND died > now"
        ).fetchall()
    assert len(dict(rows)) == len(rows), "an article is there twice"
    return dict(rows)


def bodies(home: Path) -> list[str]:
    reader = CatalogueReader(home)
    with closing(reader):
        return sorted(article.body for article in reader.articles.all(reader.edition().generation))


def kill(process: "subprocess.Popen[str]", after: float | None) -> list[dict[str, Any]]:
    """End a run after so many seconds of work, or let it end itself; returns what it acknowledged."""
    assert process.stdout is not None
    assert process.stdout.readline() == "began\n"
    if after is not None:
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
    out, _ = process.communicate(timeout=600)
    return [json.loads(line) for line in out.splitlines() if line.startswith("{") and line.endswith("}")]


def look(
    home: Path,
    before: dict[str, str],
    acknowledged: list[dict[str, Any]],
    findings: Findings,
    *,
    removes: bool,
) -> None:
    """What readers find right after the kill, before anybody has repaired anything."""
    try:
        now = held(home)
        with ArchiveReader(home) as reader:
            reader.match_grams("العدد", "ar", 9)
    except Exception:  # noqa: BLE001 - whatever it is, the archive is unreadable
        findings.unreadable += 1
        return
    said = {name: value for commit in acknowledged for name, value in commit.items()}
    findings.lost += sum(now.get(name) != value for name, value in said.items())
    if not removes:  # else one more commit may have been made than could be said
        findings.lost += len(before.keys() - now.keys() - said.keys())


def test_runs_that_are_killed_lose_nothing_and_leave_nothing_twice(
    newsroom: Newsroom, runs: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    chance, findings = random.Random(11), Findings()
    commit, shard = max(50, PASSAGES // 20), max(50, PASSAGES // 12)
    assert runs(newsroom.folder).returncode == 0
    whole_run = 1.0
    for number in range(ROUNDS):
        findings.rounds += 1
        kind = ("add", "update", "remove", "mixed")[number % 4]
        newsroom.change(kind)
        prune = ["--prune"] if kind in ("remove", "mixed") or chance.random() < 0.3 else []
        # Where the last run was killed too, the next one is killed while it repairs.
        for again in range(1 + (chance.random() < 0.3)):
            before = held(runs.home)
            if (number + again) % 2:
                stage = chance.choice(STAGES)
                process = runs.start(
                    newsroom.folder,
                    *prune,
                    at=f"{stage}:{chance.choice((1, 1, 2))}",
                    deed="kill",
                    commit=commit,
                    shard=shard,
                )
                acknowledged = kill(process, None)
                death = f"after {stage!r}"
            else:
                process = runs.start(newsroom.folder, *prune, commit=commit, shard=shard)
                acknowledged = kill(process, chance.uniform(0, 1.2 * whole_run))
                death = "at a random moment"
            if process.returncode == -9:
                findings.killed += 1
                findings.deaths[death] += 1
            look(runs.home, before, acknowledged, findings, removes=bool(prune))
        began = time.perf_counter()
        repaired = runs(newsroom.folder, "--prune")
        whole_run = time.perf_counter() - began
        findings.repairs.append(whole_run)
        assert repaired.returncode == 0, repaired.stderr
        found, expected = bodies(runs.home), newsroom.bodies()
        findings.lost += len(set(expected) - set(found))
        findings.twice += len(found) - len(set(found))
        findings.not_whole += not verify(runs.home).whole
        assert set(found) <= set(expected), "what was removed is there again"
        if findings.rounds % 20 == 0 or findings.rounds == ROUNDS:
            with capsys.disabled():
                sys.stdout.write(findings.table())
    assert (findings.unreadable, findings.lost, findings.twice, findings.not_whole) == (0, 0, 0, 0)
    assert findings.killed > 0
    assert max(findings.repairs) < MOST_SECONDS_OF_A_REPAIR


@pytest.mark.parametrize("stage", STAGES if ROUNDS >= 20 else ["words"])
def test_a_run_that_is_killed_at_a_stage_is_finished_by_the_next(
    newsroom: Newsroom, runs: Runs, stage: str
) -> None:
    assert runs(newsroom.folder).returncode == 0
    newsroom.change("mixed")
    process = runs.start(newsroom.folder, "--prune", at=f"{stage}:1", deed="kill", shard=50)
    kill(process, None)
    assert process.returncode == -9, "the stage was not reached"
    assert runs(newsroom.folder, "--prune").returncode == 0
    assert bodies(runs.home) == newsroom.bodies()
    assert verify(runs.home).whole
