"""The retrieval that people use, run over a corpus and measured."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from answering.abstaining import abstain
from archive.article import Article, ArticleInfo
from archive.reader import ArchiveReader
from archive.writer import ArchiveWriter
from evaluation.corpus import Document, GoldQuestion
from evaluation.metrics import average_precision, mean, ndcg, percentile, recall, reciprocal_rank
from ingest.preparing.indexing import Indexer
from language.embedding import Embedder
from language.static_model import StaticModel
from retrieval.hit import Hit
from retrieval.retriever import Retriever
from retrieval.understanding import understand

BATCH = 512


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for one question.

    Attributes:
        gold: the question and what answers it.
        ranking: the ids of the documents found, best first.
        confidence: how sure the search was, 0 to 1.
        seconds: how long the search took.
        answered: whether the assistant would answer; None where it was not asked.
    """

    gold: GoldQuestion
    ranking: tuple[str, ...]
    confidence: float = 0.0
    seconds: float = 0.0
    answered: bool | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """The figures of one run over a set of questions."""

    replies: tuple[Reply, ...] = ()

    def mean_ndcg(self) -> float:
        """The mean nDCG@10."""
        return mean([ndcg(reply.ranking, reply.gold.relevant) for reply in self.replies])

    def mean_recall(self, depth: int) -> float:
        """The mean recall among the first `depth`."""
        return mean([recall(reply.ranking, reply.gold.relevant, depth) for reply in self.replies])

    def mean_reciprocal_rank(self) -> float:
        """The mean reciprocal rank among the first ten."""
        return mean([reciprocal_rank(reply.ranking, reply.gold.relevant) for reply in self.replies])

    def mean_average_precision(self) -> float:
        """The mean average precision over what was ranked."""
        return mean([average_precision(reply.ranking, reply.gold.relevant) for reply in self.replies])

    def share_answered(self) -> float:
        """The share of the questions that the assistant would answer."""
        return mean([float(bool(reply.answered)) for reply in self.replies])

    def report(self) -> dict[str, float]:
        """The terminal contract of `python -m evaluation retrieval`; keys may be added, none changed."""
        seconds = [reply.seconds for reply in self.replies]
        return {
            "questions": len(self.replies),
            "ndcg@10": round(self.mean_ndcg(), 4),
            "recall@1": round(self.mean_recall(1), 4),
            "recall@10": round(self.mean_recall(10), 4),
            "mrr@10": round(self.mean_reciprocal_rank(), 4),
            "milliseconds_p50": round(1000 * percentile(seconds, 50), 1),
            "milliseconds_p95": round(1000 * percentile(seconds, 95), 1),
            "map": round(self.mean_average_precision(), 4),
        }


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


def measure(
    retriever: Retriever, questions: Sequence[GoldQuestion], depth: int = 10, *, judged: bool = False
) -> Measurement:
    """Ask every question.

    Args:
        retriever: over the archive.
        questions: what is asked, and what answers it.
        depth: how many articles are ranked.
        judged: whether the assistant is asked too if it would answer.
    """
    return Measurement(tuple(_ask(retriever, gold, depth, judged=judged) for gold in questions))


def ranked_ids(hits: Sequence[Hit]) -> list[str]:
    """The ids of the articles found; those of a hit's copies come behind its own, found where it is."""
    ids = (id_ for hit in hits for id_ in (hit.article.id, *(copy.article.id for copy in hit.copies)))
    return list(dict.fromkeys(ids))


def _ask(retriever: Retriever, gold: GoldQuestion, depth: int, *, judged: bool) -> Reply:
    started = time.perf_counter()
    found = retriever.search(understand(gold.text), limit=depth, per_article=1)
    seconds = time.perf_counter() - started
    answered = abstain(found, retriever) is None if judged else None
    return Reply(gold, tuple(ranked_ids(found.hits)), found.confidence, seconds, answered)


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
