"""Replacing, removing, undoing: nothing twice, nothing half."""

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.article import Delivery, Standing
from archive.catalogue.connection import connect
from archive.catalogue.schema import DEAD
from archive.health import verify
from archive.listing import every_article
from archive.model import ModelIdentity
from archive.reader import ArchiveReader
from archive.writer import ArchiveWriter


def held(home: Path) -> dict[str, str]:
    with ArchiveReader(home) as reader, ArchiveWriter(home, model=reader.model) as writer:
        return {name: reader.article(name).body for name in writer.hashes()}


def test_replaced_article_is_readable_until_the_commit_and_gone_after(
    tmp_path: Path, item: Callable[..., Any], model: ModelIdentity
) -> None:
    with ArchiveWriter(tmp_path, model=model) as writer:
        writer.put(*item("a", "An old sentence about Cairo.", "A second one."))
        writer.commit()
        with ArchiveReader(tmp_path) as reader:
            writer.put(*item("a", "A new sentence about Gaza."))
            assert not reader.refresh()
            assert len(reader.match_grams("Cairo", "en", 9)) == 1
            assert writer.commit() == 2
            assert reader.refresh()
            assert reader.match_grams("Cairo", "en", 9) == []
            assert len(reader.match_grams("Gaza", "en", 9)) == 1
            assert reader.statistics().passages == 1
    assert verify(tmp_path).whole


def test_what_is_not_committed_is_undone_and_what_did_not_change_makes_no_generation(
    tmp_path: Path, item: Callable[..., Any], model: ModelIdentity
) -> None:
    with ArchiveWriter(tmp_path, model=model) as writer:
        writer.put(*item("a", "Kept."))
        assert writer.commit() == 1
        assert writer.commit() == 1
        writer.put(*item("b", "Not kept."))
        writer.remove(["a", "unknown"])
    assert held(tmp_path) == {"a": "Kept."}
    assert verify(tmp_path).whole


def test_an_earlier_version_stays_readable_and_goes_with_its_article(
    tmp_path: Path, item: Callable[..., Any], model: ModelIdentity
) -> None:
    with ArchiveWriter(tmp_path, model=model) as writer:
        writer.put(*item("a", "أعلنت الوزارة سقوط خمسة جرحى."))
        writer.put(*item("b", "Another article."))
        writer.commit()
        writer.put(*item("a", "Never committed."))
        writer.put(*item("a", "أعلنت الوزارة سقوط سبعة جرحى."))
        writer.commit()
        writer.put(*item("a", "أعلنت الوزارة سقوط سبعة جرحى."))
        writer.commit()
    with ArchiveReader(tmp_path) as reader:
        versions = reader.earlier_versions("a")
        assert [version.body for version in versions] == ["أعلنت الوزارة سقوط خمسة جرحى."]
        assert versions[0].replaced
        assert reader.earlier_versions("b") == []

    with ArchiveWriter(tmp_path, model=model) as writer:
        writer.remove(["a"])
        writer.commit()
        writer.put(*item("a", "أعلنت الوزارة سقوط سبعة جرحى."))
        writer.commit()
    with ArchiveReader(tmp_path) as reader:
        assert reader.earlier_versions("a") == []


def test_a_rewording_keeps_the_versions_before_it_and_makes_none(
    tmp_path: Path, item: Callable[..., Any], model: ModelIdentity
) -> None:
    with ArchiveWriter(tmp_path, model=model) as writer:
        for name in ("a", "b"):
            writer.put(*item(name, "Five were hurt."))
        writer.commit()
        for text in ("Seven were hurt. REUTER", "Seven were hurt."):
            writer.put(*item("a", text))
            writer.commit_rewordings([] if "REUTER" in text else ["a"])
        writer.note_hashes({"b": "another hash", "unknown": "a third"})
        assert writer.hashes() == {"a": "Seven were hurt.", "b": "another hash"}
        assert writer.commit() == 3
    with ArchiveReader(tmp_path) as reader:
        assert [version.body for version in reader.earlier_versions("a")] == ["Five were hurt."]
    assert verify(tmp_path).whole


def test_a_withheld_article_is_kept_and_neither_found_nor_shown(
    tmp_path: Path, item: Callable[..., Any], model: ModelIdentity
) -> None:
    with ArchiveWriter(tmp_path, model=model) as writer:
        article, digest, _ = item("a", "Withdrawn text.")
        writer.put(article, digest, (), Delivery(Standing.WITHDRAWN, version=3))
        article, digest, _ = item("b", "Embargoed text.")
        writer.put(article, digest, (), Delivery(Standing.EMBARGOED, embargo="2026-11-24T07:00:00+00:00"))
        writer.put(*item("c", "An ordinary text."))
        writer.commit()
        assert writer.versions() == {"a": 3}
        assert writer.embargoed_until("2026-11-24T06:59:59+00:00") == []
        assert [one.article.id for one in writer.embargoed_until("2026-11-24T07:00:00+00:00")] == ["b"]
        assert writer.latest("a").delivery.standing is Standing.WITHDRAWN
    with ArchiveReader(tmp_path) as reader:
        assert reader.article("a") is None
        assert reader.article("b") is None
        statistics = reader.statistics()
        assert (statistics.articles, statistics.withheld) == (1, 2)
    assert [article.id for article in every_article(tmp_path)] == ["c"]


def test_passage_outside_the_body_and_foreign_vector_are_refused(
    tmp_path: Path, item: Callable[..., Any], model: ModelIdentity
) -> None:
    with ArchiveWriter(tmp_path, model=model) as writer:
        article, digest, entries = item("a", "Short.")
        with pytest.raises(ValueError, match="runs from 0 to 6"):
            writer.put(type(article)(article.info, "Sho"), digest, entries)


@pytest.mark.parametrize(("table", "what"), [("passages", "key"), ("articles", "number")])
def test_what_died_is_found_without_reading_what_lives(
    tmp_path: Path, model: ModelIdentity, table: str, what: str
) -> None:
    with ArchiveWriter(tmp_path, model=model):
        pass
    with closing(connect(tmp_path)) as connection:
        plan = connection.execute(
            f"EXPLAIN QUERY PLAN SELECT {what} FROM {table} WHERE {DEAD}", (1,)
        ).fetchall()
    assert [row[3] for row in plan] == [f"SEARCH {table} USING COVERING INDEX {table}_died (died<?)"]


@pytest.mark.parametrize("seed", range(3))
def test_random_work_leaves_what_a_dict_would_hold(
    tmp_path: Path, item: Callable[..., Any], model: ModelIdentity, seed: int
) -> None:
    chance, truth = random.Random(seed), {}  # noqa: S311 - a repeatable walk
    for _ in range(4):
        with ArchiveWriter(tmp_path, model=model) as writer:
            pending = dict(truth)
            for _ in range(chance.randrange(1, 12)):
                name = f"n{chance.randrange(6)}"
                act = chance.random()
                if act < 0.55:
                    texts = [f"Text {chance.random()}." for _ in range(chance.randrange(0, 4))]
                    language = chance.choice(["ar", "en", "ru"])
                    writer.put(*item(name, *texts, language=language))
                    pending[name] = " ".join(texts)
                elif act < 0.75:
                    writer.remove([name])
                    pending.pop(name, None)
                else:
                    writer.commit()
                    truth = dict(pending)
            writer.put(*item("always", "This is there."))
            pending["always"] = "This is there."
            if chance.random() < 0.7:
                writer.commit()
                truth = dict(pending)
        if truth:
            assert held(tmp_path) == truth
            assert verify(tmp_path).whole
