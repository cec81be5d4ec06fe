"""A question, as the person asked it and as it was understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from archive.filters import Filters


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        text: the words of the person.
        language: ISO 639-1 code of those words, or "und".
        filters: what the answer is restricted to.
    """

    text: str
    language: str
    filters: Filters = field(default_factory=Filters)
