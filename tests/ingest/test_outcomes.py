"""What is remembered of runs only saves time: with and without it every run counts and keeps the same."""

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.catalogue.reading import CatalogueReader
from archive.removal import allow_again, remove_for_good
from archive.settings import Settings
from ingest.run import ingest
from ingest.summary import Summary
from ingest.taking_in.readings import FILE, Entries, Entry, Outcome, Readings
from language.static_model import BUNDLED, StaticModel

pytestmark = pytest.mark.skipif(
    not (BUNDLED / "model.safetensors").exists(), reason="make model makes the bundled model"
)
TEXTS = (
    "تلقى وزير الخارجية المصري اتصالا هاتفيا من المبعوث الأمريكي.",
    "The pilots of the old harbour went back to work on Monday.",
    "Паром вернулся в порт во вторник утром после сильного шторма.",
    "Les délégués se sont retrouvés à Genève après deux mois d’arrêt.",
)


DEEDS = ("add", "add", "change", "drop", "move", "copy", "remove")


@pytest.fixture(scope="module")
def model() -> StaticModel:
    return StaticModel.load()


def run(home: Path, model: StaticModel, paths: list[Path], *, prune: bool = False) -> Summary:
    settings = Settings(home=home, _env_file=None)
    summary = ingest(paths, settings, embedder=model, static_model=model, prune=prune)
    return replace(summary, seconds=0.0, generation=0)


def known(home: Path) -> list[tuple[str, str]]:
    with CatalogueReaderClosing(home) as reader:
        generation = reader.generation()
        articles = [article.info for article in reader.articles.all(generation)]
        return sorted(
            (reader.articles.content_hash(info.id, generation) or "", info.path) for info in articles
        )


class CatalogueReaderClosing:
    def __init__(self, home: Path) -> None:
        self._reader = CatalogueReader(home)

    def __enter__(self) -> CatalogueReader:
        return self._reader

    def __exit__(self, *_: object) -> None:
        self._reader.close()


def changed(folder: Path, chance: random.Random) -> None:
    """One change of a folder of exports: a line more, less or otherwise, a file moved, copied or gone."""
    files = sorted(folder.glob("*/*.jsonl"))
    if not files or chance.random() < 0.25:
        file = folder / chance.choice("ab") / f"{chance.choice('xyz')}.jsonl"
        file.parent.mkdir(exist_ok=True)
        file.write_text("", "utf-8") if not file.exists() else None
        files = [file]
    file, deed = (
        chance.choice(files),
        chance.choice(["add", "add", "change", "drop", "move", "copy", "remove"]),
    )
    lines = file.read_text("utf-8").splitlines()
    other = folder / chance.choice("ab") / f"{chance.choice('uvw')}.jsonl"
    other.parent.mkdir(exist_ok=True)
    if deed == "move":
        file.rename(other)
    elif deed == "copy" and file != other:
        shutil.copy(file, other)
    elif deed in ("copy", "remove"):
        file.unlink()
    else:
        if lines and deed != "add":
            lines.pop(chance.randrange(len(lines)))
        if deed != "drop" or not lines:
            lines.append(line(chance))
        file.write_text("\n".join(lines) + "\n", "utf-8")


def line(chance: random.Random) -> str:
    fields = {"text": chance.choice(TEXTS), "title": chance.choice(["", "Title"])}
    if chance.random() < 0.6:
        fields["url"] = f"https://canal.example/{chance.randrange(5)}"
    if chance.random() < 0.5:
        fields["source"] = chance.choice(["الأهرام", "Le Canal"])
    return json.dumps(fields, ensure_ascii=False)


def sequence(seed: int, folder: Path) -> Iterator[tuple[list[Path], bool]]:
    """Changes of a folder, and after each what is read: all, or a part, sometimes twice."""
    chance = random.Random(seed)  # noqa: S311  no secret
    for _ in range(6):
        for _ in range(chance.randrange(1, 4)):
            changed(folder, chance)
        paths = [folder] if chance.random() < 0.6 else sorted(folder.glob("[ab]"))[:1]
        for _ in range(chance.choice([1, 2, 3])):
            yield paths, chance.random() < 0.3


@pytest.mark.parametrize("seed", [*range(5), 111])
def test_every_run_counts_the_same_with_and_without_it(seed: int, tmp_path: Path, model: StaticModel) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    for paths, prune in sequence(seed, folder):
        with_it = run(tmp_path / "with", model, paths, prune=prune)
        (tmp_path / "without" / FILE).unlink(missing_ok=True)
        without = run(tmp_path / "without", model, paths, prune=prune)
        assert with_it == without
        assert known(tmp_path / "with") == known(tmp_path / "without")


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    rows = [{"text": text, "url": f"https://canal.example/{number}"} for number, text in enumerate(TEXTS)]
    file = tmp_path / "wire.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in [*rows, rows[0]]), "utf-8")
    return file


