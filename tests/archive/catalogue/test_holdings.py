"""The archive asked article by article, pending ones too, and after the tables of an earlier version."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from archive.article import Delivery, Standing
from archive.catalogue import schema
from archive.catalogue.connection import FILE
from archive.catalogue.writing import Catalogue
from archive.entries import PendingArticle
from archive.recovery import FIRST_WORDS
from tests.archive.conftest import MODEL

RECORD, TEXT, OUTLET = "1" * 16, "2" * 16, "3" * 16


def pending(item: Callable[..., object], name: str, content: str, **delivery: object) -> PendingArticle:
    article, _, entries = item(name, f"Text of {name}.")  # type: ignore[misc]
    given = Delivery(**delivery) if delivery else Delivery()  # type: ignore[arg-type]
    return PendingArticle(article, content, () if delivery else entries, given)


def filled(home: Path, item: Callable[..., object]) -> Catalogue:
    catalogue = Catalogue(home)
    if catalogue.model is None:
        catalogue.found(MODEL, FIRST_WORDS)
    catalogue.add(
        [
            pending(item, "a", f"{RECORD}-{TEXT}{OUTLET}"),
            pending(item, "b", f"{RECORD}-{TEXT}"),
            pending(item, "c", f"{RECORD}-", standing=Standing.WITHDRAWN, version=4),
        ]
    )
    return catalogue


def test_articles_are_found_by_id_and_by_text_committed_or_not(
    tmp_path: Path, item: Callable[..., object]
) -> None:
    with closing(filled(tmp_path, item)) as catalogue:
        holdings = catalogue.holdings
        for _ in range(2):
            assert [one.article_id for one in holdings.saying(TEXT)] == ["a", "b"]
            assert holdings.saying(OUTLET) == []
            third = holdings.of("c")
            assert third is not None
            assert (third.content_hash, third.version) == (f"{RECORD}-", 4)
            assert holdings.of("d") is None
            assert {one.article_id for one in holdings.of_many(["c", "d", "a"])} == {"a", "c"}
            assert sorted(name for name, _ in holdings.paths()) == ["a", "b", "c"]
            assert (holdings.count(), holdings.all()) == ((2, 2), 3)
            catalogue.commit()
        catalogue.remove(["a"])
        assert holdings.of("a") is None
        assert [one.article_id for one in holdings.saying(TEXT)] == ["b"]
        assert holdings.count() == (1, 1)


def test_the_state_is_another_after_each_change(tmp_path: Path, item: Callable[..., object]) -> None:
    with closing(filled(tmp_path, item)) as catalogue:
        states = [catalogue.holdings.state()]
        catalogue.commit()
        states.append(catalogue.holdings.state())
        assert catalogue.holdings.state() == states[-1]
        catalogue.forget({"a": TEXT})
        states.append(catalogue.holdings.state())
        assert len(set(states)) == 3


def test_no_look_up_reads_more_than_it_finds(tmp_path: Path, item: Callable[..., object]) -> None:
    """An index that counts or finds texts must not be taken where an id is given."""
    with closing(filled(tmp_path, item)) as catalogue:
        plans = {
            query: " ".join(row[3] for row in catalogue._connection.execute(f"EXPLAIN QUERY PLAN {query}"))
            for query in (
                f"SELECT path FROM articles WHERE id = 'a' AND died = {schema.LIVE}",
                "SELECT path FROM articles WHERE id = 'a' AND born <= 1 AND died > 1 AND standing = 'usable'",
                f"SELECT id FROM articles WHERE {schema.TEXT} = 'a' AND died = {schema.LIVE}",
                "SELECT COUNT(*), TOTAL(passages) FROM articles WHERE standing = 'usable' AND died > 1",
                "SELECT TOTAL(passages) FROM articles WHERE born <= 1 AND died > 1",
                "SELECT language, SUM(passages) FROM articles a WHERE a.born <= 1 AND a.died > 1 GROUP BY 1",
            )
        }
    names = ("articles_by_id", "articles_by_id", "articles_by_text", *["articles_counted"] * 3)
    assert all(name in plan for name, plan in zip(names, plans.values(), strict=True)), plans


def test_the_passages_that_an_index_must_hold_are_those_that_are_committed(
    tmp_path: Path, item: Callable[..., object]
) -> None:
    """They are counted from the articles, and that is the number of rows, whatever is pending or withheld."""
    with closing(filled(tmp_path, item)) as catalogue:
        counts = [catalogue.passages.count()]
        rows = [len(catalogue.passages.keys())]
        for change in (
            catalogue.commit,
            lambda: catalogue.add(
                [pending(item, "b", "", standing=Standing.EMBARGOED), pending(item, "d", "")]
            ),
            catalogue.commit,
            lambda: catalogue.remove(["a"]),
            catalogue.unseen.undo,
            lambda: catalogue.remove(["a"]),
            catalogue.commit,
            catalogue.unseen.bury,
        ):
            change()
            counts.append(catalogue.passages.count())
            rows.append(len(catalogue.passages.keys()))
        assert counts == rows == [0, 2, 2, 2, 2, 2, 2, 1, 1]


def test_an_archive_of_an_earlier_version_gets_the_indexes(
    tmp_path: Path, item: Callable[..., object]
) -> None:
    filled(tmp_path, item).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("DROP INDEX articles_by_text")
        connection.execute("DROP INDEX articles_counted")
        connection.execute("DROP TABLE shards")
        connection.execute("DROP INDEX passages_by_language")
        connection.execute("PRAGMA user_version = 3")
        connection.commit()
    with closing(Catalogue(tmp_path)) as catalogue:
        assert [one.article_id for one in catalogue.holdings.saying(TEXT)] == ["a", "b"]
        assert catalogue.holdings.count() == (2, 2)
