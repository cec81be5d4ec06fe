"""What a question says about time acts on what is found."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from archive.article import Article, ArticleInfo
from archive.filters import Filters
from archive.reader import ArchiveReader
from archive.writer import ArchiveWriter
from ingest.preparing.indexing import Indexer
from language.static_model import StaticModel
from retrieval.hit import SearchResult
from retrieval.newest import NEAR, newest_first
from retrieval.question import Question
from retrieval.retriever import Retriever
from retrieval.serialise import understood_line, understood_to_dict
from retrieval.time_window import ANSWERED_BY_DATE, BesideWindow, search_in_window
from retrieval.understanding import understand
from retrieval.understood_time import NotApplied

TODAY = date(2026, 1, 16)

HARVEST = "The wheat harvest in the Nile valley was good. Farmers in Minya sold wheat to the state."
ARTICLES = [
    ("wheat-2024", "en", "2024-05-20", "Wheat harvest in Minya", HARVEST),
    ("wheat-2025", "en", "2025-05-20", "Wheat harvest in Minya", HARVEST),
    ("wheat-week", "en", "2026-01-07", "Wheat harvest in Minya", HARVEST),
    ("wheat-ar", "ar", "2026-01-08", "حصاد القمح في المنيا", "كان حصاد القمح في وادي النيل جيدا."),
    ("blé-fr", "fr", "2026-01-09", "La récolte de blé à Minya", "La récolte de blé du Nil était bonne."),
    ("election", "en", "2016-03-01", "The election of 1995", "Salim Haddad won the presidential election of "
     "1995 by a wide margin. The defeated candidate conceded the presidential election the same night."),
    ("ducks", "en", "1995-06-01", "Ducks on the lake", "A pair of ducks nested beside the lake in the park."),
    ("undated", "en", None, "Wheat harvest", HARVEST),
    ("ferry", "en", "2026-01-15", "Ferry timetable", "The ferry leaves the island at nine, back at noon."),
]  # fmt: skip


def archive(folder: Path, model: StaticModel, *, dated: bool) -> Path:
    indexer = Indexer(model, model)
    articles = [
        Article(ArticleInfo(name, title, language, day if dated else None, "", None, None, f"/{name}"), body)
        for name, language, day, title, body in ARTICLES
    ]
    with ArchiveWriter(folder, model=indexer.model) as writer:
        for article, entries in zip(articles, indexer.entries(articles), strict=True):
            writer.put(article, article.id, entries)
        writer.commit()
    return folder


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory, static_model: StaticModel) -> Path:
    return archive(tmp_path_factory.mktemp("dated"), static_model, dated=True)


@pytest.fixture(scope="module")
def undated(tmp_path_factory: pytest.TempPathFactory, static_model: StaticModel) -> Path:
    return archive(tmp_path_factory.mktemp("undated"), static_model, dated=False)


Search = Callable[..., SearchResult]


@pytest.fixture
def search(dated: Path, static_model: StaticModel) -> Iterator[Search]:
    with ArchiveReader(dated) as reader:
        retriever = Retriever(reader, static_model, static_model)
        yield lambda text, filters=None, **options: retriever.search(
            understand(text, filters, today=TODAY, **options)
        )


def found(result: SearchResult) -> set[str]:
    copies = (copy for hit in result.hits for copy in hit.copies)
    return {one.article.id for one in (*result.hits, *copies)}


@pytest.mark.parametrize(
    "question",
    [
        "How was the wheat harvest last week?",
        "كيف كان حصاد القمح في يناير 2026؟",
        "Comment était la récolte de blé en janvier 2026 ?",
        "Wie war die Weizenernte diesen Monat?",
    ],
)
def test_only_what_lies_in_the_window_is_found(search: Search, question: str) -> None:
    result = search(question)
    assert result.question.window is not None
    assert result.question.window.applied
    assert {"wheat-week", "wheat-ar", "blé-fr"} <= found(result)
    assert {"wheat-2024", "wheat-2025", "undated", "election"} & found(result) == set()


def test_a_window_that_does_not_answer_is_taken_back(search: Search) -> None:
    question = "Who won the presidential election of 1995?"
    result, plain = search(question), search(question, dates=False)
    assert result.hits[0].article.id == "election"
    assert result.question.window.reason in (NotApplied.BETTER_OUTSIDE, NotApplied.NOTHING_WITHIN)
    assert [(hit.key, hit.score) for hit in result.hits] == [(hit.key, hit.score) for hit in plain.hits]


def test_where_a_window_is_taken_back_the_archive_is_searched_anew(dated: Path) -> None:
    with ArchiveReader(dated) as reader:
        asked: list[object] = []

        def scored_by(_: Question, asked_of: ArchiveReader) -> list[tuple[float, int]]:
            asked.append(asked_of)
            return [(float(len(asked)), 1)]

        question = understand("wheat in 1987", today=TODAY)
        settled, scored, considered = search_in_window(question, reader, scored_by)
    assert settled.window is not None
    assert settled.window.reason is NotApplied.NOTHING_WITHIN
    assert isinstance(asked[0], BesideWindow)
    assert asked[1] is reader
    assert (scored, considered) == ([(2.0, 1)], 1)


@pytest.mark.parametrize(("words", "gained"), [("in January 2026", ANSWERED_BY_DATE), ("this month", 0.0)])
def test_a_date_that_is_looked_for_is_answered_by_the_articles_own(
    dated: Path, words: str, gained: float
) -> None:
    with ArchiveReader(dated) as reader:
        [key] = [
            key for key, (_, article) in reader.passages(range(1, 20)).items() if article.id == "wheat-week"
        ]
        question = understand(f"wheat {words}", today=TODAY)
        _, scored, _ = search_in_window(question, reader, lambda *_: [(8.0, key)])
    assert scored == [(8.0 + gained, key)]


def test_an_absolute_window_without_any_article_is_taken_back(search: Search) -> None:
    result = search("How was the wheat harvest in 1987?")
    assert result.question.window.reason is NotApplied.NOTHING_WITHIN
    assert "wheat-2024" in found(result)


@pytest.mark.parametrize(
    "question",
    ["How was the wheat harvest yesterday?", "كيف كان حصاد القمح أمس؟", "La récolte de blé d'hier ?"],
)
def test_a_window_counted_from_today_is_kept(search: Search, question: str) -> None:
    result = search(question)
    assert result.question.window.applied
    assert found(result) <= {"ferry"}


def test_a_relative_window_with_nothing_in_it_finds_nothing(search: Search) -> None:
    result = search("How was the wheat harvest three days ago?")
    assert result.hits == ()
    assert result.question.restricted
    assert result.question.window.applied


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(since=date(2026, 1, 8)), {"wheat-ar", "blé-fr", "ferry"}),
        (Filters(until=date(2026, 1, 8)), {"wheat-week", "wheat-ar"}),
        (
            Filters(since=date(2020, 1, 1), until=date(2030, 1, 1)),
            {"wheat-week", "wheat-ar", "blé-fr", "ferry"},
        ),
    ],
)
def test_the_tighter_bound_wins_on_each_side(search: Search, filters: Filters, expected: set[str]) -> None:
    assert found(search("How was the wheat harvest in January 2026?", filters)) == expected


def test_where_no_day_is_left_the_persons_choice_wins(search: Search) -> None:
    filters = Filters(until=date(2024, 12, 31), languages=("en",))
    result = search("How was the wheat harvest last week?", filters)
    assert result.question.window.reason is NotApplied.CHOSEN_DATES
    assert result.hits[0].article.id == "wheat-2024"
    assert "wheat-week" not in found(result)


def test_words_for_time_can_be_left_alone(search: Search) -> None:
    result = search("How was the latest wheat harvest last week?", dates=False)
    assert (result.question.window, result.question.newest) == (None, False)
    assert {"wheat-2024", "wheat-2025", "undated"} <= found(result)


@pytest.mark.parametrize(
    "question", ["the wheat harvest last week", "حصاد القمح في يناير 2026", "récolte de blé hier"]
)
def test_an_archive_without_dates_is_searched_as_if_none_were_read(
    undated: Path, static_model: StaticModel, question: str
) -> None:
    with ArchiveReader(undated) as reader:
        retriever = Retriever(reader, static_model, static_model)
        result = retriever.search(understand(question, today=TODAY))
        plain = retriever.search(understand(question, today=TODAY, dates=False))
    assert result.question.window is not None
    assert result.question.window.reason is NotApplied.UNDATED_ARCHIVE
    assert [(hit.key, hit.score) for hit in result.hits] == [(hit.key, hit.score) for hit in plain.hits]
    assert result.hits


@pytest.mark.parametrize(
    ("question", "newest"),
    [
        ("What is the latest on the wheat harvest in Minya?", "wheat-week"),
        ("ما آخر أخبار حصاد القمح؟", "wheat-ar"),
        ("Quelles sont les dernières nouvelles de la récolte de blé ?", "blé-fr"),
    ],
)
def test_the_newest_of_the_relevant_comes_first(search: Search, question: str, newest: str) -> None:
    result = search(question, Filters(languages=("en",)) if newest == "wheat-week" else None)
    assert result.question.newest
    assert result.hits[0].article.id == newest
    assert result.confidence == search(question, result.question.filters, dates=False).confidence


def test_the_three_harvests_stand_from_the_newest_to_the_oldest(search: Search) -> None:
    hits = search("latest wheat harvest in Minya", Filters(languages=("en",))).hits
    assert [hit.article.id for hit in hits[:3]] == ["wheat-week", "wheat-2025", "wheat-2024"]


def test_what_is_new_and_beside_the_point_never_wins() -> None:
    scored = [(9.0, 1), (8.9, 2), (9.0 - NEAR - 0.01, 3)]
    raised = newest_first(scored, {1: 20200101, 2: 20210101, 3: 20260101})
    assert [key for _, key in raised] == [2, 1, 3]
    assert raised[0][0] == 9.0
    assert raised[1][0] >= 9.0 - NEAR
    assert newest_first([], {}) == []


def test_only_relative_words_are_left_out_of_the_search() -> None:
    assert understand("What did Egypt say last week?", today=TODAY).searched == "What did Egypt say ?"
    assert understand("What did Egypt say in 2024?", today=TODAY).searched == "What did Egypt say in 2024?"
    assert understand("Last week?", today=TODAY).searched == "Last week?"


def test_the_words_that_were_read_are_the_persons_own() -> None:
    question = understand("  ماذا   حدث الأسبوع  الماضي؟", today=TODAY)
    assert question.window is not None
    assert question.text[question.window.start : question.window.end] == question.window.expression


def test_the_last_six_months_are_a_window_and_no_wish_for_the_newest() -> None:
    assert not understand("أخبار القمح في آخر 6 أشهر", today=TODAY).newest


def test_what_was_understood_is_printed(search: Search) -> None:
    result = search("How was the wheat harvest in 1987?")
    assert understood_to_dict(result.question) == {
        "window": {
            "since": "1987-01-01",
            "until": "1987-12-31",
            "expression": "in 1987",
            "start": 26,
            "end": 33,
            "applied": False,
            "reason": "nothing_within",
        },
        "newest": False,
    }
    assert "1987-01-01 to 1987-12-31, not applied: nothing lies in it" in understood_line(result.question)
    assert understood_line(understand("wheat")) == ""
    assert understood_line(understand("since 2024: the latest")).endswith(
        "= 2024-01-01 to now; newest first]"
    )
