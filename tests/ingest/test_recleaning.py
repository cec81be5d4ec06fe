"""An archive made before the cleaning became better comes to what a run over the files would make of it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archive.article import Article, Delivery, EarlierVersion, Standing
from archive.health import verify
from archive.reader import ArchiveReader
from archive.runs import runs
from archive.settings import Settings
from archive.writer import ArchiveWriter
from ingest import recleaning
from ingest.preparing.indexing import Indexer
from ingest.preparing.outlet import with_source
from ingest.preparing.preparation import prepare
from ingest.recleaning import reclean
from ingest.records.identity import article_id
from ingest.records.originals import pack, unpack
from ingest.records.record import Record, Refusal
from ingest.run import ingest
from language.static_model import BUNDLED, StaticModel
from tests.ingest.command import Articles, Command, Write

pytestmark = pytest.mark.skipif(
    not (BUNDLED / "model.safetensors").exists(), reason="make model makes the bundled model"
)
Read = Callable[[Path], list[Record | Refusal]]


@pytest.fixture(scope="module")
def model() -> StaticModel:
    return StaticModel.load()


@pytest.fixture
def indexer(model: StaticModel) -> Indexer:
    return Indexer(model, model)


@pytest.fixture
def wire(write: Write, articles: Articles) -> Path:
    """Three articles with something to clean, and a French one without."""
    articles["ar"]["title"] = articles["ar"]["title"].replace("العاطي", "العاطـــي")
    articles["ar"]["text"] += "\nاقرأ أيضًا: وصول الوفد إلى القاهرة"
    articles["en"]["text"] += "\nPhoto: Reuters\nFollow us on Facebook"
    articles["ru"]["text"] += "\n(ТАСС)"
    return write("wire.jsonl", "".join(json.dumps(one) + "\n" for one in articles.values()))


def keep_as_before(
    home: Path, records: list[Record], indexer: Indexer, *, standing: Standing = Standing.USABLE
) -> list[str]:
    """An archive in which the records stand as they came; returns the ids."""
    with ArchiveWriter(home, model=indexer.model) as writer:
        for record in records:
            name = article_id(record)
            info = replace(prepare(record, name).article.info, title=record.title)
            article = Article(info, record.body)
            passages = indexer.entries([article])[0] if standing is Standing.USABLE else []
            embargo = "2126-01-01T00:00:00+00:00" if standing is Standing.EMBARGOED else None
            delivery = Delivery(standing, None, embargo, pack(record, article))
            writer.put(article, f"former-{name}", passages, delivery)
        writer.commit()
    return [article_id(record) for record in records]


@pytest.fixture
def records(wire: Path, read: Read) -> list[Record]:
    return [with_source(item) for item in read(wire) if isinstance(item, Record)]


def bodies(home: Path, names: list[str]) -> list[str]:
    with ArchiveReader(home) as reader:
        return [article.body for name in names if (article := reader.article(name))]


def versions(home: Path, names: list[str]) -> list[EarlierVersion]:
    with ArchiveReader(home) as reader:
        return [version for name in names for version in reader.earlier_versions(name)]


def test_what_comes_out_otherwise_is_put_and_the_next_run_finds_all_unchanged(
    tmp_path: Path, wire: Path, records: list[Record], indexer: Indexer, model: StaticModel
) -> None:
    settings = Settings(home=tmp_path / "data")
    names = keep_as_before(settings.home, records, indexer)
    content = wire.read_bytes()
    wire.unlink()

    done = reclean(settings, indexer)

    assert (done.articles, done.changed, done.boilerplate) == (4, 3, 4)
    assert bodies(settings.home, names) == [prepare(record, "x").article.body for record in records]
    assert "Photo" not in "".join(bodies(settings.home, names))
    (logged,) = runs(settings.home, 2)
    assert (logged.summary["recleaned"], logged.summary["boilerplate"], logged.summary["added"]) == (3, 4, 0)
    assert logged.summary["seconds"] > 0
    with ArchiveReader(settings.home) as reader:
        article = reader.article(names[0])
        assert article is not None
        assert "العاطي" in article.info.title
    assert versions(settings.home, names) == []
    assert verify(settings.home).whole
    with ArchiveWriter(settings.home, model=indexer.model) as writer:
        held = [one for name in names if (one := writer.latest(name))]
    assert [unpack(one.delivery.original, one.article) for one in held] == records

    wire.write_bytes(content)
    summary = ingest([wire], settings, embedder=model, static_model=model)
    assert (summary.unchanged, summary.added, summary.updated, summary.boilerplate) == (4, 0, 0, 0)
    assert reclean(settings, indexer).changed == 0


def test_a_dry_run_counts_and_writes_nothing(tmp_path: Path, records: list[Record], indexer: Indexer) -> None:
    settings = Settings(home=tmp_path / "data")
    names = keep_as_before(settings.home, records, indexer)

    done = reclean(settings, indexer, dry_run=True)

    assert (done.articles, done.changed, done.boilerplate) == (4, 3, 4)
    assert bodies(settings.home, names) == [record.body for record in records]
    assert runs(settings.home, 1) == []
    with ArchiveWriter(settings.home, model=indexer.model) as writer:
        assert set(writer.hashes().values()) == {f"former-{name}" for name in names}
        assert writer.generation == 1


def test_what_was_stopped_is_gone_on_with(
    tmp_path: Path, records: list[Record], indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recleaning, "ARTICLES_IN_BATCH", 1)
    settings = Settings(home=tmp_path / "data")
    names = keep_as_before(settings.home, records, indexer)
    stages: list[str] = []

    first = reclean(
        settings,
        indexer,
        progress=lambda stage, _done, _all: stages.append(stage),
        stopped=lambda: "writing" in stages,
    )
    assert (first.interrupted, first.changed) == (True, 1)
    assert verify(settings.home).whole

    second = reclean(settings, indexer)
    assert (second.interrupted, second.changed) == (False, 2)
    assert bodies(settings.home, names) == [prepare(record, "x").article.body for record in records]

    nothing = reclean(settings, indexer, stopped=lambda: True)
    assert (nothing.interrupted, nothing.articles, nothing.changed) == (True, 0, 0)
    logged = [(run.summary["recleaned"], run.summary["interrupted"]) for run in runs(settings.home, 9)]
    assert logged == [(0, True), (2, False), (1, True)]


@pytest.mark.parametrize(("standing", "changed"), [(Standing.EMBARGOED, 3), (Standing.WITHDRAWN, 0)])
def test_what_may_not_be_answered_from_gets_no_passages(
    tmp_path: Path, records: list[Record], indexer: Indexer, standing: Standing, changed: int
) -> None:
    settings = Settings(home=tmp_path / "data")
    names = keep_as_before(settings.home, records, indexer, standing=standing)

    assert reclean(settings, indexer).changed == changed

    with ArchiveWriter(settings.home, model=indexer.model) as writer:
        held = [writer.latest(name) for name in names]
        assert {one.delivery.standing for one in held if one} == {standing}
    with ArchiveReader(settings.home) as reader:
        assert reader.statistics().passages == 0


def test_of_an_article_without_its_original_only_the_text_is_known(
    tmp_path: Path, wire: Path, records: list[Record], indexer: Indexer, model: StaticModel
) -> None:
    settings = Settings(home=tmp_path / "data")
    record = records[1]
    name = article_id(record)
    article = Article(prepare(record, name).article.info, record.body)
    with ArchiveWriter(settings.home, model=indexer.model) as writer:
        writer.put(article, "former-text", indexer.entries([article])[0])
        writer.commit()

    assert reclean(settings, indexer).changed == 1
    assert bodies(settings.home, [name]) == [prepare(record, name).article.body]

    summary = ingest([wire], settings, embedder=model, static_model=model)
    assert (summary.added, summary.updated) == (3, 1)
    assert versions(settings.home, [name]) == []


@pytest.mark.process
def test_the_command(command: Command, wire: Path) -> None:
    missing = command("reclean")
    assert missing.returncode == 3
    assert "holds no archive" in missing.stderr
    assert not command.home.exists()

    assert command.json(wire)["boilerplate"] == 4
    done = command.json("reclean")

    assert list(done) == ["articles", "changed", "boilerplate", "seconds"]
    assert (done["articles"], done["changed"], done["boilerplate"]) == (4, 0, 0)
    assert "0 would come out otherwise" in command("reclean", "--dry-run").stdout
    assert command.json(wire)["unchanged"] == 4
    assert "nothing new" in command("log").stdout.splitlines()[1]
