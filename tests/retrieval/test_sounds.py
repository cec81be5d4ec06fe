"""Names that the model has no word for are found by their sound, in any script."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.article import Article, ArticleInfo
from archive.reader import ArchiveReader
from archive.writer import ArchiveWriter
from ingest.preparing.indexing import Indexer
from language.skeletons import skeletons
from language.static_model import StaticModel
from retrieval.retriever import Retriever
from retrieval.sounds import unknown_words
from retrieval.terms import terms_of
from retrieval.understanding import understand

NAMES = {"رافينيلي": "Ravinelli", "شتوكمان": "Stockmann", "بيلغرينو": "Pelegrino", "كراماروف": "Kramarov"}
BODY = "وصل المبعوث {} إلى العاصمة صباح اليوم لإجراء محادثات مع عدد من المسؤولين في الحكومة."


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory, static_model: StaticModel) -> Iterator[Retriever]:
    """Articles that differ in nothing but the name of the envoy."""
    home: Path = tmp_path_factory.mktemp("names")
    indexer = Indexer(static_model, static_model)
    infos = [ArticleInfo(name, "زيارة", "ar", None, "", None, None, name) for name in NAMES]
    articles = [Article(info, BODY.format(info.id)) for info in infos]
    with ArchiveWriter(home, model=indexer.model) as writer:
        for article, entries in zip(articles, indexer.entries(articles), strict=True):
            writer.put(article, article.id, entries)
        writer.commit()
    with ArchiveReader(home) as reader:
        yield Retriever(reader, static_model, static_model)


@pytest.mark.parametrize("name", NAMES)
def test_the_article_with_the_name_comes_first(retriever: Retriever, name: str) -> None:
    best, second = retriever.search(understand(f"What did the envoy {NAMES[name]} do?")).hits[:2]
    assert best.article.id == name
    assert best.score > second.score


def test_the_name_is_shown_as_a_match(retriever: Retriever) -> None:
    hit = retriever.search(understand("Was hat Kramarov getan?")).hits[0]
    assert ("Kramarov", "كراماروف") in {(pair.question, pair.passage) for pair in hit.matched}


def test_a_word_that_the_model_knows_is_not_looked_for_by_its_sound(static_model: StaticModel) -> None:
    terms = terms_of("Who is Kramarov, the president?", "en", static_model, static_model)
    [word] = unknown_words(terms, static_model, "ar")
    assert word.skeletons == {"KRMRP", "KRMR"}
    assert 0 < word.weight < 1


def test_a_sound_that_too_many_have_tells_nothing(retriever: Retriever) -> None:
    assert retriever.reader.match_sounds({"PRPNL", "RPNL"}, "ar", 1)
    assert retriever.reader.match_sounds({"LSMT"}, "ar", 3) == []


@pytest.mark.parametrize("marked", ["كراماروفّ", "كرامَاروف", "کرامار\u200cوف"])
def test_vowel_marks_and_joiners_do_not_part_a_word(static_model: StaticModel, marked: str) -> None:
    terms = terms_of(marked, "ar", static_model, static_model)
    [word] = unknown_words(terms, static_model, None)
    assert word.skeletons == skeletons("كراماروف")
