"""Records made ready in a process of its own: the archive is the same as without it, to the last bit."""

import json
import random
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.article import Standing
from archive.catalogue.connection import FILE
from archive.settings import Settings
from archive.writer import ArchiveWriter
from ingest.preparing.ahead import Ahead, Batch, _batches
from ingest.preparing.candidate import Candidate
from ingest.preparing.indexing import Indexer
from ingest.preparing.making import Made
from ingest.preparing.preparation import prepare
from ingest.records.record import Record
from ingest.run import ingest
from ingest.summary import Summary
from ingest.taking_in.intake import Intake
from language.static_model import BUNDLED, StaticModel

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(
        not (BUNDLED / "model.safetensors").exists(), reason="make model makes the bundled model"
    ),
]

SENTENCES = (
    "تلقى وزير الخارجية المصري اتصالا هاتفيا من المبعوث الأمريكي في اليوم {0}.",
    "The pilots of the old harbour went back to work on day {0} of their strike.",
    "Les délégués se sont retrouvés à Genève après {0} mois d’arrêt.",
)


@pytest.fixture(scope="module")
def model() -> StaticModel:
    return StaticModel.load()


def rows(count: int) -> list[dict[str, Any]]:
    """Articles, with copies, changed and repeated ones, and some that cannot be taken."""
    chance, made = random.Random(4), []  # noqa: S311 - the same each time
    for number in range(count):
        said = " ".join(
            SENTENCES[number % 3].format(number + extra) for extra in range(chance.randrange(1, 9))
        )
        row = {"id": f"n{number}", "title": f"Day {number}", "text": said, "source": "Wire"}
        kind = chance.random()
        if kind < 0.05:
            row["text"] = "n/a"
        elif kind < 0.1 and made:
            row |= {"id": chance.choice(made)["id"]}
        elif kind < 0.15 and made:
            row |= {"text": chance.choice(made)["text"], "title": "Day 0"}
        made.append(row)
    return made


def write(path: Path, made: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made), "utf-8")
    return path


def run(home: Path, model: StaticModel, path: Path, *, beside: bool) -> Summary:
    settings = Settings(home=home, _env_file=None)
    with closing(Ahead(settings)) as ahead:
        summary = ingest(
            [path], settings, embedder=model, static_model=model, ahead=ahead if beside else None
        )
    return replace(summary, seconds=0.0)


