"""A newsroom's folder that changes, and runs over it that come to harm."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from language.static_model import BUNDLED
from tests.ingest.command import ROOT, Command

ROUNDS = int(os.environ.get("ISNAD_TORTURE_ROUNDS", "3"))
"""Rounds of kill -9."""
PASSAGES = int(os.environ.get("ISNAD_TORTURE_PASSAGES", "300"))
"""Passages of the archive that is tortured; each article is one."""

_SENTENCES = {
    "ar": "حاصل ضرب العدد {0} في العدد {1} هو {2}، وهذه حقيقة من حقائق الحساب رقمها {3}.",
    "en": "The product of the numbers {0} and {1} is {2}, which is fact {3} of arithmetic.",
    "fr": "Le produit des nombres {0} et {1} vaut {2}, ce qui est le fait {3} du calcul.",
}


def body(name: int, version: int) -> str:
    """A true text that no other article or version has."""
    language = sorted(_SENTENCES)[name % 3]
    first, second = name + 2, version + 2
    return _SENTENCES[language].format(first, second, first * second, f"{name}/{version}")


class Newsroom:
    """A folder of articles in files of many and of one, of which some change from round to round."""

    def __init__(self, folder: Path, articles: int, seed: int) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.versions = dict.fromkeys(range(articles), 0)
        self._next = articles
        folder.mkdir(parents=True)
        self.write()

    def change(self, kind: str) -> None:
        """Add, update or remove a tenth of the articles, or all three."""
        count = max(3, len(self.versions) // 10)
        if kind in ("add", "mixed"):
            for _ in range(count):
                self.versions[self._next] = 0
                self._next += 1
        if kind in ("update", "mixed"):
            for name in self.random.sample(sorted(self.versions), count):
                self.versions[name] += 1
        if kind in ("remove", "mixed"):
            for name in self.random.sample(sorted(self.versions), count):
                del self.versions[name]
        self.write()

    def write(self) -> None:
        files: dict[str, list[dict[str, str]]] = {}
        for name, version in self.versions.items():
            row = {"id": f"n{name}", "source": "Arithmetic Daily", "title": f"{name}"}
            files.setdefault(f"{name % 7}.jsonl", []).append(row | {"text": body(name, version)})
        for old in self.folder.iterdir():
            if old.name not in files:
                old.unlink()
        for file, rows in files.items():
            text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            (self.folder / file).write_text(text, encoding="utf-8")

    def bodies(self) -> list[str]:
        """What an archive of the folder holds, sorted."""
        return sorted(body(name, version) for name, version in self.versions.items())


class Runs(Command):
    """Starts runs of `python -m ingest` with one data folder; called, it makes a plain one, to its end."""

    seconds = 600

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("ISNAD_")},
            "ISNAD_HOME": str(home),
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(ROOT),
        }
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *arguments: object, **torture: object) -> "subprocess.Popen[str]":
        """A run that acknowledges its commits; `at`, `deed`, `commit`, `shard` are as in `acknowledging`."""
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("acknowledging.py")), *map(str, arguments)],
            cwd=ROOT,
            env=self.environment
            | {f"ISNAD_TORTURE_{name.upper()}": str(value) for name, value in torture.items()},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.started.append(process)
        return process


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    without_model = pytest.mark.skipif(
        not (BUNDLED / "model.safetensors").exists(), reason="make model makes the bundled model"
    )
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.process)
            item.add_marker(without_model)


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path / "news", PASSAGES, seed=7)


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Runs]:
    starter = Runs(tmp_path / "data")
    yield starter
    for process in starter.started:
        process.kill()
        process.communicate()
