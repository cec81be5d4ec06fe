"""Questions find their articles, across languages and within what they are restricted to."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from archive.article import Article, ArticleInfo
from archive.errors import ModelMismatchError
from archive.filters import Filters
from archive.model import ModelIdentity
from archive.settings import Settings
from archive.writer import ArchiveWriter, PassageEntry
from retrieval.langchain import ArchiveLangChainRetriever
from retrieval.open import open_retriever
from retrieval.retriever import Retriever
from retrieval.understanding import understand


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What did Egypt and the US discuss about Gaza?", "gaza-ar"),
        ("ماذا بحثت مصر والولايات المتحدة بشأن غزة؟", "gaza-ar"),
        ("De quoi l'Égypte et les États-Unis ont-ils parlé au sujet de Gaza ?", "gaza-ar"),
        ("كم يوما ظلت السفينة تسد قناة السويس؟", "canal-en"),
        ("Wie lange war der Suezkanal blockiert?", "canal-en"),
        ("Когда открылся Большой Египетский музей?", "museum-en"),
        ("متى افتتح المتحف المصري الكبير؟", "museum-en"),
    ],
)
def test_a_question_finds_its_article_in_any_language(
    retriever: Retriever, question: str, found: str
) -> None:
    assert retriever.search(understand(question)).hits[0].article.id == found


def test_both_tellings_of_an_event_come_before_everything_else(retriever: Retriever) -> None:
    hits = retriever.search(understand("Où le séisme a-t-il frappé au Maroc ?")).hits
    assert {hit.article.id for hit in hits[:2]} == {"quake-fr", "quake-ar"}


def test_hits_are_ranked_by_score_and_lie_in_their_articles(retriever: Retriever) -> None:
    hits = retriever.search(understand("earthquake in Morocco")).hits
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        article = retriever.reader.article(hit.passage.article_id)
        assert article is not None
        assert article.body[hit.passage.start : hit.passage.end] == hit.passage.text


def test_the_words_that_matched_stand_in_question_and_passage(retriever: Retriever) -> None:
    question = "What did Egypt discuss about Gaza?"
    hit = retriever.search(understand(question)).hits[0]
    assert ("Gaza", "غزة") in {(pair.question, pair.passage) for pair in hit.matched}
    assert all(pair.question in question and pair.passage in hit.passage.text for pair in hit.matched)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(languages=("ar",)), {"gaza-ar", "quake-ar"}),
        (Filters(sources=("harbour wire (SAMPLE)",)), {"canal-en", "museum-en"}),
        (Filters(since=date(2025, 1, 1)), {"gaza-ar", "museum-en"}),
        (Filters(since=date(2021, 3, 29), until=date(2023, 9, 9)), {"canal-en", "quake-fr"}),
        (Filters(languages=("he",)), set()),
    ],
)
def test_only_what_passes_the_filters_is_found(
    retriever: Retriever, filters: Filters, expected: set[str]
) -> None:
    hits = retriever.search(understand("Egypt Gaza canal museum earthquake", filters)).hits
    assert {hit.article.id for hit in hits} == expected


@pytest.mark.parametrize("empty", ["", "   ", "؟؟؟ !!", "🙂"])
def test_a_question_without_words_finds_nothing(retriever: Retriever, empty: str) -> None:
    result = retriever.search(understand(empty))
    assert (result.hits, result.confidence) == ((), 0.0)


def test_an_article_has_no_more_hits_than_it_may(retriever: Retriever) -> None:
    hits = retriever.search(understand("earthquake Gaza canal"), per_article=1).hits
    assert len({hit.article.id for hit in hits}) == len(hits)


def test_confidence_is_higher_where_the_archive_answers(retriever: Retriever) -> None:
    known = retriever.search(understand("Which ship blocked the Suez Canal?"))
    unknown = retriever.search(understand("How do bees make honey?"))
    assert known.confidence > unknown.confidence


def test_an_archive_of_another_model_is_not_searched(tmp_path: Path) -> None:
    other = ModelIdentity("another", "another-1", 8)
    info = ArticleInfo("one", "A title", "en", None, "", None, None, "/news/one")
    vector, tokens = np.ones(8, dtype=np.float16), np.ones(1, dtype=np.uint32)
    with ArchiveWriter(tmp_path, model=other) as writer:
        writer.put(Article(info, "A body."), "hash", [PassageEntry(0, 7, vector, tokens)])
        writer.commit()
    with pytest.raises(ModelMismatchError, match="another"):
        open_retriever(Settings(home=tmp_path, embedding="bundled"))


def test_langchain_reads_the_archive_as_documents(retriever: Retriever) -> None:
    documents = ArchiveLangChainRetriever(retriever=retriever, limit=2).invoke(
        "Which ship blocked the canal?"
    )
    assert len(documents) == 2
    assert documents[0].metadata["article_id"] == "canal-en"
    assert "Ever Given" in documents[0].page_content
