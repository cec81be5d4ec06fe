"""What becomes of deliveries: versions, embargoes, withdrawals, and one text in two outlets."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.health import verify
from archive.reader import ArchiveReader
from archive.writer import ArchiveWriter
from ingest.preparing.candidate import Candidate
from ingest.preparing.indexing import Indexer
from ingest.records.record import Record
from ingest.summary import Summary
from ingest.taking_in.intake import Intake
from language.static_model import BUNDLED, StaticModel

pytestmark = pytest.mark.skipif(
    not (BUNDLED / "model.safetensors").exists(), reason="make model makes the bundled model"
)
MORNING, NOON, EVENING = (datetime(2026, 11, 24, hour, tzinfo=UTC) for hour in (6, 12, 18))
DRAFT = "أعلنت وزارة الصحة إصابة خمسة أشخاص في حادث القطار."
CORRECTED = "أعلنت وزارة الصحة إصابة سبعة أشخاص في حادث القطار."
Deliver = Callable[..., Summary]


def item(body: str, **fields: object) -> Record:
    return Record(
        **{
            "path": "/wire/item.xml",
            "number": 1,
            "body": body,
            "title": "حادث القطار",
            "source": "وكالة الأنباء",
            "id": "urn:newsml:example.org:1",
            **fields,
        }
    )  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def indexer() -> Indexer:
    model = StaticModel.load()
    return Indexer(model, model)


@pytest.fixture
def deliver(tmp_path: Path, indexer: Indexer) -> Deliver:
    def run(*records: Record, now: datetime = NOON, prunes: bool = False) -> Summary:
        summary = Summary()
        with ArchiveWriter(tmp_path, model=indexer.model) as writer:
            intake = Intake(writer, indexer, summary, writes=True, prunes=prunes, now=lambda: now)
            intake.release()
            for record in records:
                intake.take(Candidate.of(record))
            intake.finish([Path("/wire")])
            writer.commit()
        assert verify(tmp_path).whole
        return summary

    return run


def bodies(home: Path) -> list[str]:
    with ArchiveReader(home) as reader:
        keys = range(1, 100)
        return sorted({passage.text for passage, _ in reader.passages(keys).values()})


def test_the_highest_version_stands_whatever_comes_last(deliver: Deliver, tmp_path: Path) -> None:
    summary = deliver(item(CORRECTED, version=2), item(DRAFT, version=1))
    assert (summary.added, summary.duplicates) == (1, 1)
    assert bodies(tmp_path) == [CORRECTED]

    assert deliver(item(DRAFT, version=1)).duplicates == 1
    assert bodies(tmp_path) == [CORRECTED]

    assert deliver(item(DRAFT, version=3)).updated == 1
    assert bodies(tmp_path) == [DRAFT]
    with ArchiveReader(tmp_path) as reader:
        [article] = {info.id for _, info in reader.passages(range(100)).values()}
        assert [version.body for version in reader.earlier_versions(article)] == [CORRECTED]


def test_an_item_taken_back_is_not_answered_from_and_its_text_is_no_copy(
    deliver: Deliver, tmp_path: Path
) -> None:
    deliver(item(DRAFT, version=1), item("The ferry is back in port after the storm.", id="2", title="Ferry"))
    summary = deliver(item("", title="", version=2, withdrawn=True))
    assert (summary.updated, summary.withheld) == (1, 1)
    assert bodies(tmp_path) == ["The ferry is back in port after the storm."]

    assert deliver(item(DRAFT, version=1)).duplicates == 1
    assert deliver(item(DRAFT, id="another")).added == 1
    assert deliver(item(CORRECTED, version=3)).updated == 1
    assert CORRECTED in bodies(tmp_path)


def test_an_embargoed_item_waits_until_its_hour(deliver: Deliver, tmp_path: Path) -> None:
    record = item(DRAFT, embargo="2026-11-24T14:00:00+02:00")
    other = item("An ordinary article about the harbour.", id="3", title="Harbour")
    assert deliver(record, other, now=MORNING).withheld == 1
    assert DRAFT not in bodies(tmp_path)

    assert deliver(record, now=MORNING).unchanged == 1

    summary = deliver(record, now=NOON)
    assert (summary.released, summary.unchanged, summary.withheld) == (1, 1, 0)
    assert DRAFT in bodies(tmp_path)
    assert deliver(record, now=EVENING).unchanged == 1


def test_an_embargo_that_cannot_be_read_is_refused_and_not_guessed(deliver: Deliver) -> None:
    other = item("An ordinary article about the harbour.", id="3", title="Harbour")
    [refusal] = deliver(item(DRAFT, embargo="after the minister has spoken"), other).refused
    assert "the end of the embargo cannot be read" in refusal.reason


def test_one_text_in_two_outlets_is_kept_twice_and_in_one_outlet_once(
    deliver: Deliver, tmp_path: Path
) -> None:
    summary = deliver(
        item(DRAFT, id="1"),
        item(DRAFT, id="2"),
        item(DRAFT, id="3", source="صحيفة الميناء"),
        item(DRAFT, id="4", source="", path="/wire/export.jsonl"),
    )
    assert (summary.added, summary.duplicates) == (2, 2)
    with ArchiveReader(tmp_path) as reader:
        assert set(reader.statistics().sources) == {"وكالة الأنباء", "صحيفة الميناء"}
