"""What a question is, before anything is searched."""

from __future__ import annotations

from archive.filters import Filters
from language.identification import identify
from retrieval.question import Question


def understand(text: str, filters: Filters | None = None) -> Question:
    """Read a question: its language, and what it is restricted to.

    Args:
        text: the words of the person; white space round them does not count.
        filters: what the person chose beside the question.
    """
    text = " ".join(text.split())
    return Question(text=text, language=identify(text), filters=filters or Filters())
