"""Small archives of made-up articles, and child processes that write to one."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from archive.article import Article, ArticleInfo
from archive.model import ModelIdentity
from archive.writer import PassageEntry

ROOT = Path(__file__).resolve().parents[2]
DIMENSION = 16
MODEL = ModelIdentity("small", "small:1", DIMENSION)

CHILD = f"""
import sys
import numpy as np
from pathlib import Path
from archive.article import Article, ArticleInfo
from archive.model import ModelIdentity
from archive.reader import ArchiveReader
from archive.writer import ArchiveWriter, PassageEntry

home, model = Path(sys.argv[1]), ModelIdentity("small", "small:1", {DIMENSION})

def item(name, text, language="en"):
    vector = np.random.default_rng(sum(text.encode())).standard_normal({DIMENSION})
    vector /= np.linalg.norm(vector)
    info = ArticleInfo(name, "", language, "2026-01-14", "Child", None, None, "/child/" + name)
    entry = PassageEntry(0, len(text), vector.astype(np.float16), np.array([len(text)], dtype=np.uint32))
    return Article(info, text), text, [entry]

def say(word):
    print(word, flush=True)
"""


def _vector(text: str) -> np.ndarray:
    vector = np.random.default_rng(sum(text.encode())).standard_normal(DIMENSION)
    return (vector / np.linalg.norm(vector)).astype(np.float16)


def _item(name: str, *texts: str, **known: str | None) -> tuple[Article, str, list[PassageEntry]]:
    body, entries = " ".join(texts), []
    start = 0
    for text in texts:
        tokens = np.array([len(word) for word in text.split()], dtype=np.uint32)
        entries.append(PassageEntry(start, start + len(text), _vector(text), tokens))
        start += len(text) + 1
    info = ArticleInfo(
        id=name,
        title=known.get("title") or "",
        language=known.get("language") or "en",
        published=known.get("published"),
        source=known.get("source") or "",
        author=None,
        url=None,
        path=known.get("path") or f"/news/{name}.txt",
    )
    return Article(info, body), body, entries


@pytest.fixture
def model() -> ModelIdentity:
    return MODEL


@pytest.fixture
def item() -> Callable[..., tuple[Article, str, list[PassageEntry]]]:
    """Makes what `put` takes: an article whose passages are the given texts."""
    return _item


@pytest.fixture
def vector() -> Callable[[str], np.ndarray]:
    """The vector that `item` gives a passage of this text."""
    return lambda text: _vector(text).astype(np.float32)


@pytest.fixture
def child() -> Iterator[Callable[[Path, str], "subprocess.Popen[str]"]]:
    """Starts a process that runs a program over a data folder; whatever still runs at the end is ended."""
    started: list[subprocess.Popen[str]] = []

    def start(home: Path, program: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", CHILD + program, str(home)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
