"""A question, as the person asked it and as it was understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from archive.filters import Filters
from retrieval.understood_time import UnderstoodWindow


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        text: the words of the person.
        language: ISO 639-1 code of those words, or "und".
        filters: what the person restricted the answer to.
        window: the days that its words name, where they name any.
        newest: whether its words ask for what is newest.
    """

    text: str
    language: str
    filters: Filters = field(default_factory=Filters)
    window: UnderstoodWindow | None = None
    newest: bool = False

    @property
    def restricted(self) -> bool:
        """Whether anything is left out, by the person's choice or by the days that were understood."""
        return bool(self.filters) or (self.window is not None and self.window.applied)

    @property
    def beside_window(self) -> str:
        """Its words without those of a window that is applied; all of them where no others are left."""
        window = self.window
        if window is None or not window.applied:
            return self.text
        beside = " ".join(f"{self.text[: window.start]} {self.text[window.end :]}".split())
        return beside if any(map(str.isalnum, beside)) else self.text

    @property
    def searched(self) -> str:
        """The words to look for: "last week" is no word of last week's articles, "January 2026" may be."""
        return self.beside_window if self.window and self.window.relative else self.text
