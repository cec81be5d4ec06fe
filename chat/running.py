"""An answer that is being made while the page goes on living.

Streamlit runs the page's script again at every click and would throw a half-made answer away. So the answer
is made in a thread of its own, and whichever run of the script comes next picks its events up again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from typing import Protocol

from answering.events import Event
from archive.errors import IsnadError
from retrieval.question import Question

_log = logging.getLogger(__name__)


class Answers(Protocol):
    """What the chat needs of an assistant to have an answer made."""

    def answer(self, question: Question) -> Iterator[Event]:
        """The events of one answer."""
        ...


class RunningAnswer:
    """The events of one answer, for as many readers as there are.

    Args:
        assistant: who answers.
        question: as understood.
    """

    def __init__(self, assistant: Answers, question: Question) -> None:
        self._assistant = assistant
        self._question = question
        self._events: list[Event] = []
        self._changed = threading.Condition()
        self._cancelled = False
        self._over = False
        self.problem: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="isnad-answer", daemon=True)
        self._thread.start()

    def events(self, patience: float = 0.2) -> Iterator[Event | None]:
        """Every event from the first on, until the answer is over.

        Args:
            patience: seconds after which a None says that nothing has happened yet.
        """
        read = 0
        while True:
            with self._changed:
                if read == len(self._events) and not self._over:
                    self._changed.wait(patience)
                fresh, over = self._events[read:], self._over
            read += len(fresh)
            yield from fresh
            if over and not fresh:
                return
            if not fresh:
                yield None

    def cancel(self) -> None:
        """Have no more made of it; what is there stays."""
        self._cancelled = True

    def join(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    def _run(self) -> None:
        try:
            for event in self._assistant.answer(self._question):
                with self._changed:
                    self._events.append(event)
                    self._changed.notify_all()
                if self._cancelled:
                    break
        except IsnadError as error:
            self.problem = error
        except Exception as error:  # noqa: BLE001 (the page must say something calm, whatever went wrong)
            _log.exception("The answer broke off.")
            self.problem = error
        finally:
            with self._changed:
                self._over = True
                self._changed.notify_all()
