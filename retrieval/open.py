"""Opening an archive for questions, as the settings say."""

from __future__ import annotations

from archive.reader import ArchiveReader
from archive.settings import Settings
from language.embedders import load_embedder
from language.static_model import StaticModel
from retrieval.retriever import Retriever


def open_retriever(settings: Settings) -> Retriever:
    """Open the archive in `settings.home` with the models it needs.

    Raises:
        ArchiveMissingError: there is no archive yet.
        ModelMismatchError: the archive was made with another embedding model.
    """
    reader = ArchiveReader(settings.home)
    static_model = StaticModel.load()
    embedder = static_model if settings.embedding == "bundled" else load_embedder(settings.embedding)
    return Retriever(reader, embedder, static_model)
