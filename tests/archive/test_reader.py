"""What is put and committed is what readers find, under every filter."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from archive import snapshot
from archive.errors import ArchiveMissingError, ModelMismatchError
from archive.filters import Filters
from archive.model import ModelIdentity
from archive.reader import ArchiveReader
from archive.repair import repair
from archive.vectors import shards
from archive.writer import ArchiveWriter

EGYPT = "استقبل وزير الخارجية المصري المبعوث الأمريكي في القاهرة."
GAZA = "ناقش الجانبان وقف إطلاق النار في غزة."
ENVOY = "The Egyptian minister received the American envoy."
FRENCH = "Le ministre égyptien a reçu l'envoyé américain."


@pytest.fixture
def home(tmp_path: Path, item: Callable[..., Any], model: ModelIdentity) -> Path:
    with ArchiveWriter(tmp_path, model=model) as writer:
        writer.put(
            *item(
                "ar", EGYPT, GAZA, language="ar", published="2026-01-14", source="الأهرام", title="مصر وغزة"
            )
        )
        writer.put(
            *item("en", ENVOY, language="en", published="2026-02-01T10:00:00+02:00", source="The Wire")
        )
        writer.put(*item("undated", ENVOY, language="en", source="THE WIRE"))
        writer.put(*item("fr", FRENCH, language="fr", published="2025-12-31", source="Le Fil"))
        assert writer.commit() == 1
    return tmp_path


@pytest.fixture(params=["scanned", "by Chroma"])
def reader(
    home: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ArchiveReader]:
    if request.param == "by Chroma":
        monkeypatch.setattr(shards, "SHARD", 1)
        repair(home)
        monkeypatch.setattr(snapshot, "_FILTERED", 0)
    with ArchiveReader(home) as reader:
        yield reader


def ids(reader: ArchiveReader, found: list[tuple[int, float]]) -> list[str]:
    passages = reader.passages([key for key, _ in found])
    return [passages[key][1].id for key, _ in found]


def test_nearest_finds_the_passage_itself_in_its_language_only(
    reader: ArchiveReader, vector: Callable[[str], Any]
) -> None:
    found = reader.nearest(vector(GAZA), "ar", 1)
    assert found[0][1] == pytest.approx(1.0, abs=0.01)
    passage, info = reader.passages([found[0][0]])[found[0][0]]
    assert passage.text == GAZA
    assert info.title == "مصر وغزة"
    assert reader.article("ar").body[passage.start : passage.end] == GAZA
    assert {*ids(reader, reader.nearest(vector(GAZA), "fr", 9))} == {"fr"}


def test_zero_vector_and_unknown_language_find_nothing(
    reader: ArchiveReader, vector: Callable[[str], Any]
) -> None:
    assert reader.nearest(np.zeros(16, dtype=np.float32), "ar", 9) == []
    assert reader.nearest(vector(GAZA), "ru", 9) == []
    assert reader.match_grams("غزة", "en", 9) == []


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {"en", "undated"}),
        (Filters(since=date(2026, 2, 1)), {"en"}),
        (Filters(until=date(2026, 2, 1)), {"en"}),
        (Filters(since=date(2026, 2, 2)), set()),
        (Filters(sources=("the wire",)), {"en", "undated"}),
        (Filters(sources=("the wire", "nobody"), since=date(1900, 1, 1)), {"en"}),
        (Filters(sources=("nobody",)), set()),
        (Filters(languages=("ar",)), set()),
        (Filters(languages=("ar", "en")), {"en", "undated"}),
    ],
)
def test_filters_hold_in_all_three_ways_in(
    reader: ArchiveReader, vector: Callable[[str], Any], filters: Filters, expected: set[str]
) -> None:
    assert {*ids(reader, reader.nearest(vector(ENVOY), "en", 9, filters))} == expected
    assert {*ids(reader, reader.match_grams("envoys", "en", 9, filters))} == expected
    assert {*ids(reader, reader.match_tokens([[(8, 1.0)]], "en", 9, filters))} == expected


def test_grams_find_arabic_inflected_and_vowelled(reader: ArchiveReader) -> None:
    assert ids(reader, reader.match_grams("الخَارِجِيَّةُ", "ar", 1)) == ["ar"]


def test_best_alternative_of_a_word_counts_and_words_are_summed(reader: ArchiveReader) -> None:
    (once,) = reader.match_tokens([[(9, 1.0)]], "fr", 1) or [(0, 0.0)]
    (weak,) = reader.match_tokens([[(8, 0.5)]], "fr", 1)
    (strong,) = reader.match_tokens([[(8, 1.0), (8, 0.5)]], "fr", 1)
    (twice,) = reader.match_tokens([[(8, 1.0)], [(8, 1.0)]], "fr", 1)
    assert strong[1] == pytest.approx(2 * weak[1], rel=1e-4)
    assert twice[1] == pytest.approx(2 * strong[1], rel=1e-4)
    assert once[1] >= 0


def test_rows_of_passages_keep_the_order_asked_for(
    reader: ArchiveReader, vector: Callable[[str], Any]
) -> None:
    (first, _), (second, _) = sorted(reader.nearest(vector(EGYPT), "ar", 2))
    assert reader.neighbours(first) == (None, second)
    assert reader.neighbours(second) == (first, None)
    assert np.allclose(reader.vectors([second, 999, first]), [vector(GAZA), [0] * 16, vector(EGYPT)])
    tokens = reader.tokens([second, 999])
    assert tokens[0].tolist() == [len(word) for word in GAZA.split()]
    assert tokens[1].size == 0


def test_statistics_count_articles_and_passages(reader: ArchiveReader, model: ModelIdentity) -> None:
    numbers = reader.statistics()
    assert (numbers.articles, numbers.passages, numbers.generation) == (4, 5, reader.generation)
    assert numbers.languages == {"en": 2, "ar": 1, "fr": 1}
    assert numbers.sources["الأهرام"] == 1
    assert (numbers.oldest, numbers.newest) == ("2025-12-31", "2026-02-01")
    assert numbers.model == model
    assert reader.languages() == {"ar": 2, "en": 2, "fr": 1}


def test_missing_archive_says_how_to_make_one(tmp_path: Path, model: ModelIdentity) -> None:
    with pytest.raises(ArchiveMissingError, match="python -m ingest PATH"):
        ArchiveReader(tmp_path)
    with ArchiveWriter(tmp_path, model=model), pytest.raises(ArchiveMissingError):
        ArchiveReader(tmp_path)


def test_another_model_is_refused_with_both_names_and_the_way_out(home: Path) -> None:
    with pytest.raises(ModelMismatchError, match=r"small.*other.*ISNAD_EMBEDDING.*--reembed"):
        ArchiveWriter(home, model=ModelIdentity("other", "other:1", 16))
    with ArchiveReader(home) as reader:
        assert reader.generation == 1
