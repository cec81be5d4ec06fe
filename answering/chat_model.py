"""The writer that has a chat model write, and keeps of it only what the passages bear out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from answering.answer import Abstention, Citation, Sentence
from answering.citations import CitationParser, CitedText
from answering.numbering import Numbering
from answering.prompt import instructions, request
from answering.provider_errors import broken_off, model_error
from answering.verification import Evidence, Verdict, verify
from archive.errors import ModelError, UsageError
from archive.settings import Settings
from language.identification import identify
from retrieval.hit import Hit, SearchResult
from retrieval.question import Question

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from retrieval.retriever import Retriever

PASSAGES: Final = 8
"""How many passages the model is given."""

TIMEOUT: Final = 60.0
"""Seconds that a provider may be silent."""

_STOPS = (".", "!", "?", "؟", "۔", "…", "»", "”", '"', ")")
_CUT_SHORT = frozenset({"length", "max_tokens", "MAX_TOKENS"})
_log = logging.getLogger(__name__)


class ChatModelWriter:
    """Numbered passages in, streamed sentences out, each checked against what it cites.

    Args:
        model: any LangChain chat model.
        name: as the settings name it, for errors.
        address: of its server, for errors; empty for the provider's own.
    """

    silence = Abstention.UNSUPPORTED

    def __init__(self, model: BaseChatModel, name: str, address: str = "") -> None:
        self._model = model
        self._name = name
        self._address = address

    def write(self, result: SearchResult, retriever: Retriever) -> Iterator[Sentence]:
        """The sentences that stand, in the question's language.

        Raises:
            ModelError: the provider could not be reached, refused, or broke off.
        """
        hits = result.hits[:PASSAGES]
        numbering = Numbering()
        for cited in self._stream(result, hits):
            evidence = [Evidence(hits[n - 1].article, hits[n - 1].passage) for n in cited.numbers]
            language = _language_of(cited.text, result.question.language)
            verdict = verify(cited.text, language, evidence, retriever.static_model)
            if verdict.objection:
                _log.info("dropped %r: %s", cited.text, verdict.objection)
                continue
            citations = _citations(numbering, evidence, verdict)
            yield Sentence(cited.text, language, verdict.support, citations)

    def _stream(self, result: SearchResult, hits: tuple[Hit, ...]) -> Iterator[CitedText]:
        parser = CitationParser(range(1, len(hits) + 1))
        said, reason = False, ""
        for text, ended in self._pieces(result.question, hits):
            said, reason = said or bool(text), ended or reason
            yield from parser.feed(text)
        if not said and not reason:
            raise broken_off(self._name, self._address)
        whole = bool(reason) and reason not in _CUT_SHORT
        for cited in parser.close():
            if whole or cited.text.endswith(_STOPS):
                yield cited

    def _pieces(self, question: Question, hits: tuple[Hit, ...]) -> Iterator[tuple[str, str]]:
        """The pieces of the model's reply, the last with the reason why it ended."""
        messages = [("system", instructions(question)), ("human", request(question, hits))]
        try:
            for chunk in self._model.stream(messages):
                yield str(chunk.text), _why_ended(chunk.response_metadata)
        except Exception as error:
            raise model_error(error, self._name, self._address) from error


def open_chat_model(settings: Settings) -> ChatModelWriter:
    """The writer that the settings name.

    Raises:
        UsageError: `settings.llm` names no provider that LangChain knows.
        ModelError: the provider's package or key is missing.
    """
    from langchain.chat_models import init_chat_model

    name, address = settings.llm, settings.llm_url
    provider, _, model = name.partition(":")
    options: dict[str, Any] = {"temperature": 0, "timeout": TIMEOUT, "max_retries": 1}
    if address:
        # An OpenAI-compatible server may have colons in the names of its models (qwen3:8b).
        provider, model = "openai", name.removeprefix("openai:")
        options |= {"base_url": address, "api_key": settings.llm_key or "none"}
    elif not provider or not model:
        raise UsageError(
            f"ISNAD_LLM is {name!r}; write it as provider:model, for instance openai:gpt-5-mini or "
            "ollama:qwen3, or set ISNAD_LLM_URL as well."
        )
    elif settings.llm_key:
        options["api_key"] = settings.llm_key
    try:
        chat = init_chat_model(model, model_provider=provider, **options)
    except ImportError as error:
        raise ModelError(
            f"The chat model {name} needs the package langchain-{provider}: install it with pip."
        ) from error
    except ValueError as error:
        raise UsageError(f"ISNAD_LLM is {name!r}, but LangChain knows no provider {provider!r}.") from error
    except Exception as error:
        raise ModelError(
            f"The chat model {name} cannot be set up ({_first_line(error)}): set ISNAD_LLM_KEY or the "
            "provider's own key variable."
        ) from error
    return ChatModelWriter(chat, name, address)


def _citations(numbering: Numbering, evidence: list[Evidence], verdict: Verdict) -> tuple[Citation, ...]:
    return tuple(
        numbering.cite(item.article, item.passage, start, end)
        for item, (start, end) in zip(evidence, verdict.quotes, strict=True)
    )


def _language_of(text: str, asked: str) -> str:
    found = identify(text)
    return asked if found == "und" else found


def _why_ended(metadata: dict[str, object]) -> str:
    for key in ("finish_reason", "stop_reason", "done_reason"):
        if metadata.get(key):
            return str(metadata[key])
    return ""


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200]