def outcomes(home: Path) -> int:
    readings = Readings(home)
    assert readings._connection is not None
    (count,) = readings._connection.execute("SELECT COUNT(*) FROM outcomes").fetchone()
    readings.close()
    return int(count)


def test_a_first_run_tells_the_second_what_it_will_count(
    wire: Path, tmp_path: Path, model: StaticModel
) -> None:
    home = tmp_path / "home"
    assert run(home, model, [wire]).added == len(TEXTS)
    assert outcomes(home) == 1
    deferred = StaticModel.deferred()
    summary = run(home, deferred, [wire])
    assert (summary.unchanged, summary.duplicates, summary.articles) == (len(TEXTS), 1, len(TEXTS))
    assert "_tokenizer" not in vars(deferred)


@pytest.mark.parametrize(
    ("told", "known_after", "later"),
    [
        (["0 first", "1 other", "0 second", "0 second"], 1, (0, 2, 2)),
        (["0 first", "0 second", "0 first"], 0, (0, 1, 2)),  # the archive has the first again
        (["0 first", "1 first", "0 second"], 0, (1, 1, 1)),  # what was a copy is none any more
        (["0 first", "1 second", "0 second"], 0, (0, 1, 2)),  # what was an article is a copy now
    ],
)
def test_a_run_that_met_an_article_in_several_forms_tells_the_next_only_what_is_sure(
    told: list[str], known_after: int, later: tuple[int, int, int], tmp_path: Path, model: StaticModel
) -> None:
    file, home = tmp_path / "wire.jsonl", tmp_path / "home"
    rows = [
        {"url": f"https://canal.example/{number}", "text": f"The {form} report of the harbour of Aqaba."}
        for number, form in map(str.split, told)
    ]
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    run(home, model, [file])
    assert outcomes(home) == known_after
    again = run(home, model, [file])
    assert (again.added, again.unchanged, again.duplicates) == later


def test_what_was_removed_on_request_and_allowed_again_is_met_anew(
    wire: Path, tmp_path: Path, model: StaticModel
) -> None:
    home = tmp_path / "home"
    run(home, model, [wire])
    with CatalogueReaderClosing(home) as reader:
        [name] = [one.info.id for one in reader.articles.all(1) if one.body == TEXTS[1]]
        [text] = [one.partition("-")[2] for one in [reader.articles.content_hash(name, 1) or ""]]
    remove_for_good(home, {name: text})
    assert [run(home, model, [wire]).forgotten for _ in range(2)] == [1, 1]
    assert allow_again(home, [name]) == 1
    assert (run(home, model, [wire]).added, run(home, model, [wire]).unchanged) == (1, len(TEXTS))


def test_a_file_elsewhere_that_decides_a_run_is_asked_for_again(
    wire: Path, tmp_path: Path, model: StaticModel
) -> None:
    home, other = tmp_path / "home", tmp_path / "other.jsonl"
    shutil.copy(wire, other)
    run(home, model, [wire])
    assert [run(home, model, [other]).unchanged for _ in range(2)] == [len(TEXTS)] * 2
    wire.unlink()
    assert run(home, model, [other]).updated == len(TEXTS)


def test_entries_are_packed_whole_and_the_last_hash_of_an_article_counts() -> None:
    entries, names = Entries(), ["0123456789abcdef", "fedcba9876543210"]
    given = [
        Entry(names[0], "1" * 16),
        Entry(names[1], "2" * 16, "3" * 16),
        Entry(names[0], "4" * 16, "5" * 32),
    ]
    for entry in given:
        entries.append(entry)
    assert list(entries) == given
    packed = entries.packed({names[0]: "4" * 16}.get)
    assert list(Entries(packed)) == [replace(given[0], record_hash="4" * 16), *given[1:]]
    assert len(packed) == 32 * len(entries)
    with pytest.raises(ValueError, match="no whole entries"):
        Entries(packed[:-1])


def test_an_outcome_holds_for_one_state_of_the_archive(tmp_path: Path) -> None:
    readings = Readings(tmp_path)
    readings.keep_outcome("files", "state 1", Outcome(3, 2, 1))
    assert readings.outcome("files", "state 1") == Outcome(3, 2, 1)
    assert readings.outcome("files", "state 2") is None
    readings.keep_outcome("others", "state 2", Outcome(1, 0, 0))
    assert readings.outcome("files", "state 1") is None
    readings.forget_outcomes()
    assert readings.outcome("others", "state 2") is None
