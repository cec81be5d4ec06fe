"""Rows that grow are not copied, and nobody's first rows change."""

import numpy as np

from archive.vectors.growing import GrowingRows


def rows(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.float32).reshape(-1, 1)


def test_what_is_added_lies_behind_without_a_copy_of_what_was_there() -> None:
    first = GrowingRows(rows(1, 2)).extended(2, rows(3))
    seen = first.first(3)
    grown = first.extended(3, rows(4, 5))
    assert grown is first
    assert np.shares_memory(grown.first(5), seen)
    assert (seen.ravel().tolist(), grown.first(5).ravel().tolist()) == ([1, 2, 3], [1, 2, 3, 4, 5])


def test_where_others_stand_behind_already_a_copy_is_made() -> None:
    first = GrowingRows(rows(1)).extended(1, rows(2))
    one = first.extended(2, rows(3))
    other = first.extended(2, rows(4))
    assert one is not other
    assert one.first(3).ravel().tolist() == [1, 2, 3]
    assert other.first(3).ravel().tolist() == [1, 2, 4]


def test_beyond_the_room_a_copy_with_more_room_is_made() -> None:
    grown = GrowingRows(rows(0))
    for count in range(1, 5000):
        grown = grown.extended(count, rows(count))
    assert grown.first(5000).ravel().tolist() == list(range(5000))
