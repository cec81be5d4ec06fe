"""The tokens of a model by number, kept in the memory that their letters need."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import overload


class Vocabulary(Sequence[str]):
    """Tokens that are cut out of one text when they are asked for.

    Two hundred thousand strings would take four times as much.

    Args:
        tokens: in the order of their numbers.
    """

    def __init__(self, tokens: Iterable[str]) -> None:
        listed = list(tokens)
        self._text = "".join(listed)
        self._starts = array("L", accumulate(map(len, listed), initial=0))

    def __len__(self) -> int:
        """How many tokens there are."""
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[str]:
        """All tokens in order."""
        for start, end in pairwise(self._starts):
            yield self._text[start:end]

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
        return self._text[self._starts[number] : self._starts[number + 1]]
