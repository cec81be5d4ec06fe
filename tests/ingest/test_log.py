"""`python -m ingest log`."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.ingest.command import Command


def test_the_log_tells_of_each_run_newest_first(
    command: Command, write: Callable[[str, str | bytes], Path], articles: dict[str, dict[str, str]]
) -> None:
    path = write("one.json", json.dumps(list(articles.values()), ensure_ascii=False))
    command(path)
    broken = write("two.json", b"\x00\x01\x02\x03")
    command(broken)

    done = command("log", "--json")

    assert done.returncode == 0
    newest, oldest = json.loads(done.stdout)["runs"]
    assert (oldest["run"], oldest["added"]) == (1, 4)
    assert newest["refused"][0]["path"] == str(broken)
    text = command("log", "--last", "1").stdout
    assert str(broken) in text
    assert "4 added" not in text


def test_where_no_archive_is_the_log_says_so(command: Command) -> None:
    done = command("log")

    assert done.returncode == 3
    assert "holds no archive yet" in done.stderr
