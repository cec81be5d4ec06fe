"""Runs over containers and with mappings: what is unchanged, moved, pruned and refused."""

import gzip
import json
from typing import Any

import pytest

from ingest.taking_in.ledger import Ledger, Verdict
from language.static_model import BUNDLED
from tests.ingest.command import Command, Write
from tests.ingest.sample_files import ROWS, plain_text, tarred, zipped

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(
        not (BUNDLED / "model.safetensors").exists(), reason="make model makes the bundled model"
    ),
]
COUNTS = ("added", "updated", "unchanged", "removed", "duplicates")


def counts(document: dict[str, Any]) -> dict[str, int]:
    return {name: document[name] for name in COUNTS if document[name]}


def page(number: int, address: str = "") -> bytes:
    row = ROWS[number] | ({"url": address} if address else {})
    return json.dumps(row, ensure_ascii=False).encode()


def test_members_are_articles_by_their_path(command: Command, write: Write) -> None:
    members = {"ar/a.json": page(0), "en/b.json": page(1), "c.png": b"\x89PNG"}
    path = write("n/الأرشيف.tar.gz", gzip.compress(tarred(members)))
    assert counts(command.json(path)) == {"added": 2}
    assert counts(command.json(path)) == {"unchanged": 2}
    assert counts(command.json(path.parent, "--prune")) == {"unchanged": 2}
    write("n/الأرشيف.tar.gz", gzip.compress(tarred({"ar/a.json": page(0)})))
    assert counts(command.json(path.parent, "--prune")) == {"unchanged": 1, "removed": 1}


def test_what_is_passed_over_is_counted_in_folders_and_in_containers(command: Command, write: Write) -> None:
    inner = zipped({"b.json": page(1), "style.css": b"a {}", "dump.sql": b"INSERT", ".hidden/c.png": b""})
    write("n/a.tar.gz", gzip.compress(tarred({"a.json": page(0), "inner.zip": inner, "c.PNG": b"\x89PNG"})))
    path = write("n/logo.svg", "<svg/>").parent
    read = command.json(path)
    assert (counts(read), read["passed_over"]) == ({"added": 2}, 4)
    assert "1 file passed over" in command(path).stdout, "a container that is unchanged is not opened"
    assert command.json(write("m/dump.zip", zipped({"dump.sql": b"INSERT"})))["passed_over"] == 1


def test_what_lies_in_a_container_that_cannot_be_read_is_not_gone(command: Command, write: Write) -> None:
    path = write("n/a.zip", zipped({"a.json": page(0), "inner.zip": zipped({"b.json": page(1)})}))
    assert counts(command.json(path)) == {"added": 2}
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    assert counts(command.json(path.parent, "--prune", code=1)) == {}
    path.write_bytes(zipped({"a.json": page(0), "inner.zip": zipped({"b.json": page(1)})[:-30]}))
    pruned = command.json(path.parent, "--prune", code=1)
    assert counts(pruned) == {"unchanged": 1}
    assert pruned["refused"][0]["path"] == str(path / "inner.zip")


def test_an_article_in_two_places_moves_only_when_the_first_is_gone(command: Command, write: Write) -> None:
    article = page(0, "https://canal.example/1")
    first = write("n/first.zip", zipped({"x/a.json": article, "b.json": page(1)}))
    assert counts(command.json(first)) == {"added": 2}
    second = write("m/second.json", article)
    assert counts(command.json(second)) == {"unchanged": 1}, "it still lies in the first"
    write("n/first.zip", zipped({"b.json": page(1)}))
    assert counts(command.json(second)) == {"updated": 1}, "now it lies only in the second"


def test_a_member_that_is_there_has_not_moved(write: Write) -> None:
    path = write("a.tar", tarred({"x/a.json": page(0)}))
    for number, former, verdict in (
        (1, f"{path}/x/a.json", Verdict.UNCHANGED),
        (2, f"{path}/x/b.json", Verdict.CHANGED),
    ):
        ledger = Ledger()
        name, record = f"{number:016x}", "5" * 16
        ledger.put(name, record, "7" * 16, former)
        assert ledger.verdict(name, record, str(path.with_name("b.json"))) is verdict


def test_a_mapping_that_changes_is_read_anew(command: Command, write: Write) -> None:
    write(
        "n/a.jsonl",
        json.dumps({"hl1": ROWS[0]["title"], "bodytxt": ROWS[0]["text"], "url": "https://c.example/1"}),
    )
    folder = write("n/b.txt", plain_text() + b"!").parent
    refused = command.json(folder, code=1)["refused"]
    assert [item["reason"] for item in refused] == ["no text field; found: hl1, bodytxt, url"]
    mapping = write("n/fields.toml", '[fields]\nbody = "bodytxt"\ntitle = "hl1"\n')
    assert counts(command.json(folder)) == {"added": 1, "unchanged": 1}
    assert counts(command.json(folder)) == {"unchanged": 2}
    mapping.write_text(
        '[fields]\nbody = "bodytxt"\ntitle = "hl1"\n[constants]\nsource = "الأهرام"\n', "utf-8"
    )
    # The file without fields of its own is read anew too, and says what it said.
    assert counts(command.json(folder)) == {"updated": 1, "unchanged": 1}
    given = write("given.toml", '[constants]\nsource = "Given"\n[fields]\nbody = "bodytxt"\n')
    assert counts(command.json(folder, "--fields", given)) == {"updated": 1, "unchanged": 1}


def test_a_wrong_mapping_stops_the_run_in_a_sentence(command: Command, write: Write) -> None:
    folder = write("n/a.json", page(0)).parent
    write("n/fields.toml", "[fields]\nheadline = 'x'\n")
    done = command(folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "fields.toml: headline in [fields] is not known" in done.stderr
    assert not command.home.exists()
