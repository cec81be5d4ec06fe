"""LangChain's tutorial pipeline over files of articles: `python -m evaluation.tutorial FOLDER FILE…`.

What a person builds from the tutorials (load, split into 1,000 characters with 200 of overlap, embed, keep in
Chroma), with Isnad's own bundled model as its embeddings, so that what is compared is all the rest.
"""

from __future__ import annotations

import sys
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from evaluation.corpus import rows
from language.static_model import StaticModel

_LARGEST_BATCH = 5000
"""Chroma refuses more than 5,461 rows a call."""


class BundledEmbeddings(Embeddings):
    """The bundled model as LangChain asks for vectors."""

    def __init__(self) -> None:
        self._model = StaticModel.load()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of passages."""
        vectors: list[list[float]] = self._model.embed_documents(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self.embed_documents([text])[0]


def index(folder: Path, files: list[Path]) -> int:
    """Bring files into a Chroma in a folder; returns the number of chunks."""
    documents = [
        Document(page_content=row["text"], metadata={"title": row.get("title") or "", "source": str(file)})
        for file in files
        for row in rows(file, "text")
    ]
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
    chunks = splitter.split_documents(documents)
    store = Chroma(
        collection_name="articles", embedding_function=BundledEmbeddings(), persist_directory=str(folder)
    )
    for first in range(0, len(chunks), _LARGEST_BATCH):
        store.add_documents(documents=chunks[first : first + _LARGEST_BATCH])
    return len(chunks)


if __name__ == "__main__":
    index(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
