"""A figure that is measured: its name, what it says, and what it should reach."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        name: by which its floor is pinned.
        says: what it is, in a few words.
        target: what it should reach; None where it is printed to be read, not to be reached.
        pinned: whether it has a floor; not where it depends on the machine, or has no better and worse.
        at_most: whether smaller is better, so that target and floor are ceilings.
    """

    name: str
    says: str
    target: float | None = None
    pinned: bool = True
    at_most: bool = False

    def reaches(self, value: float, bound: float) -> bool:
        """Whether a value is at least as good as a bound."""
        return value <= bound if self.at_most else value >= bound

    def better(self, value: float, other: float) -> float:
        """The better of two values."""
        return min(value, other) if self.at_most else max(value, other)

    def eased(self, value: float, margin: float) -> float:
        """A value, less good by a margin."""
        return value + margin if self.at_most else value - margin
