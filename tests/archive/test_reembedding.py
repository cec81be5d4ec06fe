"""An archive changes its model: whole, resumable, and no reader ever compares vectors of two models."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from archive import reembedding
from archive.entries import IndexedPassage
from archive.errors import ArchiveBusyError, ArchiveMissingError, ModelMismatchError
from archive.health import verify
from archive.model import ModelIdentity
from archive.reader import ArchiveReader
from archive.reembedding import reembed
from archive.repair import repair
from archive.vectors.new_vectors import FILE
from archive.writer import ArchiveWriter

OTHER = ModelIdentity("other", "other:1", 8)
THIRD = ModelIdentity("third", "third:1", 8)
ARTICLES = 20
PASSAGES = 3 * ARTICLES

EMBED = """
import os, signal
import archive.reembedding
from archive.reembedding import reembed
archive.reembedding.BATCH = 7
other = ModelIdentity("other", "other:1", 8)
def embed(passages, former):
    rows = []
    for passage in passages:
        row = np.random.default_rng(sum(passage.text.encode()) + 1).standard_normal(8)
        rows.append(row / np.linalg.norm(row))
    return np.array(rows, dtype=np.float16), [passage.tokens + 1000 for passage in passages]
"""


def other_vector(text: str, title: str = "") -> np.ndarray:
    row = np.random.default_rng(sum(f"{title}\n{text}".encode()) + 1).standard_normal(8)
    return (row / np.linalg.norm(row)).astype(np.float32)


class Embedding:
    """Embeds as the child processes do, and counts."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(
        self, passages: Sequence[IndexedPassage], _former: ModelIdentity
    ) -> tuple[np.ndarray, list[np.ndarray]]:
        self.texts += [passage.text for passage in passages]
        vectors = np.array([other_vector(passage.text.partition("\n")[2]) for passage in passages])
        return vectors.astype(np.float16), [passage.tokens + np.uint32(1000) for passage in passages]


