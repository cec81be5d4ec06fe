"""The assistant that all sessions of the page share: opened once, warmed, closed when it is let go."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

import streamlit as st

from archive.settings import Settings
from retrieval.question import Question

if TYPE_CHECKING:
    from answering.assistant import Assistant

_log = logging.getLogger(__name__)


def assistant_for(settings: Settings) -> Assistant:
    """The assistant over the archive that the settings name.

    Raises:
        IsnadError: it cannot be opened; the next call tries again.
    """
    model = f"{settings.embedding} {settings.embedding_options()}"
    key = (str(settings.home.resolve()), model, settings.llm, settings.llm_url)
    return _opened(key, settings).assistant


class _Opened:
    """An open assistant, and a first search that loads what the first question would wait for."""

    def __init__(self, settings: Settings) -> None:
        from answering.open import open_assistant  # loads the models' libraries

        self.assistant = open_assistant(settings)
        self._warming = threading.Thread(target=self._warm, name="isnad-warming", daemon=True)
        self._warming.start()

    def close(self) -> None:
        """Let the archive's files go."""
        self._warming.join()
        self.assistant.retriever.reader.close()

    def _warm(self) -> None:
        try:
            self.assistant.retriever.search(Question("Isnad", "en"))
        except Exception as error:  # noqa: BLE001 (the first question will say it to the person)
            _log.warning("The archive could not be searched: %s", error)


@st.cache_resource(show_spinner=False, on_release=_Opened.close)
def _opened(key: tuple[str, ...], _settings: Settings) -> _Opened:  # noqa: ARG001 (what the cache tells apart)
    return _Opened(_settings)
