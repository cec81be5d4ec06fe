"""Replacing, removing, undoing: nothing twice, nothing half."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.health import verify
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


def test_ids_under_a_folder_are_those_of_its_files_only(
    tmp_path: Path, item: Callable[..., Any], model: ModelIdentity
) -> None:
    with ArchiveWriter(tmp_path, model=model) as writer:
        writer.put(*item("a", "A.", path="/news/2026/a.txt"))
        writer.put(*item("b", "B.", path="/news/2026b/b.txt"))
        writer.commit()
        assert writer.ids_under(Path("/news/2026")) == {"a"}
        assert writer.ids_under(Path("/news")) == {"a", "b"}


def test_passage_outside_the_body_and_foreign_vector_are_refused(
    tmp_path: Path, item: Callable[..., Any], model: ModelIdentity
) -> None:
    with ArchiveWriter(tmp_path, model=model) as writer:
        article, digest, entries = item("a", "Short.")
        with pytest.raises(ValueError, match="runs from 0 to 6"):
            writer.put(type(article)(article.info, "Sho"), digest, entries)


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
