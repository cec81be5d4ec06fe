"""What is read from rankings, against values worked out by hand."""

import pytest

from archive.article import ArticleInfo, Passage
from evaluation.abstention import told_apart
from evaluation.corpus import Document, GoldQuestion
from evaluation.crowding import (
    gap_behind_own,
    gap_between_others,
    mean_rank,
    own_share_against_relevant,
    share_against_relevant,
)
from evaluation.long_articles import long_against_share, put_together, wrong_length_against_all
from evaluation.measuring import Measurement, Reply, ranked_ids
from evaluation.mixed_pool import DEPTH
from retrieval.hit import Copy, Hit


def reply(
    language: str, ranking: str, relevant: str, confidence: float = 0.0, *, answered: bool = False
) -> Reply:
    gold = GoldQuestion("q", "?", language, frozenset(relevant.split()))
    return Reply(gold, tuple(ranking.split()), confidence, 0.01, answered)


def test_copies_of_a_story_come_right_after_the_hit_that_tells_it() -> None:
    def info(name: str) -> ArticleInfo:
        return ArticleInfo(name, "", "en", None, "", None, None, name)

    def hit(name: str, *copies: str) -> Hit:
        passage = Passage(name, 0, 1, "x")
        return Hit(1, 0.0, 1, passage, info(name), (), tuple(Copy(2, passage, info(one)) for one in copies))

    assert ranked_ids([hit("a", "b", "c"), hit("d"), hit("c")]) == ["a", "b", "c", "d"]


def test_a_report_has_the_means_of_its_replies() -> None:
    run = Measurement((reply("en", "a b", "a"), reply("en", "b a", "a", answered=True)))
    report = run.report()
    assert (report["recall@1"], report["mrr@10"], report["map"]) == (0.5, 0.75, 0.75)
    assert run.share_answered() == 0.5


def test_a_language_with_half_of_the_places_and_a_third_of_the_relevant_has_more_than_its_share() -> None:
    replies = [reply("en", "en:1 en:2 ar:1 de:1", "en:1 ar:1 de:1")]
    assert share_against_relevant(replies, "en") == pytest.approx(1.5)
    assert share_against_relevant(replies, "ar") == pytest.approx(0.75)
    assert share_against_relevant(replies, "ru") == 0
    assert share_against_relevant(replies, "en", depth=1) == pytest.approx(3)
    other = reply("ar", "ar:1 en:1", "en:1 ar:1")
    assert own_share_against_relevant([*replies, other]) == pytest.approx((1.5 + 1) / 2)


def test_gaps_are_counted_in_ranks_and_what_is_not_found_stands_behind_the_last() -> None:
    replies = [reply("en", "en:1 x:9 ar:1 de:1", "en:1 ar:1 de:1")]
    assert gap_behind_own(replies) == pytest.approx(((3 - 1) + (4 - 1)) / 2)
    assert gap_between_others(replies) == 1
    assert mean_rank(replies, "de") == 4
    lost = [reply("en", "en:1", "en:1 ar:1")]
    assert gap_behind_own(lost) == DEPTH


def test_half_of_the_articles_is_put_together_and_the_rest_left_as_it_is() -> None:
    documents = [Document(name, "en", f"Text {name}.") for name in ("0-0", "0-1", "2-0")]
    merged = put_together(documents, frozenset(["0"]))
    assert [(one.id, one.text) for one in merged] == [
        ("long 0", "Text 0-0.\n\nText 0-1."),
        ("2-0", "Text 2-0."),
    ]


def test_long_articles_that_come_first_twice_as_often_as_they_are_right_are_favoured() -> None:
    replies = [
        Reply(GoldQuestion("1", "?", "en", frozenset(["long 0"])), ("long 0", "2-0")),
        Reply(GoldQuestion("2", "?", "en", frozenset(["2-0"])), ("long 0", "2-0")),
    ]
    assert long_against_share(replies) == pytest.approx(2)
    assert long_against_share(replies[:1]) == 1


def test_the_length_of_wrong_hits_is_compared_with_that_of_all() -> None:
    words = {"a": 300.0, "b": 100.0, "c": 200.0}
    assert wrong_length_against_all(
        [reply("en", "a b", "b"), reply("en", "c a", "c")], words
    ) == pytest.approx(1.5)
    assert wrong_length_against_all([reply("en", "c a", "c")], words) == 1


def test_confidence_tells_the_answerable_apart() -> None:
    present = Measurement((reply("en", "a", "a", 0.9), reply("en", "a", "a", 0.4)))
    absent = Measurement((reply("en", "b", "a", 0.5), reply("en", "b", "a", 0.1)))
    assert told_apart(present, absent) == pytest.approx(3 / 4)
