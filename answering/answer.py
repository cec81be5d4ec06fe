"""An answer and its parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from archive.article import ArticleInfo
from retrieval.hit import Hit
from retrieval.question import Question


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a sentence comes from: `article body[start:end] == quote`, always.

    Attributes:
        number: what the reader sees in brackets. One number an article and answer.
        article: the cited article.
        start: first character of the quote in the article's body.
        end: one past its last character.
        quote: the cited words, verbatim.
        passage_start: first character of the passage round the quote.
        passage_end: one past the passage's last character.
    """

    number: int
    article: ArticleInfo
    start: int
    end: int
    quote: str
    passage_start: int
    passage_end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer.

    Attributes:
        text: the sentence as it is shown.
        language: of the sentence, ISO 639-1.
        support: how well its citations bear it out, 0 to 1; 1 for a verbatim quotation.
        citations: at least one.
    """

    text: str
    language: str
    support: float
    citations: tuple[Citation, ...]


class Abstention(StrEnum):
    """Why nothing was answered."""

    NOTHING_FOUND = "nothing_found"
    TOO_WEAK = "too_weak"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Answer:
    """Sentences, or the reason why there are none; never both, never neither.

    Attributes:
        question: as it was understood.
        sentences: in the order they are read.
        abstention: why there are none.
        hits: what the search found, for the person to look at either way.
        seconds: from the question to the last sentence.
    """

    question: Question
    sentences: tuple[Sentence, ...]
    abstention: Abstention | None
    hits: tuple[Hit, ...]
    seconds: float

    def __post_init__(self) -> None:
        if bool(self.sentences) == (self.abstention is not None):
            raise ValueError("an answer has either sentences or the reason why it has none")
