"""What one does with an archive day by day: status, retry, removal for good."""

import json
import signal
import subprocess
import sys
from contextlib import closing

import pytest

from archive.health import verify
from archive.reader import ArchiveReader
from archive.words.index import WordIndexWriter
from language.static_model import BUNDLED
from tests.ingest.command import ROOT, Articles, Command, Write

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(
        not (BUNDLED / "model.safetensors").exists(), reason="make model makes the bundled model"
    ),
]


def lines(articles: list[dict[str, str]]) -> str:
    return "\n".join(json.dumps(article, ensure_ascii=False) for article in articles) + "\n"


def test_status_tells_what_there_is(command: Command, write: Write, articles: Articles) -> None:
    articles["ar"]["source"] = "الأهرام"
    command.json(write("wire.jsonl", lines(list(articles.values()))))
    articles["en"]["text"] += " The dispute began over night shifts."
    command.json(write("wire.jsonl", lines([articles["ar"]])), "--prune")

    status = command.json("status")

    assert (status["articles"], status["refused"], status["healthy"]) == (1, 0, True)
    assert status["languages"] == {"ar": 1}
    assert status["bytes"]["catalogue"] > 0
    text = command("status").stdout
    assert "\u2068الأهرام\u2069 1" in text
    assert "whole: both indexes hold the 1 passages" in text


def test_status_sees_an_index_that_lost_its_passages(
    command: Command, write: Write, articles: Articles
) -> None:
    command.json(write("wire.jsonl", lines(list(articles.values()))))
    [words] = command.home.glob("words-*")
    with closing(WordIndexWriter(words)) as index:
        index.delete([1])
        index.commit()

    done = command("status", "--json")

    assert done.returncode == 1
    assert json.loads(done.stdout)["healthy"] is False


def test_what_was_refused_is_listed_and_read_again(
    command: Command, write: Write, articles: Articles
) -> None:
    folder = write("wire/good.jsonl", lines([articles["ar"]])).parent
    bad = write("wire/bad.jsonl", lines([articles["en"]]) + '{"title": "Cut of\n')
    command.json(folder, code=1)

    [refused] = command.json("retry", "--list")["refused"]
    assert (refused["path"], refused["record"]) == (str(bad), 2)

    write("wire/bad.jsonl", lines([articles["en"], articles["fr"]]))
    assert command.json("retry")["added"] == 1
    assert command.json("retry", "--list")["refused"] == []
    assert "Nothing is waiting" in command("retry").stdout


def test_removal_leaves_no_byte_and_lets_nothing_back(
    command: Command, write: Write, articles: Articles
) -> None:
    articles["ar"]["url"] = "https://example.org/news/1?utm_source=feed"
    path = write("wire.jsonl", lines(list(articles.values())))
    command.json(path)
    former = articles["ar"]["text"]
    articles["ar"]["text"] = former.replace("المبعوث الأمريكي", "مبعوث الرئيس الأمريكي إلى المنطقة")
    write("wire.jsonl", lines(list(articles.values())))
    assert command.json(path)["updated"] == 1

    done = command.json("remove", "http://www.example.org/news/1")

    assert (done["articles"], done["versions"], done["traces"], done["shared_with"]) == (1, 1, [], [])
    words = [
        text.encode() for text in (former[40:80], articles["ar"]["text"][40:80], articles["ar"]["title"])
    ]
    for file in command.home.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not [word.decode() for word in words if word in content], file
    assert verify(command.home).whole
    with ArchiveReader(command.home) as reader:
        assert reader.statistics().articles == 3
    again = command.json(path)
    assert (again["forgotten"], again["unchanged"], again["added"]) == (1, 3, 0)
    assert command.json(path)["forgotten"] == 1

    assert command.json("remove", "--allow-again", "https://example.org/news/1")["allowed_again"] == 1
    assert command.json(path)["added"] == 1


def test_a_removal_that_was_killed_is_told_and_finished_by_the_same_command(
    command: Command, write: Write, articles: Articles
) -> None:
    articles["ar"]["url"] = "https://example.org/news/1"
    command.json(write("wire.jsonl", lines(list(articles.values()))))
    script = (
        "import os, signal, sys\n"
        "import archive.removal as removal\n"
        "removal.rebuild = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "from ingest.cli import main\n"
        "main(['remove', 'https://example.org/news/1'])\n"
    )
    killed = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=command.environment)
    assert killed.returncode == -signal.SIGKILL

    told = command.json("status", "--quick")
    assert (told["articles"], told["removals_unfinished"]) == (3, 1)
    assert command.json("remove", "https://example.org/news/1")["traces"] == []
    assert command.json("status")["removals_unfinished"] == 0


def test_removing_an_outlet_wants_a_yes(command: Command, write: Write, articles: Articles) -> None:
    for language in ("en", "fr"):
        articles[language]["source"] = "The Harbour Times"
    command.json(write("wire.jsonl", lines(list(articles.values()))))

    asked = command("remove", "--source", "the harbour  times")
    assert asked.returncode == 2
    assert "2 articles" in asked.stderr

    assert command.json("remove", "--source", "the harbour  times", "--yes")["articles"] == 2
    assert command("remove", "nobody").returncode == 2
    assert command.json("status")["articles"] == 2
