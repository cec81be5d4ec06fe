"""What a question is, before anything is searched."""

from __future__ import annotations

from datetime import date, datetime

from archive.filters import Filters
from language.folding import fold
from language.identification import identify
from language.newest_words import wants_newest
from language.time_expressions import find_window
from retrieval.question import Question
from retrieval.understood_time import UnderstoodWindow


def understand(
    text: str, filters: Filters | None = None, *, today: date | None = None, dates: bool = True
) -> Question:
    """Read a question: its language, what it is restricted to, and what its words say about time.

    Args:
        text: the words of the person; white space round them does not count.
        filters: what the person chose beside the question.
        today: the day from which "last week" is counted; by default the day that the clock says.
        dates: whether words for time are read at all.
    """
    text = " ".join(text.split())
    question = Question(text=text, language=identify(text), filters=filters or Filters())
    if not dates:
        return question
    window = _window(text, question.language, today or datetime.now().astimezone().date())
    beside = f"{text[: window.start]} {text[window.end :]}" if window else text
    newest = wants_newest(fold(beside), question.language)
    return Question(text, question.language, question.filters, window, newest)


def _window(text: str, language: str, today: date) -> UnderstoodWindow | None:
    found = find_window(text, language, today)
    if found is None:
        return None
    return UnderstoodWindow(
        found.since, found.until, found.expression, found.start, found.end, found.relative
    )
