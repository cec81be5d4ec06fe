"""The tokens of a model by number, kept in the memory that their letters need."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import overload

import numpy as np
from numpy.typing import NDArray


class Vocabulary(Sequence[str]):
    """Tokens that are cut out of one text when they are asked for.

    Two hundred thousand strings would take four times as much.

    Args:
        tokens: in the order of their numbers.

    Attributes:
        text: all of them, one after the other.
    """

    def __init__(self, tokens: Iterable[str]) -> None:
        listed = list(tokens)
        self.text = "".join(listed)
        self._starts = array("q", accumulate(map(len, listed), initial=0))

    def __len__(self) -> int:
        """How many tokens there are."""
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[str]:
        """All tokens in order."""
        for start, end in pairwise(self._starts):
            yield self.text[start:end]

    def lengths(self) -> NDArray[np.int64]:
        """How many characters each has, shape (V,)."""
        starts = np.frombuffer(self._starts, dtype=np.int64)
        return starts[1:] - starts[:-1]

    @overload
    def __getitem__(self, number: int) -> str: ...

    @overload
    def __getitem__(self, number: slice) -> list[str]: ...

    def __getitem__(self, number: int | slice) -> str | list[str]:
        """The token of a number, or those of some."""
        if isinstance(number, slice):
            return list(self)[number]
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self.text[self._starts[number] : self._starts[number + 1]]
