"""`python -m ingest` as people and programs run it: real processes, a real archive."""

import gzip
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from archive.catalogue.connection import FILE
from language.static_model import BUNDLED
from tests.ingest.command import Articles, Command, Write

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(
        not (BUNDLED / "model.safetensors").exists(), reason="make model makes the bundled model"
    ),
]
COUNTS = ("added", "updated", "unchanged", "removed", "duplicates")


def counts(document: dict[str, Any]) -> dict[str, int]:
    return {name: document[name] for name in COUNTS if document[name]}


def lines(rows: list[dict[str, str]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def numbered(count: int, language: str, articles: Articles) -> list[dict[str, str]]:
    return [
        {
            "id": str(number),
            "title": f"{articles[language]['title']} {number}",
            "text": articles[language]["text"],
        }
        for number in range(count)
    ]


def test_the_contract_of_json_and_a_second_run_changes_nothing(
    command: Command, articles: Articles, write: Write
) -> None:
    write("news/a.jsonl", lines(list(articles.values())))
    folder = write("news/b.txt", f"A title of its own\n\n{articles['en']['text']}").parent
    first = command.json(folder)
    assert list(first) == [
        *COUNTS, "refused", "articles", "passages", "generation", "seconds",
        "released", "withheld", "forgotten", "earlier", "boilerplate", "passed_over",
    ]  # fmt: skip
    assert counts(first) == {"added": 5}
    assert (first["articles"], first["passages"], first["refused"], first["generation"]) == (5, 5, [], 1)
    second = command.json(folder)
    assert counts(second) == {"unchanged": 5}
    assert second["generation"] == 1


def test_an_article_is_shown_whole(command: Command, articles: Articles, write: Write) -> None:
    article = articles["ar"] | {"url": "https://nile.example/1", "date": "14 يناير 2026", "author": "منى"}
    path = write("a.json", json.dumps(article))
    command.json(path)
    from archive.reader import ArchiveReader
    from ingest.records.identity import article_id
    from ingest.records.record import Record

    name = article_id(Record(str(path), None, article["text"], url=article["url"]))
    shown = command.json("--show", name)
    assert shown == {
        "id": name,
        "title": article["title"],
        "language": "ar",
        "published": "2026-01-14",
        "updated": None,
        "source": "nile.example",
        "author": "منى",
        "url": "https://nile.example/1",
        "path": str(path),
        "body": article["text"],
        "versions": [],
    }
    text = command("--show", name).stdout
    assert article["text"] in text
    assert "Earlier version" not in text
    with ArchiveReader(command.home) as reader:
        assert reader.statistics().articles == 1
    missing = command("--show", "nothing")
    assert missing.returncode == 2
    assert "no article nothing" in missing.stderr


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [("ar", "خمسة أيام", "ستة أيام"), ("en", "five days", "six days"), ("fr", "cinq jours", "six jours")],
)
def test_what_an_article_said_before_is_shown(
    command: Command, write: Write, articles: Articles, language: str, before: str, after: str
) -> None:
    article = articles[language] | {"url": "https://nile.example/2", "date": "2026-01-14"}
    sentence = {
        "ar": "بُنيت السفينة في {} كاملة بميناء بورسعيد.",
        "en": "The ship was repaired within {} in the port of Said.",
        "fr": "Le navire a été réparé en {} dans le port de Saïd.",
    }[language]
    texts = [f"{article['text']} {sentence.format(days)}" for days in (before, after)]
    command.json(write("a.json", json.dumps(article | {"text": texts[0], "updated": "2026-01-15"})))
    path = write("a.json", json.dumps(article | {"text": texts[1], "updated": "2026-01-16T09:30:00+02:00"}))
    assert counts(command.json(path)) == {"updated": 1}
    from archive.reader import ArchiveReader

    with ArchiveReader(command.home) as reader:
        [info] = {info for _, info in reader.passages(range(1, 100)).values()}

    shown = command.json("--show", info.id)
    [version] = shown["versions"]
    assert shown["updated"] == "2026-01-16T09:30:00+02:00"
    assert list(version) == ["title", "body", "updated", "replaced"]
    assert (version["title"], version["body"]) == (article["title"], texts[0])
    assert version["updated"] == "2026-01-15"

    text = command("--show", info.id).stdout
    assert "updated 2026-01-16T09:30:00+02:00" in text
    assert f"Earlier version (updated 2026-01-15), replaced {version['replaced']}:" in text
    [line] = [line for line in text.splitlines() if "[-" in line]
    old, new = (words.split()[0] for words in (before, after))
    assert f"[-\u2068{old}\u2069-]{{+\u2068{new}\u2069+}} {after.split()[1]}" in line


def test_changes_are_updates_and_a_dry_run_only_says_so(
    command: Command, articles: Articles, write: Write
) -> None:
    rows = numbered(4, "fr", articles)
    path = write("a.jsonl", lines(rows))
    command.json(path)
    rows[1]["text"] += " Une phrase de plus."
    write("a.jsonl", lines([*rows, {"id": "new", "title": "Neu", "text": articles["ru"]["text"]}]))
    for dry in (("--dry-run",), ("--dry-run",), ()):
        assert counts(command.json(path, *dry)) == {"added": 1, "updated": 1, "unchanged": 3}
    assert counts(command.json(path)) == {"unchanged": 5}


def test_a_dry_run_makes_no_archive(command: Command, articles: Articles, write: Write) -> None:
    path = write("a.json", json.dumps(articles["en"]))
    document = command.json(path, "--dry-run")
    assert (counts(document), document["articles"]) == ({"added": 1}, 0)
    assert not command.home.exists()


def test_pruning_removes_what_is_gone_and_only_there(
    command: Command, articles: Articles, write: Write
) -> None:
    rows = numbered(3, "ar", articles)
    here = write("here/a.jsonl", lines(rows)).parent
    gone = write("here/b.txt", f"Gone\n\n{articles['en']['text']}")
    torn = write("here/c.jsonl.gz", gzip.compress(lines(numbered(2, "ru", articles)).encode()))
    there = write("there/d.txt", f"There\n\n{articles['fr']['text']}")
    assert counts(command.json(here, there)) == {"added": 7}
    gone.unlink()
    there.unlink()
    torn.write_bytes(torn.read_bytes()[:12])
    write("here/a.jsonl", lines(rows[:1]))
    assert counts(command.json(here, code=1)) == {"unchanged": 1}
    pruned = command.json(here, "--prune", code=1)
    assert counts(pruned) == {"unchanged": 1, "removed": 3}
    assert pruned["articles"] == 4, "what cannot be read is not gone, and another folder was not asked for"


def test_a_copy_takes_the_place_of_an_article_that_is_pruned(
    command: Command, articles: Articles, write: Write
) -> None:
    first = write("a/first.json", json.dumps(articles["en"]))
    second = write("a/second.json", json.dumps(articles["en"]))
    assert counts(command.json(first.parent)) == {"added": 1, "duplicates": 1}
    assert counts(command.json(first.parent)) == {"unchanged": 1, "duplicates": 1}
    first.unlink()
    assert counts(command.json(second.parent, "--prune")) == {"added": 1, "removed": 1}
    assert counts(command.json(second.parent)) == {"unchanged": 1}


def test_of_two_versions_in_one_run_the_later_counts(
    command: Command, articles: Articles, write: Write
) -> None:
    url = "https://a.example/1"
    versions = [
        articles["en"] | {"url": url},
        articles["en"] | {"url": f"{url}?utm_source=x", "title": "Corrected"},
    ]
    path = write("a.jsonl", lines(versions))
    assert counts(command.json(path)) == {"added": 1, "duplicates": 1}
    assert counts(command.json(path)) == {"unchanged": 1, "duplicates": 1}
    from archive.reader import ArchiveReader
    from ingest.records.identity import article_id
    from ingest.records.record import Record

    with ArchiveReader(command.home) as reader:
        article = reader.article(article_id(Record("", 1, "", url=url)))
    assert article is not None
    assert article.info.title == "Corrected"


def test_a_file_that_moves_keeps_its_article(command: Command, articles: Articles, write: Write) -> None:
    article = json.dumps(articles["en"] | {"url": "https://a.example/1"})
    old = write("old/a.json", article)
    command.json(old)
    old.unlink()
    new = write("new/a.json", article)
    assert counts(command.json(new.parent)) == {"updated": 1}
    assert counts(command.json(old.parent, "--prune")) == {}


def test_bad_files_are_refused_and_the_rest_goes_on(
    command: Command, articles: Articles, write: Write
) -> None:
    good = write("n/good.jsonl", lines([articles["en"], articles["ar"]]) + "{broken\n" + '{"text": "abc"}\n')
    folder = good.parent
    write("n/empty.txt", b"")
    write("n/junk.bin", bytes(range(256)) * 20)
    write("n/deep.json", "[" * 100_000)
    write("n/.hidden.txt", "Hidden\n\nA text that is hidden.")
    write("n/style.css", "body { margin: 0 }")
    write("outside.txt", f"Outside\n\n{articles['fr']['text']}")
    (folder / "link.txt").symlink_to(folder.parent / "outside.txt")
    document = command.json(folder, code=1)
    assert counts(document) == {"added": 2}
    found = {(Path(item["path"]).name, item["record"]): item["reason"] for item in document["refused"]}
    assert set(found) == {
        ("good.jsonl", 3), ("good.jsonl", 4), ("empty.txt", None), ("junk.bin", None), ("deep.json", None),
    }  # fmt: skip
    assert "too short" in found["good.jsonl", 4]
    told = command(folder)
    assert told.returncode == 1
    assert "5 files or records refused" in told.stdout
    assert "good.jsonl, record 3: not valid JSON" in told.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_files_without_permission_are_refused(command: Command, articles: Articles, write: Write) -> None:
    secret = write("n/secret.json", json.dumps(articles["en"]))
    secret.chmod(0)
    assert "no permission" in command.json(secret.parent, code=1)["refused"][0]["reason"]


def test_wrong_use_is_told_in_a_sentence(command: Command, tmp_path: Path) -> None:
    missing = command(tmp_path / "nothing")
    assert missing.returncode == 2
    assert "does not exist" in missing.stderr
    assert "Traceback" not in missing.stderr
    assert command().returncode == 2
    (tmp_path / "bare").mkdir()
    assert command.json(tmp_path / "bare")["articles"] == 0
    unrepairable = command("--repair", "--home", tmp_path / "none")
    assert unrepairable.returncode == 3
    assert "no archive" in unrepairable.stderr


def test_repair_builds_the_indexes_again(command: Command, articles: Articles, write: Write) -> None:
    command.json(write("a.jsonl", lines(list(articles.values()))))
    assert command.json("--repair")["passages"] == 4


def test_an_interrupted_run_keeps_what_is_complete(
    command: Command, articles: Articles, write: Write
) -> None:
    path = write("a.jsonl", lines(numbered(30_000, "en", articles)))
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest", str(path), "--json"],
        cwd=Path(__file__).resolve().parents[2],
        env=command.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    # The archive is opened after the handler is set, and thirty thousand articles take much longer than this.
    tick = threading.Event()
    while not (command.home / FILE).exists():
        assert process.poll() is None
        tick.wait(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130, err.decode()
    document = json.loads(out)
    assert document["articles"] == document["added"] < 30_000
    assert "stopped before its end" in err.decode()
    first = path.with_name("first.jsonl")
    first.write_text(lines(numbered(3, "ru", articles)), encoding="utf-8")
    assert command.json(first)["articles"] == document["articles"] + 3, "the next run works as ever"


def test_what_is_neither_file_nor_folder_is_wrong_use(command: Command, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert command(tmp_path / "pipe").returncode == 2


def test_the_memory_of_files_only_saves_time(command: Command, articles: Articles, write: Write) -> None:
    path = write("a.jsonl", lines([*articles.values(), articles["en"] | {"id": "copy"}]))
    expected = {"unchanged": 4, "duplicates": 1}
    assert counts(command.json(path)) == {"added": 4, "duplicates": 1}
    assert counts(command.json(path)) == expected
    memory = command.home / "readings.sqlite3"
    memory.write_bytes(b"torn" * 1000)
    assert counts(command.json(path)) == expected
    memory.unlink()
    assert counts(command.json(path)) == expected
    write("a.jsonl", lines(list(articles.values())[:2]))
    assert counts(command.json(path, "--prune")) == {"unchanged": 2, "removed": 2}
    write("a.jsonl", lines(list(articles.values())))
    assert counts(command.json(path)) == {"added": 2, "unchanged": 2}