@pytest.fixture
def home(
    tmp_path: Path, item: Callable[..., Any], model: ModelIdentity, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setattr(reembedding, "BATCH", 7)
    with ArchiveWriter(tmp_path, model=model) as writer:
        for number in range(ARTICLES):
            writer.put(*item(f"e{number}", f"Story {number} of Cairo.", f"And more of {number}."))
            writer.put(*item(f"a{number}", f"خبر {number} من غزة.", language="ar"))
        writer.commit()
    return tmp_path


def ensure_changed(home: Path) -> None:
    """The archive is whole, and answers with the other model."""
    health = verify(home)
    assert health.whole
    with ArchiveReader(home) as reader:
        assert reader.model == OTHER
        assert reader.statistics().passages == health.passages
        (key, cosine), *_ = reader.nearest(other_vector("Story 7 of Cairo."), "en", 9)
        assert cosine > 0.99
        passage, info = reader.passages([key])[key]
        assert (passage.text, info.id) == ("Story 7 of Cairo.", "e7")
        before, after = reader.neighbours(key)
        assert before is None
        assert after is not None
        assert reader.passages([after])[after][0].text == "And more of 7."
        words = [[(1000 + len("Story"), 1.0)]]
        assert key in dict(reader.match_tokens(words, "en", 99)), "tokens are the new model's too"
        assert key in dict(reader.match_grams("Story", "en", 99))


def test_every_passage_gets_vector_tokens_and_key_anew(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ArchiveReader(home) as reader:
        old = [key for key, _ in reader.match_grams("Cairo", "en", 99)]
    monkeypatch.setattr("archive.vectors.shards.SHARD", 10)
    repair(home)
    former = set((home / "vectors").iterdir())
    assert former
    told: list[tuple[str, int, int]] = []
    done = reembed(home, OTHER, Embedding(), progress=lambda *step: told.append(step))
    assert (done.passages, done.embedded, done.resumed, done.generation) == (PASSAGES, PASSAGES, 0, 3)
    assert (done.former.name, done.model) == ("small", OTHER)
    assert told[0] == ("embedding", 0, PASSAGES)
    assert told[-1] == ("indexing", PASSAGES, PASSAGES)
    ensure_changed(home)
    with ArchiveReader(home) as reader:
        assert reader.passages(old) == {}
    monkeypatch.setattr("archive.shard_search.nearest_among", None)  # the vector index itself answers
    ensure_changed(home)
    assert not (home / FILE).exists()
    assert not former & set((home / "vectors").iterdir())


def test_readers_go_on_with_the_old_model_and_never_meet_two(
    home: Path, vector: Callable[[str], Any]
) -> None:
    text = "Story 7 of Cairo."
    with ArchiveReader(home) as reader, ArchiveReader(home) as late:
        before = reader.nearest(vector(text), "en", 9)
        keys = [key for key, _ in before]
        held = reader.vectors(keys)
        seen = []

        def ask(stage: str) -> None:
            seen.append(stage)
            if stage in ("batch", "embedded", "built"):
                assert not reader.refresh()
            if stage != "buried" and stage != "cleared":
                assert reader.nearest(vector(text), "en", 9) == before
                np.testing.assert_array_equal(reader.vectors(keys), held)
            with pytest.raises(ArchiveBusyError):
                ArchiveWriter(home, model=OTHER)

        reembed(home, OTHER, Embedding(), on_stage=ask)
        assert set(seen) == {"batch", "embedded", "built", "switched", "buried", "cleared"}
        for one in (reader, late):
            with pytest.raises(ModelMismatchError, match=r"was changed to another.*other.*Start again"):
                one.refresh()
            assert one.model.name == "small"
            assert not one.vectors(keys).any(), "what the old keys meant is gone, not replaced"
            assert one.passages(keys) == {}
        assert late.nearest(vector(text), "en", 9) == []
    ensure_changed(home)


def test_a_reader_takes_up_again_what_changes_back(
    home: Path, model: ModelIdentity, item: Callable[..., Any], vector: Callable[[str], Any]
) -> None:
    def back(
        passages: Sequence[IndexedPassage], former: ModelIdentity
    ) -> tuple[np.ndarray, list[np.ndarray]]:
        rows = [vector(passage.text.partition("\n")[2]).astype(np.float16) for passage in passages]
        return np.array(rows), [passage.tokens - np.uint32(1000) for passage in passages]

    with ArchiveReader(home) as reader:
        reembed(home, OTHER, Embedding())
        with pytest.raises(ModelMismatchError):
            reader.refresh()
        reembed(home, model, back)
        assert reader.refresh()
        (_, cosine), *_ = reader.nearest(vector("Story 7 of Cairo."), "en", 9)
        assert cosine > 0.99
    with ArchiveWriter(home, model=model) as writer:
        writer.put(*item("e7", "Another story."))
        writer.commit()
    assert verify(home).whole
    assert count(home) == PASSAGES - 1, "the replaced article's passages were found under their new keys"


def test_the_old_model_is_refused_afterwards_naming_the_way_out(home: Path, model: ModelIdentity) -> None:
    reembed(home, OTHER, Embedding())
    with pytest.raises(ModelMismatchError, match=r"other.*small.*ingest --reembed"):
        ArchiveWriter(home, model=model)
    newer = ModelIdentity("other", "other:2", 8)
    with pytest.raises(ModelMismatchError, match=r"another version.*other:1, now other:2.*ingest --reembed"):
        ArchiveWriter(home, model=newer)


def test_keys_that_come_after_are_new_even_where_the_last_articles_are_gone(
    home: Path, item: Callable[..., Any], model: ModelIdentity
) -> None:
    with ArchiveWriter(home, model=model) as writer:
        writer.remove([f"{kind}{number}" for kind in "ea" for number in range(10, ARTICLES)])
        writer.commit()
    reembed(home, OTHER, Embedding())
    name, text, entries = item("new", "Something about Aswan.")
    entry = replace(entries[0], vector=other_vector("x").astype(np.float16))
    for committed in (False, True):
        with ArchiveWriter(home, model=OTHER) as writer:
            writer.put(name, text, [entry])
            writer._flush()
            if committed:
                writer.commit()
        assert verify(home).whole
        assert count(home) == PASSAGES // 2 + committed, "what was not committed is undone"


def count(home: Path) -> int:
    with ArchiveReader(home) as reader:
        return sum(reader.languages().values())


def stop_after(batches: int) -> tuple[Callable[[], bool], Callable[[str], None]]:
    met: list[str] = []
    return lambda: len(met) >= batches, met.append


def test_what_was_stopped_goes_on_where_it_was_and_takes_in_what_came_between(
    home: Path, item: Callable[..., Any], model: ModelIdentity
) -> None:
    first = Embedding()
    stopped, note = stop_after(3)
    done = reembed(home, OTHER, first, stopped=stopped, on_stage=note)
    assert (done.interrupted, done.embedded, done.generation) == (True, 21, 1)
    with ArchiveReader(home) as reader:
        assert reader.model == model
    with ArchiveWriter(home, model=model) as writer:
        writer.put(*item("e0", "Changed meanwhile."))
        writer.put(*item("new", "Came meanwhile."))
        writer.remove(["a0"])
        writer.commit()
    assert verify(home).whole
    second = Embedding()
    done = reembed(home, OTHER, second)
    everything = PASSAGES - 3 + 2
    assert (done.passages, done.embedded + done.resumed, done.interrupted) == (everything, everything, False)
    assert not set(first.texts) & set(second.texts), "nothing is embedded twice"
    assert {"\nChanged meanwhile.", "\nCame meanwhile."} <= set(second.texts)
    ensure_changed(home)


def test_stopped_between_embedding_and_indexing_keeps_all_vectors(home: Path) -> None:
    met: list[str] = []
    done = reembed(home, OTHER, Embedding(), stopped=lambda: "embedded" in met, on_stage=met.append)
    assert (done.interrupted, done.embedded) == (True, PASSAGES)
    again = Embedding()
    assert reembed(home, OTHER, again).resumed == PASSAGES
    assert again.texts == []
    ensure_changed(home)


def test_another_model_begins_again_and_so_does_a_torn_file(home: Path) -> None:
    stopped, note = stop_after(3)
    reembed(home, THIRD, Embedding(), stopped=stopped, on_stage=note)
    stopped, note = stop_after(3)
    done = reembed(home, OTHER, Embedding(), stopped=stopped, on_stage=note)
    assert (done.resumed, done.embedded) == (0, 21)
    (home / FILE).write_bytes(b"torn" * 1000)
    assert reembed(home, OTHER, Embedding()).embedded == PASSAGES
    ensure_changed(home)


def test_nothing_to_do_changes_nothing_and_forgets_what_was_begun(home: Path, model: ModelIdentity) -> None:
    stopped, note = stop_after(1)
    reembed(home, OTHER, Embedding(), stopped=stopped, on_stage=note)
    assert (home / FILE).exists()
    embedding = Embedding()
    done = reembed(home, model, embedding)
    assert (done.generation, done.embedded, done.passages, embedding.texts) == (1, 0, PASSAGES, [])
    assert not (home / FILE).exists()


def test_where_no_archive_is_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissingError, match="no archive to re-embed"):
        reembed(tmp_path, OTHER, Embedding())
    assert list(tmp_path.iterdir()) == []


def test_an_archive_without_articles_changes_too(tmp_path: Path, model: ModelIdentity) -> None:
    with ArchiveWriter(tmp_path, model=model):
        pass
    done = reembed(tmp_path, OTHER, Embedding())
    assert (done.passages, done.generation) == (0, 0)
    with ArchiveWriter(tmp_path, model=OTHER):
        pass


@pytest.mark.process
@pytest.mark.parametrize(
    ("stage", "embedded", "changed"),
    [
        ("batch", 7, False),
        ("embedded", PASSAGES, False),
        ("built", PASSAGES, False),
        ("switched", PASSAGES, True),
        ("buried", PASSAGES, True),
    ],
)
@pytest.mark.parametrize("between", [False, True])
def test_run_killed_after_a_stage_is_gone_on_with_or_finished(
    home: Path,
    model: ModelIdentity,
    vector: Callable[[str], Any],
    child: Callable[[Path, str], Any],
    stage: str,
    embedded: int,
    changed: bool,
    between: bool,
) -> None:
    killed = child(
        home,
        f"""{EMBED}
def on_stage(stage):
    if stage == {stage!r}:
        os.kill(os.getpid(), signal.SIGKILL)
reembed(home, other, embed, on_stage=on_stage)
""",
    )
    _, err = killed.communicate()
    assert killed.returncode == -9, err
    with ArchiveReader(home) as reader:  # before anybody has recovered anything
        assert reader.model == (OTHER if changed else model)
        asked = other_vector if changed else vector
        (_, cosine), *_ = reader.nearest(asked("Story 7 of Cairo."), "en", 9)
        assert cosine > 0.99
    if between:  # another command comes first
        with ArchiveWriter(home, model=OTHER if changed else model):
            pass
        assert verify(home).whole
        assert (home / FILE).exists() is not changed
    again = Embedding()
    done = reembed(home, OTHER, again)
    assert len(again.texts) == (0 if changed else PASSAGES - embedded)
    assert done.resumed == (0 if changed else embedded)
    ensure_changed(home)
    assert not (home / FILE).exists()


@pytest.mark.process
def test_running_reader_answers_while_another_process_re_embeds(
    home: Path, vector: Callable[[str], Any], child: Callable[[Path, str], Any]
) -> None:
    with ArchiveReader(home) as reader:
        before = reader.nearest(vector("Story 7 of Cairo."), "en", 9)
        working = child(
            home,
            f"""{EMBED}
def on_stage(stage):
    say(stage)
    sys.stdin.readline()
reembed(home, other, embed, on_stage=on_stage)
""",
        )
        while (stage := working.stdout.readline().strip()) != "switched":
            assert stage in ("batch", "embedded", "built"), working.stderr.read()
            assert not reader.refresh()
            assert reader.nearest(vector("Story 7 of Cairo."), "en", 9) == before
            working.stdin.write("\n")
            working.stdin.flush()
        with pytest.raises(ModelMismatchError):
            reader.refresh()
        assert reader.nearest(vector("Story 7 of Cairo."), "en", 9) == before
        with ArchiveReader(home) as fresh:
            (_, cosine), *_ = fresh.nearest(other_vector("Story 7 of Cairo."), "en", 9)
            assert cosine > 0.99
        working.communicate("\n\n\n")
    ensure_changed(home)
