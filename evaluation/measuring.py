"""The retrieval that people use, run over a corpus and measured."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.article import Article, ArticleInfo
from archive.reader import ArchiveReader
from archive.writer import ArchiveWriter
from evaluation.corpus import Document, GoldQuestion
from evaluation.metrics import average_precision, ndcg, percentile, recall, reciprocal_rank
from ingest.indexing import Indexer
from language.embedding import Embedder
from language.static_model import StaticModel
from retrieval.hit import Hit
from retrieval.retriever import Retriever
from retrieval.understanding import understand

BATCH = 512


@dataclass(slots=True)
class Measurement:
    """The figures of one run over a set of questions."""

    rankings: list[tuple[GoldQuestion, list[str]]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def mean_ndcg(self) -> float:
        """The mean nDCG@10."""
        return self._mean([ndcg(ranking, gold.relevant) for gold, ranking in self.rankings])

    def mean_recall(self, depth: int) -> float:
        """The mean recall among the first `depth`."""
        return self._mean([recall(ranking, gold.relevant, depth) for gold, ranking in self.rankings])

    def mean_average_precision(self) -> float:
        """The mean average precision over what was ranked."""
        return self._mean([average_precision(ranking, gold.relevant) for gold, ranking in self.rankings])

    def report(self) -> dict[str, float]:
        """The terminal contract of `python -m evaluation retrieval`."""
        mrr = self._mean([reciprocal_rank(ranking, gold.relevant) for gold, ranking in self.rankings])
        return {
            "questions": len(self.rankings),
            "ndcg@10": round(self.mean_ndcg(), 4),
            "recall@1": round(self.mean_recall(1), 4),
            "recall@10": round(self.mean_recall(10), 4),
            "mrr@10": round(mrr, 4),
            "milliseconds_p50": round(1000 * percentile(self.seconds, 50), 1),
            "milliseconds_p95": round(1000 * percentile(self.seconds, 95), 1),
        }

    @staticmethod
    def _mean(values: Sequence[float]) -> float:
        return sum(values) / len(values) if values else 0.0


@contextmanager
def indexed(
    documents: Sequence[Document], embedder: Embedder, static_model: StaticModel
) -> Iterator[Retriever]:
    """An archive of the documents in a temporary folder, opened for questions; it is removed at the end.

    Documents keep their ids and none is taken for a duplicate: the gold names each by its id.
    """
    with TemporaryDirectory(prefix="isnad-evaluation-") as folder:
        home = Path(folder)
        indexer = Indexer(embedder, static_model)
        with ArchiveWriter(home, model=indexer.model) as writer:
            for first in range(0, len(documents), BATCH):
                articles = [_article(document) for document in documents[first : first + BATCH]]
                for article, entries in zip(articles, indexer.entries(articles), strict=True):
                    writer.put(article, article.id, entries)
            writer.commit()
        with ArchiveReader(home) as reader:
            yield Retriever(reader, embedder, static_model)


def measure(retriever: Retriever, questions: Sequence[GoldQuestion], depth: int = 10) -> Measurement:
    """Ask every question and keep the ranking of document ids and the time of each."""
    result = Measurement()
    for gold in questions:
        started = time.perf_counter()
        found = retriever.search(understand(gold.text), limit=depth, per_article=1)
        result.seconds.append(time.perf_counter() - started)
        result.rankings.append((gold, ranked_ids(found.hits)))
    return result


def ranked_ids(hits: Sequence[Hit]) -> list[str]:
    """The ids of the articles found; those of a hit's copies come behind its own, found where it is."""
    ids = (id_ for hit in hits for id_ in (hit.article.id, *(copy.article.id for copy in hit.copies)))
    return list(dict.fromkeys(ids))


def _article(document: Document) -> Article:
    info = ArticleInfo(
        id=document.id,
        title=document.title,
        language=document.language,
        published=None,
        source="",
        author=None,
        url=None,
        path=document.id,
    )
    return Article(info, document.text)
