"""Asking shards from a process of its own, so that a torn file can end or hang only that process."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np

from archive.own_modules import command, environment
from archive.vectors.index import ShardIndex
from language.embedding import FloatArray

_OPENING_SECONDS = 20.0
_ANSWER_SECONDS = 5.0


class VectorProcessError(Exception):
    """A shard cannot answer: it is torn, hangs, or its process ended."""


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
        with self._turn:
            if self.has_failed(shard):
                raise VectorProcessError("it could not answer before")
            request = {
                "folder": str(shard),
                "limit": limit,
                "vector": base64.b64encode(np.asarray(vector, dtype="<f4").tobytes()).decode(),
            }
            try:
                reply = self._ask(request, _ANSWER_SECONDS if shard in self._opened else _OPENING_SECONDS)
            except VectorProcessError:
                self._failed.add(shard)
                self._end()
                raise
            self._opened.add(shard)
        return list(zip(reply["keys"], reply["cosines"], strict=True))

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

    def _ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
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
        reply: dict[str, Any] = json.loads(line)
        if "error" in reply:
            raise VectorProcessError(reply["error"])
        return reply

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
    for line in sys.stdin:
        request = json.loads(line)
        folder = request["folder"]
        try:
            if folder not in opened:
                opened[folder] = ShardIndex(Path(folder))
            vector = np.frombuffer(base64.b64decode(request["vector"]), dtype="<f4")
            found = opened[folder].nearest(vector, request["limit"])
            reply: dict[str, Any] = {
                "keys": [key for key, _ in found],
                "cosines": [cosine for _, cosine in found],
            }
        except Exception as error:  # noqa: BLE001 - Chroma's core raises what it likes
            reply = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(reply) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(serve())
