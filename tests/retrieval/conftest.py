"""A small real archive about four subjects, in three languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.article import Article, ArticleInfo
from archive.reader import ArchiveReader
from archive.writer import ArchiveWriter
from ingest.preparing.indexing import Indexer
from language.static_model import StaticModel
from retrieval.retriever import Retriever

ARTICLES = {
    "gaza-ar": (
        "ar",
        "2026-01-14",
        "صدى (عينة)",
        "اتصال هاتفي بين عبد العاطي وويتكوف",
        "تلقى وزير الخارجية المصري بدر عبد العاطي اتصالا من المبعوث الأمريكي ستيف ويتكوف. "
        "وبحث الجانبان الأوضاع في غزة والانتقال إلى المرحلة الثانية من الخطة. "
        "وشدد الوزير على نشر قوة دولية تراقب وقف إطلاق النار.",
    ),
    "canal-en": (
        "en",
        "2021-03-29",
        "Harbour Wire (sample)",
        "Ever Given floats again",
        "Tugboats freed the container ship Ever Given on Monday. It had blocked the Suez Canal for six days.",
    ),
    "quake-fr": (
        "fr",
        "2023-09-09",
        "La Lanterne (exemple)",
        "Séisme au Maroc",
        "Un violent séisme a frappé la province d'Al Haouz, au sud de Marrakech. "
        "Les secours cherchent des survivants.",
    ),
    "quake-ar": (
        "ar",
        None,
        "صدى (عينة)",
        "زلزال الحوز",
        "ضرب زلزال عنيف إقليم الحوز جنوب مراكش. وتبحث فرق الإنقاذ عن ناجين تحت الأنقاض.",
    ),
    "museum-en": (
        "en",
        "2025-11-01",
        "Harbour Wire (sample)",
        "Grand Egyptian Museum opens",
        "The Grand Egyptian Museum opened beside the pyramids of Giza. "
        "Its halls show all of Tutankhamun's treasure.",
    ),
}


@pytest.fixture(scope="session")
def static_model() -> StaticModel:
    return StaticModel.load()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, static_model: StaticModel) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    indexer = Indexer(static_model, static_model)
    articles = [
        Article(ArticleInfo(name, title, language, day, source, None, None, f"/news/{name}"), body)
        for name, (language, day, source, title, body) in ARTICLES.items()
    ]
    with ArchiveWriter(folder, model=indexer.model) as writer:
        for article, entries in zip(articles, indexer.entries(articles), strict=True):
            writer.put(article, article.id, entries)
        writer.commit()
    return folder


@pytest.fixture
def retriever(home: Path, static_model: StaticModel) -> Iterator[Retriever]:
    with ArchiveReader(home) as reader:
        yield Retriever(reader, static_model, static_model)
