"""`python -m ingest sync`: real processes over real folders, once and while they change."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from archive.errors import UsageError
from archive.reader import ArchiveReader
from ingest.sources import Source, read_sources
from language.static_model import BUNDLED
from tests.ingest.command import ROOT, Articles, Command, Write

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(
        not (BUNDLED / "model.safetensors").exists(), reason="make model makes the bundled model"
    ),
]


def line(article: dict[str, str]) -> str:
    return json.dumps(article, ensure_ascii=False) + "\n"


def test_every_source_is_read_and_a_second_time_nothing_changes(
    command: Command, write: Write, articles: Articles
) -> None:
    write("الأهرام/a.jsonl", line(articles["ar"]))
    write("wire/b.jsonl", line(articles["en"]))
    file = write("sources.toml", '[[source]]\npath = "الأهرام"\nprune = true\n\n[[source]]\npath = "wire"\n')

    first, second = (command.json("sync", "--sources", file) for _ in range(2))

    assert [one["added"] for one in first["sources"]] == [1, 1]
    assert [(one["added"], one["unchanged"]) for one in second["sources"]] == [(0, 1), (0, 1)]
    (file.parent / "الأهرام" / "a.jsonl").unlink()
    assert [one["removed"] for one in command.json("sync", "--sources", file)["sources"]] == [1, 0]


def test_a_source_that_is_missing_does_not_hinder_the_others(
    command: Command, write: Write, articles: Articles
) -> None:
    folder = write("wire/b.jsonl", line(articles["fr"])).parent

    done = command.json("sync", folder / "gone", folder, code=2)

    assert "does not exist" in done["sources"][0]["error"]
    assert done["sources"][1]["added"] == 1


def test_since_leaves_out_what_is_older_and_reads_it_when_asked_again(
    command: Command, write: Write, articles: Articles
) -> None:
    articles["ar"]["date"], articles["en"]["date"] = "2026-11-20", "2026-11-23"
    path = write("wire.jsonl", line(articles["ar"]) + line(articles["en"]) + line(articles["fr"]))

    [done] = command.json("sync", path, "--since", "2026-11-21")["sources"]

    assert (done["added"], done["earlier"]) == (2, 1)
    assert command.json(path)["added"] == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "must hold one [[source]]"),
        ("[[source]]\nprune = true\n", "either a path or a url"),
        ('[[source]]\npath = "a"\nname = "b"\n', "'name' is not known"),
        ('[[source]]\npath = "a"\nprune = "yes"\n', "prune must be a true or false"),
        ('[[source]]\nurl = "example.org"\n', "is no address"),
        ("[[source\n", "is not valid TOML"),
    ],
)
def test_what_is_wrong_with_sources_is_said(write: Write, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said.replace("[", r"\[")):
        read_sources(write("sources.toml", text))


def test_paths_are_those_beside_the_file(write: Write) -> None:
    file = write("a/sources.toml", '[[source]]\npath = "wire"\nfields = "odd.toml"\n')

    assert read_sources(file) == [Source(path=file.parent / "wire", fields=file.parent / "odd.toml")]


@pytest.fixture
def watching(command: Command, write: Write, articles: Articles) -> Iterator[subprocess.Popen[str]]:
    folder = write("wire/a.jsonl", line(articles["ar"])).parent
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest", "sync", str(folder), "--watch", "--json"],
        cwd=ROOT,
        env=command.environment,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    yield process
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def test_watching_finds_a_new_file_and_ends_when_asked(
    watching: subprocess.Popen[str], command: Command, write: Write, articles: Articles
) -> None:
    assert watching.stdout is not None
    assert json.loads(watching.stdout.readline())["sources"][0]["added"] == 1

    write("wire/b.jsonl", line(articles["en"]))
    told = json.loads(watching.stdout.readline())

    assert told["sources"][0]["added"] == 1
    with ArchiveReader(command.home) as reader:
        assert reader.statistics().articles == 2
    watching.send_signal(signal.SIGTERM)
    began = time.monotonic()
    assert watching.wait(timeout=20) == 0
    assert time.monotonic() - began < 20
