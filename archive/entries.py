"""What is on its way into the archive: an article, and a passage as handed in and as the indexes are told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive.article import AS_IT_CAME, Article, Delivery


@dataclass(frozen=True, slots=True)
class PassageEntry:
    r"""A passage as it is handed in: where it stands in the body, and what the indexes need of it.

    Attributes:
        start: the offset of its first character in the article's body.
        end: the offset after its last.
        vector: its unit vector, of `title + "\n" + text`: a passage alone often does not name its subject.
        tokens: the bundled model's token ids of the same text.
    """

    start: int
    end: int
    vector: NDArray[np.float16]
    tokens: NDArray[np.uint32]

    def __reduce__(self) -> tuple[Callable[..., PassageEntry], tuple[int, int, bytes, bytes]]:
        """For pipes: its arrays as bytes, which takes a third of the time that arrays take."""
        return _unpickled, (self.start, self.end, self.vector.tobytes(), self.tokens.tobytes())


def _unpickled(start: int, end: int, vector: bytes, tokens: bytes) -> PassageEntry:
    return PassageEntry(start, end, np.frombuffer(vector, np.float16), np.frombuffer(tokens, np.uint32))


@dataclass(frozen=True, slots=True)
class PendingArticle:
    """An article on its way into the catalogue, with what tells whether it has changed and its passages."""

    article: Article
    content_hash: str
    passages: Sequence[PassageEntry]
    delivery: Delivery = AS_IT_CAME


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """What both indexes are told of a passage."""

    key: int
    language: str
    day: int | None
    source: int
    text: str
    vector: NDArray[np.float16]
    tokens: NDArray[np.uint32]
