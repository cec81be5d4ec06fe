"""A process of our own that works beside its caller: pickled questions in, pickled answers out, in order.

Python's threads take turns; two processes do not. `multiprocessing` is not used because its workers outlive a
caller that is killed: here the pipe is all that binds the two, and its end is the end of the helper.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from queue import SimpleQueue
from typing import Any

from archive.memory import give_back
from archive.own_modules import command, environment

_BUFFER = 1 << 20
_ANSWERS = 64
"""After so many a helper gives back what memory it does not use; that takes some milliseconds."""

_TURN = 0.0002
"""Seconds after which a helper's thread lets others go on that come back from the system; Python: 0.005."""


class HelperEndedError(Exception):
    """The helper has ended by itself: it was killed, had no memory, or met what it cannot do."""


class HelperProcess:
    """The caller's end, for one thread. The process starts at once.

    Args:
        module: is run as `python -m`, and ends in `serve`.
    """

    def __init__(self, module: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module, by this interpreter
            command(module),
            env=environment(),
            bufsize=_BUFFER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdin is not None  # noqa: S101 - both are pipes
        assert self._process.stdout is not None  # noqa: S101
        self._questions, self._answers = self._process.stdin, self._process.stdout
        self._sender = _Sender(self._questions.fileno())

    def ask(self, question: object) -> None:
        """Send a question; its answers are fetched by `answer`, behind those of the questions before."""
        self._sender.send(question)

    def answer(self) -> Any:  # noqa: ANN401 - whatever the helper says
        """Wait for the next answer.

        Raises:
            HelperEndedError: there will be none any more.
        """
        try:
            return pickle.load(self._answers)  # noqa: S301 - from our own process
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise HelperEndedError("the process has ended") from error

    def close(self) -> None:
        """End the process, and give up what is under way."""
        self._process.kill()
        self._process.wait()
        self._sender.close()
        self._questions.close()
        self._answers.close()


def serve(answers: Callable[[Any], Iterable[object]]) -> int:
    """The process itself: what is answered to each question, until there are no more or the caller ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller decides what Ctrl-C means
    gc.disable()  # what helpers remember are many small things without cycles
    sys.setswitchinterval(_TURN)
    sender = _Sender(os.dup(1))
    os.dup2(2, 1)  # nothing that a library prints may stand between the answers
    caller = os.getppid()
    questions = os.fdopen(os.dup(0), "rb", _BUFFER)
    answered = 0
    while True:
        try:
            question = pickle.load(questions)  # noqa: S301 - from our own process
        except EOFError:
            break
        for answer in answers(question):
            if os.getppid() != caller:
                return 0
            sender.send(answer)
            if answered % _ANSWERS == 0:  # behind the first too, for which everything was read
                give_back()
            answered += 1
    sender.close()
    return 0


class _Sender:
    """Writes to a pipe in a thread of its own: a pipe holds little, and whoever fills it waits.

    Each message is one call of the system. A thread that returns to Python for every few kilobytes waits each
    time for its turn, up to 5 ms, where the other is busy.
    """

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._messages: SimpleQueue[bytes | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._write, name="sender", daemon=True)
        self._thread.start()

    def send(self, message: object) -> None:
        """Have something written, pickled, behind what waits already."""
        self._messages.put(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))

    def close(self) -> None:
        """Wait until all is written, or can no more be."""
        self._messages.put(None)
        self._thread.join()

    def _write(self) -> None:
        try:
            while (message := self._messages.get()) is not None:
                rest = memoryview(message)
                while rest:
                    rest = rest[os.write(self._pipe, rest) :]
        except OSError:
            return  # the other end is gone; whoever reads is told
