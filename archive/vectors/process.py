"""Asking shards from a process of its own, so that a torn file can end or hang only that process."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from archive.own_modules import command, environment
from archive.vectors.index import ShardIndex
from language.embedding import FloatArray

_OPENING_SECONDS = 20.0
_ANSWER_SECONDS = 5.0
_OPENED_AT_ONCE = 4
_THREADS = min(4, os.cpu_count() or 1)


class VectorProcessError(Exception):
    """A shard cannot answer: it is torn, hangs, or its process ended."""


Answer = list[tuple[int, float]] | VectorProcessError
"""Keys and cosines, best first; or why there are none."""


class VectorProcess:
    """The reader's end. Safe for threads, which take turns. The process starts with the first question."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._opened: set[Path] = set()
        self._failed: set[Path] = set()

    def nearest(self, shard: Path, vector: FloatArray, limit: int) -> list[tuple[int, float]]:
        """The nearest passages of a shard: (key, cosine), best first.

        Raises:
            VectorProcessError: it cannot answer, and is asked no more.
        """
        answer = self.nearest_of_each({shard: limit}, vector)[shard]
        if isinstance(answer, VectorProcessError):
            raise answer
        return answer

    def nearest_of_each(self, limits: Mapping[Path, int], vector: FloatArray) -> dict[Path, Answer]:
        """The nearest passages of each of some shards, which answer side by side.

        Args:
            limits: how many at most are asked of each shard.
            vector: shape (d,).

        Returns:
            For each shard its answer, or why it has none; it is then asked no more.
        """
        with self._turn:
            known = [shard for shard in limits if shard in self._opened]
            others = [shard for shard in limits if shard not in self._opened]
            groups = [
                others[start : start + _OPENED_AT_ONCE] for start in range(0, len(others), _OPENED_AT_ONCE)
            ]
            answers: dict[Path, Answer] = {}
            for group in filter(None, [known, *groups]):
                answers |= self._answers(group, limits, vector)
            return answers

    def _answers(
        self, shards: Sequence[Path], limits: Mapping[Path, int], vector: FloatArray
    ) -> dict[Path, Answer]:
        answers: dict[Path, Answer] = {
            shard: VectorProcessError("it could not answer before")
            for shard in shards
            if self.has_failed(shard)
        }
        asked = [shard for shard in shards if shard not in answers]
        if not asked:
            return answers
        request = {
            "shards": [[str(shard), limits[shard]] for shard in asked],
            "vector": base64.b64encode(np.asarray(vector, dtype="<f4").tobytes()).decode(),
        }
        try:
            replies = self._ask(
                request, _ANSWER_SECONDS if self._opened.issuperset(asked) else _OPENING_SECONDS
            )
        except VectorProcessError as error:
            self._end()
            if len(asked) > 1:  # which of them it was is seen where each is asked alone
                for shard in asked:
                    answers |= self._answers([shard], limits, vector)
                return answers
            self._failed.add(asked[0])
            return answers | {asked[0]: error}
        for shard, reply in zip(asked, replies, strict=True):
            if "error" in reply:
                self._failed.add(shard)
                answers[shard] = VectorProcessError(reply["error"])
            else:
                self._opened.add(shard)
                answers[shard] = list(zip(reply["keys"], reply["cosines"], strict=True))
        if not self._failed.isdisjoint(asked):
            self._end()
        return answers

    def has_failed(self, shard: Path) -> bool:
        """Whether a shard is asked no more."""
        return shard in self._failed

    def give_up(self, shard: Path) -> None:
        """Ask a shard no more: what it answers is wrong."""
        self._failed.add(shard)

    def close(self) -> None:
        """End the process."""
        with self._turn:
            self._end()

    def __del__(self) -> None:
        """End the process with its last reader."""
        self._end()

    def _ask(self, request: dict[str, Any], seconds: float) -> list[dict[str, Any]]:
        if self._process is None:
            self._process = _start()
        process = self._process
        assert process.stdin is not None  # noqa: S101 - both are pipes
        assert process.stdout is not None  # noqa: S101
        alarm = threading.Timer(seconds, process.kill)
        alarm.daemon = True
        alarm.start()
        try:
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = ""
        finally:
            alarm.cancel()
        if not line:
            raise VectorProcessError(f"its process gave no answer within {seconds:g} s, or ended")
        replies: list[dict[str, Any]] = json.loads(line)
        return replies

    def _end(self) -> None:
        process, self._process = self._process, None
        self._opened.clear()
        if process is not None:
            process.kill()
            process.communicate()


def _start() -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own module, by this interpreter
        command("archive.vectors.process"),
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )


def serve() -> int:
    """The process itself: a question a line on standard input, an answer a line, until that is closed."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)  # nothing that a library prints may stand between the answers
    opened: dict[str, ShardIndex] = {}

    def answer(folder: str, limit: int, vector: FloatArray) -> dict[str, Any]:
        try:
            if folder not in opened:
                opened[folder] = ShardIndex(Path(folder))
            found = opened[folder].nearest(vector, limit)
        except Exception as error:  # noqa: BLE001 - Chroma's core raises what it likes
            return {"error": f"{type(error).__name__}: {error}"}
        return {"keys": [key for key, _ in found], "cosines": [cosine for _, cosine in found]}

    with ThreadPoolExecutor(_THREADS) as threads:  # Chroma works without Python's lock
        for line in sys.stdin:
            request = json.loads(line)
            vector = np.frombuffer(base64.b64decode(request["vector"]), dtype="<f4")
            replies = threads.map(partial(answer, vector=vector), *zip(*request["shards"], strict=True))
            answers.write(json.dumps(list(replies)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(serve())
