import threading
from collections.abc import Iterator

from answering.answer import Abstention, Answer
from answering.events import Event, Finished, Searching
from archive.errors import ModelError
from chat.running import RunningAnswer
from retrieval.question import Question

QUESTION = Question("ما الجديد؟", "ar")
NOTHING = Finished(Answer(QUESTION, (), Abstention.NOTHING_FOUND, (), 0.0))


class Slow:
    """Says that it searches, and the rest only when it is allowed to."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def answer(self, question: Question) -> Iterator[Event]:
        yield Searching(question)
        self.go.wait()
        yield NOTHING


class Unreachable:
    def answer(self, question: Question) -> Iterator[Event]:
        yield Searching(question)
        raise ModelError("The chat model at http://localhost:1 cannot be reached; start it and ask again.")


def test_a_second_reader_gets_every_event_from_the_first_on() -> None:
    slow = Slow()
    running = RunningAnswer(slow, QUESTION)
    first = running.events(patience=0.01)
    assert next(event for event in first if event) == Searching(QUESTION)
    first.close()
    slow.go.set()
    assert [event for event in running.events() if event] == [Searching(QUESTION), NOTHING]
    running.join()


def test_a_reader_who_waits_hears_that_nothing_has_happened() -> None:
    slow = Slow()
    running = RunningAnswer(slow, QUESTION)
    events = running.events(patience=0.01)
    assert None in [next(events) for _ in range(3)]
    slow.go.set()
    running.join()


def test_a_cancelled_answer_ends() -> None:
    slow = Slow()
    running = RunningAnswer(slow, QUESTION)
    running.cancel()
    slow.go.set()
    running.join()
    assert running.problem is None


def test_what_goes_wrong_is_kept_for_the_person() -> None:
    running = RunningAnswer(Unreachable(), QUESTION)
    assert [event for event in running.events() if event] == [Searching(QUESTION)]
    running.join()
    assert isinstance(running.problem, ModelError)
