"""`python -m ingest --reembed` as real processes, with a real if tiny model of the e5 architecture."""

import json
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from archive.errors import ModelMismatchError
from archive.health import verify
from archive.model import ModelIdentity
from archive.reader import ArchiveReader
from archive.settings import Settings
from archive.vectors.new_vectors import FILE
from archive.writer import ArchiveWriter, PassageEntry
from evaluation.random_encoder import save_random_encoder
from ingest.preparing.chunking import passages
from ingest.preparing.indexing import Indexer, Models, load_models
from ingest.preparing.preparation import prepare
from ingest.records.record import Record
from ingest.reembedding import as_text, reembed_archive
from ingest.run import ingest
from language.static_model import BUNDLED, StaticModel
from tests.ingest.command import ROOT, Command

pytestmark = pytest.mark.skipif(
    not (BUNDLED / "model.safetensors").exists(), reason="make model makes the bundled model"
)
MANY = 800


@pytest.fixture(scope="module")
def static_model() -> StaticModel:
    return StaticModel.load()


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = (ROOT / "samples/delta-lantern.jsonl").read_text("utf-8").splitlines()
    return save_random_encoder(tmp_path_factory.mktemp("model") / "multilingual-e5-small", texts)


def start(command: Command) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "ingest", "--reembed", "--json"],
        cwd=ROOT,
        env=command.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def finish(process: "subprocess.Popen[str]") -> dict[str, Any]:
    out, err = process.communicate(timeout=600)
    assert process.returncode == 0, err
    assert "Traceback" not in err
    document: dict[str, Any] = json.loads(out)
    return document


def embedded(home: Path) -> int:
    """How many passages the file beside the catalogue has."""
    try:
        with closing(sqlite3.connect(f"{(home / FILE).as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT COUNT(*) FROM passages").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def wait_until_embedded(process: "subprocess.Popen[str]", home: Path, more_than: int) -> None:
    tick = threading.Event()
    while embedded(home) <= more_than:
        assert process.poll() is None, process.communicate()
        tick.wait(0.005)


@pytest.mark.process
def test_an_archive_changes_to_another_model_and_back(
    command: Command,
    articles: dict[str, dict[str, str]],
    write: Callable[[str, str], Path],
    tiny: Path,
    static_model: StaticModel,
) -> None:
    rows = [
        {"id": f"{language}{number}", "title": f"{article['title']} {number}", "text": article["text"]}
        for number in range(MANY // len(articles))
        for language, article in articles.items()
    ]
    home, bundled = command.home, Settings(home=command.home, _env_file=None)
    path = write("a.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    everything = ingest([path], bundled, embedder=static_model, static_model=static_model).passages
    question = articles["fr"]["title"]
    assert everything == MANY
    command.environment["ISNAD_EMBEDDING"] = str(tiny)

    with ArchiveReader(home) as reader:
        vector = static_model.embed_queries([question])[0]
        before = reader.nearest(vector, "fr", 9)
        stopped = start(command)
        wait_until_embedded(stopped, home, 0)
        assert not reader.refresh()
        assert reader.nearest(vector, "fr", 9) == before
        stopped.send_signal(signal.SIGINT)
        out, err = stopped.communicate(timeout=600)
        assert stopped.returncode == 130, err
        done = json.loads(out)
        assert (done["interrupted"], done["passages"]) == (True, everything)
        assert 0 < done["embedded"] == embedded(home) < everything
        assert "the same command goes on from here" in err

        killed = start(command)
        wait_until_embedded(killed, home, done["embedded"])
        killed.kill()
        killed.communicate()
        kept = embedded(home)
        assert done["embedded"] < kept < everything

        finished = finish(start(command))
        assert (finished["resumed"], finished["embedded"]) == (kept, everything - kept)
        assert finished["to"] == str(tiny)
        with pytest.raises(ModelMismatchError, match=f"Start again with ISNAD_EMBEDDING={tiny}"):
            reader.refresh()
    assert verify(home).whole

    other = load_models(Settings(home=home, embedding=str(tiny), _env_file=None))
    with ArchiveReader(home) as reader:
        assert reader.model == other.identity
        text = f"{rows[-2]['title']}\n{rows[-2]['text']}"
        (_, cosine), *_ = reader.nearest(other.embedder.embed_documents([text])[0], "fr", 9)
        assert cosine > 0.999, "the archive holds what the model says of title and passage"

    command.environment["ISNAD_EMBEDDING"] = "bundled"
    assert finish(start(command))["embedded"] == everything
    assert verify(home).whole
    with ArchiveReader(home) as reader:
        again = reader.nearest(vector, "fr", 9)
        assert [cosine for _, cosine in again] == [cosine for _, cosine in before]


@pytest.mark.process
def test_wrong_use_is_told(command: Command, tmp_path: Path) -> None:
    for arguments in (("--reembed", tmp_path), ("--reembed", "--repair"), ("--reembed", "--dry-run")):
        told = command(*arguments)
        assert told.returncode == 2
        assert "goes with no other work" in told.stderr
    missing = command("--reembed")
    assert missing.returncode == 3
    assert "no archive to re-embed" in missing.stderr
    assert not command.home.exists()


class Counting:
    """An embedder of whose vectors nothing matters but that they are made."""

    name, fingerprint, dimension = "counting", "counting-1", 4

    def __init__(self) -> None:
        self.texts = 0

    def embed_documents(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += len(texts)
        return np.full((len(texts), 4), 0.5, dtype=np.float32)

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:
        return self.embed_documents(texts)


def test_an_older_bundled_model_is_left_behind_without_embedding_again(
    tmp_path: Path, articles: dict[str, dict[str, str]], static_model: StaticModel
) -> None:
    article = prepare(
        Record("a.json", None, articles["ar"]["text"], title=articles["ar"]["title"]), "a"
    ).article
    older = ModelIdentity("counting", "counting-1+static-older", 4)
    tokens = np.array([1, 2, 3], dtype=np.uint32)
    entries = [
        PassageEntry(begin, end, np.full(4, 0.5, dtype=np.float16), tokens)
        for begin, end in passages(article.body)
    ]
    with ArchiveWriter(tmp_path, model=older) as writer:
        writer.put(article, "hash", entries)
        writer.commit()
    embedder = Counting()
    models = Models(embedder, static_model)
    done = reembed_archive(Settings(home=tmp_path, _env_file=None), models)
    assert (done.model, embedder.texts) == (models.identity, 0)
    assert "another version or other settings of it" in as_text(done)
    expected = Indexer(embedder, static_model).entries([article])[0]
    with ArchiveReader(tmp_path) as reader:
        keys = [key for key, _ in reader.nearest(np.full(4, 0.5, dtype=np.float32), "ar", 9)]
        for held, entry in zip(reader.tokens(sorted(keys)), expected, strict=True):
            np.testing.assert_array_equal(held, entry.tokens)
        word = [[(int(expected[0].tokens[0]), 1.0)]]
        assert reader.match_tokens(word, "ar", 9), "the words index holds the new tokens"
    assert verify(tmp_path).whole
