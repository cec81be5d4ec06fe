"""`fields.toml`: odd field names, dates and constants."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.errors import UsageError
from ingest.files.document import Document
from ingest.readers.reading import items_of
from ingest.records.mapping import STANDARD, Mappings, load_mapping
from ingest.records.record import Record, Refusal
from ingest.taking_in.readings import digest_of
from tests.ingest.sample_files import ROWS, parquet_table, zipped

Take = Callable[[Path], list[Record | Refusal]]
Write = Callable[[str, str | bytes], Path]

MAPPING = """
[fields]
body = ["bodytxt", "نص المقال"]
title = "hl1"
published = ["meta.erschienen"]
id = "nr"

[formats]
published = "%d.%m.%y"

[constants]
source = "الأهرام"
language = "ar"
"""
ODD = {"hl1": ROWS[0]["title"], "bodytxt": ROWS[0]["text"], "meta": {"erschienen": "17.11.69"}, "nr": 7}


def the_record(found: list[Record | Refusal]) -> Record:
    assert len(found) == 1, found
    assert isinstance(found[0], Record), found[0]
    return found[0]


def test_names_dates_and_constants_in_every_format(write: Write, take: Take) -> None:
    write("fields.toml", MAPPING)
    line = json.dumps(ODD, ensure_ascii=False)
    flat = f"hl1^bodytxt^meta.erschienen^nr\n{ROWS[0]['title']}^{ROWS[0]['text']}^17.11.69^7\n"
    for name, content in {
        "a.json": line,
        "b.jsonl": line,
        "c.txt": flat,
        "d.parquet": parquet_table([ODD]),
        "e.md": f"---\nhl1: {ROWS[0]['title']}\nmeta.erschienen: 17.11.69\nnr: 7\n---\n{ROWS[0]['text']}\n",
        "f.zip": zipped({"in/a.json": line.encode()}),
        "g.json": json.dumps({"rows": [ODD]}),
    }.items():
        record = the_record(take(write(name, content)))
        assert (record.title, record.body, record.published, record.source, record.language, record.id) == (
            ROWS[0]["title"],
            ROWS[0]["text"],
            "1969-11-17T00:00:00",
            "الأهرام",
            "ar",
            "7",
        ), name


def test_a_name_in_arabic_and_digits_in_arabic(write: Write, take: Take) -> None:
    write("fields.toml", MAPPING)
    row = {"نص_المقال": ROWS[0]["text"], "meta": {"erschienen": "١٧.١١.٦٩"}}
    record = the_record(take(write("a.json", json.dumps(row, ensure_ascii=False))))
    assert (record.body, record.published) == (ROWS[0]["text"], "1969-11-17T00:00:00")


def test_what_is_not_written_as_the_pattern_says_stays(write: Write, take: Take) -> None:
    write("fields.toml", MAPPING)
    row = {"text": ROWS[1]["text"], "title": "x", "date": "1969-11-17"}
    record = the_record(take(write("a.json", json.dumps(row))))
    assert (record.title, record.published) == ("x", "1969-11-17")


def test_the_nearest_mapping_counts_and_none_above_what_was_given(write: Write) -> None:
    write("fields.toml", '[constants]\nsource = "Above"\n')
    write("given/fields.toml", '[constants]\nsource = "Given"\n')
    near = write("given/near/fields.toml", '[constants]\nsource = "Near"\n')
    given = near.parents[1]

    def source(file: Path, mappings: Mappings) -> str | None:
        return mappings.of(file).constants.get("source")

    assert source(given / "near/deep/a.json", Mappings([given])) == "Near"
    assert source(given / "far/a.json", Mappings([given])) == "Given"
    assert source(given / "far/a.json", Mappings([given / "far"])) == "Given"
    (given / "far").mkdir()
    assert Mappings([given / "far"]).of(given / "far/a.json") is STANDARD
    assert source(given / "far/a.json", Mappings([given], near)) == "Near"


def test_another_mapping_makes_another_reading(write: Write) -> None:
    file = write("a.json", json.dumps(ODD))
    one = load_mapping(write("one.toml", MAPPING))
    other = load_mapping(write("other.toml", MAPPING.replace("hl1", "hl2")))
    assert len({digest_of(file), digest_of(file, one.digest), digest_of(file, other.digest)}) == 3


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[fields", "is not valid TOML"),
        ("[feilds]\nbody = 'x'", "[feilds] is not known; there may be [fields], [formats], [constants]"),
        ("body = 'x'", "[body] is not known"),
        ("[fields]\nheadline = 'x'", "headline in [fields] is not known; there may be body, title"),
        ("[fields]\nbody = 3", "body in [fields] must be a name or a list of names"),
        ("[fields]\nbody = []", "body in [fields] must be a name or a list of names"),
        ("[formats]\npublished = 'dd.mm.yy'", "published in [formats] must be a pattern"),
        ("[formats]\npublished = '%d.%Q'", "published in [formats]"),
        ("[constants]\nsource = ['x']", "source in [constants] must be a text"),
        ("[fields]\nsource = 'x'\n[constants]\nsource = 'y'", "source stands in [fields] and in [constants]"),
    ],
)
def test_a_wrong_mapping_is_told_in_a_sentence(content: str, told: str, write: Write) -> None:
    path = write("fields.toml", content)
    with pytest.raises(UsageError) as caught:
        load_mapping(path)
    assert str(path) in str(caught.value)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        Mappings([tmp_path], tmp_path / "none.toml")


def test_members_of_members_have_the_mapping_too(write: Write) -> None:
    mapping = load_mapping(write("fields.toml", MAPPING))
    inner = zipped({"a.json": json.dumps(ODD).encode()})
    path = write("a.zip", zipped({"b.zip": inner}))
    assert the_record(list(items_of(Document(path, mapping)))).source == "الأهرام"
    assert io.BytesIO(inner).read(2) == b"PK"
