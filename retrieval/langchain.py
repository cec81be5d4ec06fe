"""The archive as a LangChain retriever, for chains and agents that others build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from archive.filters import Filters
from retrieval.retriever import Retriever
from retrieval.serialise import article_to_dict
from retrieval.understanding import understand

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun


class ArchiveLangChainRetriever(BaseRetriever):
    """Finds passages of an archive; a document's metadata says where each stands.

    Attributes:
        retriever: an open archive, as `retrieval.open.open_retriever` gives it.
        limit: how many documents at most.
        filters: what they are restricted to.
        dates: whether words for time in a query are read.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Retriever
    limit: int = 10
    filters: Filters = Filters()
    dates: bool = True

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain calls with it
    ) -> list[Document]:
        result = self.retriever.search(understand(query, self.filters, dates=self.dates), self.limit)
        return [
            Document(
                page_content=hit.passage.text,
                id=str(hit.key),
                metadata=_metadata(hit.score, hit.passage.start, hit.passage.end)
                | {f"article_{name}": value for name, value in article_to_dict(hit.article).items()}
                | {"copies": [article_to_dict(copy.article) for copy in hit.copies]},
            )
            for hit in result.hits
        ]


def _metadata(score: float, start: int, end: int) -> dict[str, Any]:
    return {"score": score, "start": start, "end": end}
