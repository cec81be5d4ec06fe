"""Small archives of the tests' own articles, and a server that speaks a chat model's protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from archive.article import Article, ArticleInfo
from archive.reader import ArchiveReader
from archive.writer import ArchiveWriter, ModelIdentity, PassageEntry
from ingest.chunking import passages
from language.static_model import StaticModel
from retrieval.retriever import Retriever

OpenArchive = Callable[..., Retriever]


@pytest.fixture(scope="session")
def static_model() -> StaticModel:
    return StaticModel.load()


@pytest.fixture
def open_archive(tmp_path: Path, static_model: StaticModel) -> Iterator[OpenArchive]:
    """Write articles into a real archive and open it for questions."""
    opened: list[ArchiveReader] = []

    def make(*articles: Article) -> Retriever:
        home = tmp_path / f"archive-{len(opened)}"
        write(home, articles, static_model)
        opened.append(ArchiveReader(home))
        return Retriever(opened[-1], static_model, static_model)

    yield make
    for reader in opened:
        reader.close()


def write(home: Path, articles: Sequence[Article], model: StaticModel) -> None:
    identity = ModelIdentity(model.name, model.fingerprint, model.dimension)
    with ArchiveWriter(home, model=identity) as writer:
        for article in articles:
            spans = passages(article.body)
            texts = [f"{article.info.title}\n{article.body[start:end]}" for start, end in spans]
            vectors = model.embed_documents(texts).astype(np.float16)
            ids = model.token_ids(texts)
            entries = [
                PassageEntry(start, end, vector, tokens)
                for (start, end), vector, tokens in zip(spans, vectors, ids, strict=True)
            ]
            writer.put(article, str(hash(article)), entries)
        writer.commit()


@pytest.fixture
def article() -> Callable[..., Article]:
    """An article with made-up particulars where the test does not give them."""

    def make(
        id: str,  # noqa: A002 - the field's name
        title: str,
        body: str,
        language: str = "en",
        published: str | None = "2026-01-14",
        source: str = "Delta Lantern",
    ) -> Article:
        url = f"https://news.example/{id}"
        return Article(
            ArticleInfo(id, title, language, published, source, None, url, f"/news/{id}.txt"), body
        )

    return make
