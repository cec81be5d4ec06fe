"""Asking Chroma from a process of its own, so that a torn file can end or hang only that process.

One process serves a reader as long as it lives. It is told with each question which generation is meant, and
opens the index again where that is newer than what it has open.
"""

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

from archive.vector_index import VectorIndex
from language.embedding import FloatArray

_OPENING_SECONDS = 20.0
_ANSWER_SECONDS = 5.0
_ROOT = Path(__file__).resolve().parents[1]


class VectorProcessError(Exception):
    """The vector index cannot answer: it is torn, hangs, or its process ended."""


class VectorProcess:
    """The reader's end. Safe for threads, which take turns. The process starts with the first question."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._generation = -1
        self._failed = -1

    def nearest(
        self, folder: Path, generation: int, vector: FloatArray, language: str, limit: int
    ) -> list[tuple[int, float]]:
        """The nearest passages of a language as of this generation or a later one: (key, cosine), best first.

        Raises:
            VectorProcessError: it cannot answer, and is asked no more before a later generation.
        """
        with self._turn:
            if self.has_failed(generation):
                raise VectorProcessError("it could not answer before")
            opens = generation > self._generation
            request = {
                "folder": str(folder) if opens else None,
                "language": language,
                "limit": limit,
                "vector": base64.b64encode(np.asarray(vector, dtype="<f4").tobytes()).decode(),
            }
            try:
                reply = self._ask(request, _OPENING_SECONDS if opens else _ANSWER_SECONDS)
            except VectorProcessError:
                self._failed = generation
                self._end()
                raise
            self._generation = max(generation, self._generation)
        return list(zip(reply["keys"], reply["cosines"], strict=True))

    def has_failed(self, generation: int) -> bool:
        """Whether a question of this generation was not answered."""
        return generation <= self._failed

    def give_up(self, generation: int) -> None:
        """Ask no more before a later generation: what was answered is wrong."""
        with self._turn:
            self._failed = max(generation, self._failed)
            self._end()

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
        self._generation = -1
        if process is not None:
            process.kill()
            process.communicate()


def _start() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "archive.vector_process"],
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
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
    index: VectorIndex | None = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["folder"] is not None or index is None:
                if index is not None:
                    index.close()
                index = VectorIndex(Path(request["folder"]))
            vector = np.frombuffer(base64.b64decode(request["vector"]), dtype="<f4")
            found = index.nearest(vector, request["language"], request["limit"])
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
