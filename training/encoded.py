"""Many texts as token ids in one array."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class Texts:
    """The tokens of many texts.

    Attributes:
        tokens: all of them, one text behind the other.
        starts: where each text begins, and at last the end of all, shape (texts + 1,).
    """

    tokens: NDArray[np.int32]
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self.starts) - 1

    def __getitem__(self, place: int) -> NDArray[np.int32]:
        """The tokens of one text."""
        return self.tokens[self.starts[place] : self.starts[place + 1]]


class Encoder:
    """Turns texts into tokens and remembers each word's."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Encode with a tokenizer in which no token reaches over white space."""
        self._tokenizer = tokenizer
        self._words: dict[str, list[int]] = {}

    def encode(self, texts: Sequence[str]) -> Texts:
        """The tokens of the texts, without the unknown one."""
        split = [text.split() for text in texts]
        new = list({word for words in split for word in words if word not in self._words})
        found = self._tokenizer.encode_batch_fast(new, add_special_tokens=False)
        for word, encoding in zip(new, found, strict=True):
            self._words[word] = [token for token in encoding.ids if token]
        ids = [[token for word in words for token in self._words[word]] for words in split]
        starts = np.cumsum([0] + [len(one) for one in ids])
        return Texts(np.array([token for one in ids for token in one], dtype=np.int32), starts)
