"""Opening the assistant, as the settings say."""

from __future__ import annotations

from answering.assistant import Assistant
from answering.extractive import ExtractiveWriter
from answering.writer import AnswerWriter
from archive.settings import Settings
from retrieval.open import open_retriever


def open_assistant(settings: Settings) -> Assistant:
    """Open the archive in `settings.home` and the writer that the settings name.

    Raises:
        ArchiveMissingError: there is no archive yet.
        ModelMismatchError: the archive was made with another embedding model.
        UsageError: `settings.llm` is no `provider:model`.
        ModelError: the chat model's library is not installed.
    """
    return Assistant(open_retriever(settings), _writer(settings))


def _writer(settings: Settings) -> AnswerWriter:
    if not settings.llm:
        return ExtractiveWriter()
    from answering.chat_model import open_chat_model  # its libraries take a second to load

    return open_chat_model(settings)