def content(home: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(home / FILE)) as catalogue:
        return {
            table: catalogue.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            for table in ("articles", "bodies", "originals", "passages", "sources")
        }


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also small files are large, and batches are short."""
    monkeypatch.setattr("ingest.taking_in.taking.LARGE", 1)
    monkeypatch.setattr("ingest.run.LARGE", 1)
    monkeypatch.setattr("ingest.preparing.ahead._BATCH", 16)


@pytest.mark.usefixtures("small")
def test_an_archive_is_the_same_with_a_process_beside_and_without(tmp_path: Path, model: StaticModel) -> None:
    path = write(tmp_path / "wire.jsonl", rows(300))
    beside, alone = tmp_path / "beside", tmp_path / "alone"
    first = run(beside, model, path, beside=True)
    assert first == run(alone, model, path, beside=False)
    assert first.added > 100
    assert first.refused
    assert first.duplicates
    assert content(beside) == content(alone)

    changed = rows(300)
    for row in changed[::7]:
        row["text"] += " The ferry is back."
    write(path, [*changed, *rows(320)[300:]])
    assert run(beside, model, path, beside=True) == run(alone, model, path, beside=False)
    assert content(beside) == content(alone)


def records(path: Path, numbers: Iterable[int]) -> Iterator[Record]:
    for number in numbers:
        text = SENTENCES[number % 3].format(number)
        yield Record(str(path), number + 1, text, title=f"Day {number}", id=f"n{number}", source="Wire")


def numbers(batch: Batch) -> list[int | None]:
    return [one.record.number for one, _ in batch if isinstance(one, Candidate)]


@pytest.mark.usefixtures("small")
def test_what_the_archive_has_is_not_made_again(tmp_path: Path, model: StaticModel) -> None:
    path = tmp_path / "wire.jsonl"
    fields = ("id", "title", "source")
    first = records(path, range(40))
    held = [{name: getattr(one, name) for name in fields} | {"text": one.body} for one in first]
    write(path, held)
    run(tmp_path / "data", model, path, beside=False)
    with (
        ArchiveWriter(tmp_path / "data", model=Indexer(model, model).model) as writer,
        closing(Ahead(Settings(_env_file=None))) as ahead,
    ):
        known = ahead.over(records(path, range(40)), writer.holdings)
        assert [made for batch in known for _, made in batch] == [None] * 40
        assert ahead._process is None
        part_known = ahead.over(records(path, range(20, 60)), writer.holdings)
        found = [pair for batch in part_known for pair in batch]
    assert numbers(found) == list(range(21, 61))
    assert [outcome is not None for _, outcome in found] == [False] * 20 + [True] * 20
    assert all(isinstance(outcome, Made) and outcome.passages for _, outcome in found[20:])


@pytest.mark.usefixtures("small")
def test_where_the_process_is_killed_the_rest_is_left_to_the_caller(
    tmp_path: Path, model: StaticModel, caplog: pytest.LogCaptureFixture
) -> None:
    with ArchiveWriter(tmp_path, model=Indexer(model, model).model) as writer:
        ahead = Ahead(Settings(_env_file=None))
        found: Batch = []
        for batch in ahead.over(records(tmp_path / "wire.jsonl", range(400)), writer.holdings):
            found += batch
            if len(found) == 32:
                assert ahead._process is not None
                ahead._process._process.kill()
        ahead.close()
    assert numbers(found) == list(range(1, 401))
    assert found[0][1] is not None
    assert found[-1][1] is None
    assert "has ended" in caplog.text


@pytest.mark.usefixtures("small")
def test_the_process_starts_for_what_will_be_put_and_for_nothing_else(
    tmp_path: Path, model: StaticModel
) -> None:
    path, settings = (
        write(tmp_path / "wire.jsonl", [row for row in rows(40) if row["text"] != "n/a"]),
        Settings(home=tmp_path / "data", _env_file=None),
    )
    run(settings.home, model, write(tmp_path / "other.jsonl", rows(3)), beside=False)
    for dry_run, starts in ((True, False), (False, True), (False, False)):
        with closing(Ahead(settings)) as ahead:
            ingest([path], settings, embedder=model, static_model=model, dry_run=dry_run, ahead=ahead)
            assert (ahead._process is not None) == starts


def test_long_records_make_short_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [Candidate.of(one) for one in records(tmp_path / "wire.jsonl", range(40))]
    monkeypatch.setattr("ingest.preparing.ahead._BATCH", 16)
    assert [len(batch) for batch in _batches(told)] == [16, 16, 8]
    monkeypatch.setattr("ingest.preparing.ahead._LETTERS", 3 * max(len(one.record.body) for one in told))
    short = list(_batches(told))
    assert {len(batch) for batch in short[:-1]} == {4} or {3, 4} == {len(batch) for batch in short[:-1]}
    assert [one for batch in short for one in batch] == told


def test_an_item_under_embargo_gets_none_of_the_passages_that_were_made(
    tmp_path: Path, model: StaticModel
) -> None:
    [told] = records(tmp_path / "wire.jsonl", [1])
    record = replace(told, embargo="2199-01-01T00:00:00Z")
    candidate, indexer = Candidate.of(record), Indexer(model, model)
    preparation = prepare(candidate.record, candidate.article_id)
    made = Made(preparation, indexer.entries([preparation.article])[0])
    summary = Summary()
    with ArchiveWriter(tmp_path / "data", model=indexer.model) as writer:
        intake = Intake(writer, indexer, summary, writes=True, prunes=False)
        intake.take(candidate, made)
        intake.finish([tmp_path])
        writer.commit()
        held = writer.latest(candidate.article_id)
        assert held is not None
        assert held.delivery.standing is Standing.EMBARGOED
        assert writer.holdings.count()[1] == 0
    assert summary.withheld == 1
