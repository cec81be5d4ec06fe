"""Opening an archive for questions, as the settings say."""

from __future__ import annotations

from threadpoolctl import threadpool_limits

from archive.errors import ModelMismatchError
from archive.model import ensure_same_model
from archive.reader import ArchiveReader
from archive.settings import Settings
from ingest.preparing.indexing import load_models
from retrieval.retriever import Retriever


def open_retriever(settings: Settings) -> Retriever:
    """Open the archive in `settings.home` with the models it needs.

    Raises:
        ArchiveMissingError: there is no archive yet.
        ModelMismatchError: the archive was made with another embedding model.
    """
    # A question multiplies small matrices: handing them to several threads costs more than it saves.
    threadpool_limits(1, user_api="blas")
    reader = ArchiveReader(settings.home)
    models = load_models(settings)
    try:
        ensure_same_model(settings.home, reader.model, models.identity)
    except ModelMismatchError:
        reader.close()
        raise
    return Retriever(reader, models.embedder, models.static_model)
