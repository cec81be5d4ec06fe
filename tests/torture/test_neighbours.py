"""Several processes over one archive: a second writer is refused, readers go on while one writes."""

import json
import queue
import re
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from archive.settings import Settings
from retrieval.open import open_retriever
from retrieval.retriever import Retriever
from retrieval.understanding import understand
from tests.torture.conftest import ROOT, ROUNDS, Newsroom, Runs

_SECONDS = 30 if ROUNDS >= 20 else 6
_APART = 0.2
_PATIENCE = 1 if ROUNDS >= 20 else 5
"""The short form runs beside whatever else a machine does, and only the long one measures."""
_FINDABLE = 2.0 * _PATIENCE
_SLOWER = 2.0 * _PATIENCE
_REFUSED = """
import sys, time
from ingest.cli import main
from archive.terminal import run
began = time.perf_counter()
code = run(main)
sys.stdout.write(f"{time.perf_counter() - began:.3f}")
sys.exit(code)
"""


def test_a_second_run_is_refused_with_the_name_of_the_first(newsroom: Newsroom, runs: Runs) -> None:
    assert runs(newsroom.folder).returncode == 0
    newsroom.change("add")
    first = runs.start(newsroom.folder, at="pending:1", deed=f"wait {runs.home / 'go on'}")
    assert first.stdout is not None
    assert [first.stdout.readline(), first.stdout.readline()] == ["began\n", "waiting\n"]
    second = subprocess.run(
        [sys.executable, "-c", _REFUSED, str(newsroom.folder)],
        cwd=ROOT,
        env=runs.environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert second.returncode == 3
    assert re.search(rf"process {first.pid} on .* since 20.*\(.*acknowledging\.py", second.stderr)
    assert float(second.stdout) < 1
    (runs.home / "go on").touch()
    first.communicate(timeout=60)
    assert first.returncode == 0


def _ask(retriever: Retriever, number: int) -> float:
    """Ask once, a fifth of a second after the last time; returns how long the answer took."""
    began = time.perf_counter()
    retriever.search(understand(f"ما حاصل ضرب العدد {number} في العدد 7؟"), limit=5)
    took = time.perf_counter() - began
    threading.Event().wait(max(0.0, _APART - took))
    return took


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def test_readers_go_on_while_a_run_writes_and_find_what_it_commits(
    newsroom: Newsroom, runs: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert runs(newsroom.folder).returncode == 0
    retriever = open_retriever(Settings(home=runs.home))
    _ask(retriever, 1)
    idle = [_ask(retriever, number) for number in range(int(_SECONDS / _APART))]
    lines: queue.SimpleQueue[tuple[str, float]] = queue.SimpleQueue()
    feed = Newsroom(tmp_path / "feed", 0, seed=5)
    feed.versions = dict.fromkeys(range(1_000_000, 1_000_000 + 2_000 * _SECONDS), 0)
    feed.write()
    process = runs.start(feed.folder, commit=1024)

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.put((line, time.perf_counter()))

    listener = threading.Thread(target=listen)
    listener.start()
    busy: list[float] = []
    waits: list[float] = []
    while process.poll() is None:
        busy.append(_ask(retriever, len(busy)))
        while not lines.empty():
            line, said = lines.get()
            if line.startswith("{"):
                waits.append(_findable(retriever, json.loads(line), said))
    listener.join()
    assert process.returncode == 0
    ratio = _p95(busy) / _p95(idle)
    with capsys.disabled():
        sys.stdout.write(
            f"\nidle p95 {_p95(idle) * 1000:.1f} ms ({len(idle)} questions) · while a run writes "
            f"{_p95(busy) * 1000:.1f} ms ({len(busy)}), {ratio:.2f} times · commits found after at most "
            f"{max(waits):.2f} s ({len(waits)})\n"
        )
    assert max(waits) < _FINDABLE
    assert ratio < _SLOWER


def _findable(retriever: Retriever, put: dict[str, str | None], said: float) -> float:
    """How long after its commit the last article of it is found; what is asked is its own words."""
    wanted = list(put)[-1]
    article = retriever.reader.article(wanted)
    while article is None:
        retriever.reader.refresh()
        article = retriever.reader.article(wanted)
    while not any(
        wanted in {hit.article.id, *(copy.article.id for copy in hit.copies)}
        for hit in retriever.search(understand(article.body), limit=20).hits
    ):
        assert time.perf_counter() - said < 30, "an article that was committed is not found"
    return time.perf_counter() - said
