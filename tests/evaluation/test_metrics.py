"""The measures, against values worked out by hand, and their laws."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.metrics import area_under_curve, average_precision, ndcg, percentile, recall, reciprocal_rank

RANKING = ["a", "b", "c", "d"]


def test_ndcg_of_one_relevant_document_falls_with_its_rank() -> None:
    assert ndcg(RANKING, {"a"}) == 1
    assert ndcg(RANKING, {"b"}) == pytest.approx(1 / math.log2(3))
    assert ndcg(RANKING, {"e"}) == 0


def test_ndcg_of_two_relevant_documents_is_divided_by_the_best_possible() -> None:
    best = 1 + 1 / math.log2(3)
    assert ndcg(RANKING, {"a", "c"}) == pytest.approx((1 + 1 / 2) / best)


def test_recall_counts_the_share_of_the_relevant() -> None:
    assert recall(RANKING, {"a", "d", "z"}, 10) == pytest.approx(2 / 3)
    assert recall(RANKING, {"d"}, 3) == 0


def test_reciprocal_rank_looks_no_deeper_than_it_may() -> None:
    assert reciprocal_rank(RANKING, {"c", "d"}) == pytest.approx(1 / 3)
    assert reciprocal_rank(RANKING, {"d"}, depth=3) == 0


def test_average_precision_is_the_mean_over_the_relevant() -> None:
    assert average_precision(RANKING, {"a", "c"}) == pytest.approx((1 + 2 / 3) / 2)


def test_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([5, 1, 4, 2, 3], 50) == 3
    assert percentile([5, 1, 4, 2, 3], 95) == 5


def test_the_area_under_the_curve_counts_the_pairs_in_the_right_order_and_ties_half() -> None:
    assert area_under_curve([0.9, 0.8], [0.1, 0.2]) == 1
    assert area_under_curve([0.9, 0.3], [0.5, 0.3]) == pytest.approx((2 + 0.5) / 4)
    assert area_under_curve([0.4], [0.4]) == 0.5
    assert area_under_curve([], [0.4]) == 0


@given(
    st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=1),
    st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=1),
)
def test_the_area_under_the_curve_is_what_counting_every_pair_gives(
    present: list[float], absent: list[float]
) -> None:
    wins = [(one > other) + 0.5 * (one == other) for one in present for other in absent]
    assert area_under_curve(present, absent) == pytest.approx(sum(wins) / len(wins))


@given(st.permutations(RANKING), st.sets(st.sampled_from("abcdef"), min_size=1))
def test_every_measure_lies_between_zero_and_one(ranking: list[str], relevant: set[str]) -> None:
    figures = [
        ndcg(ranking, relevant),
        recall(ranking, relevant, 10),
        reciprocal_rank(ranking, relevant),
        average_precision(ranking, relevant),
    ]
    assert all(0 <= figure <= 1 + 1e-9 for figure in figures)
    assert ndcg(sorted(ranking, key=lambda item: item not in relevant), relevant) >= figures[0] - 1e-9
