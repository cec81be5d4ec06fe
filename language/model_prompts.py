"""The prompts of well-known models that do not carry them in their files, as their makers document them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from language.embedding_options import AUTOMATIC, EmbeddingOptions

_TASK = "Given a web search query, retrieve relevant passages that answer the query"


@dataclass(frozen=True, slots=True)
class Prompts:
    """What is put before a question and before a passage; empty for nothing."""

    query: str
    document: str


_FAMILIES: tuple[tuple[re.Pattern[str], Prompts], ...] = (
    # https://huggingface.co/intfloat/multilingual-e5-large-instruct
    (re.compile(r"\be5-\w+-instruct$"), Prompts(f"Instruct: {_TASK}\nQuery: ", "")),
    # https://huggingface.co/intfloat/multilingual-e5-small and its sisters
    (re.compile(r"\be5-(small|base|large)(-v2|-unsupervised)?$"), Prompts("query: ", "passage: ")),
    # https://huggingface.co/BAAI/bge-base-en-v1.5; bge-m3 wants none
    (
        re.compile(r"\bbge-(small|base|large)-en(-v1\.5)?$"),
        Prompts("Represent this sentence for searching relevant passages: ", ""),
    ),
)
"""The end of a model's name or folder -> its prompts; the first that fits."""


def prompts_of(name: str, own: Mapping[str, str | None], options: EmbeddingOptions) -> Prompts:
    """The prompts a model is used with: those that are set, else its own, else its family's.

    Args:
        name: the model's name or folder.
        own: prompt names and prompts, as the model's files give them.
        options: what is set.
    """
    query = own.get("query") or ""
    document = next((own[key] or "" for key in ("document", "passage", "corpus") if own.get(key)), "")
    usual = Prompts(query, document)
    if not query and not document:
        last = name.rstrip("/").replace("\\", "/").rpartition("/")[2].lower()
        usual = next((prompts for ending, prompts in _FAMILIES if ending.search(last)), usual)
    return Prompts(
        usual.query if options.query_prompt == AUTOMATIC else options.query_prompt,
        usual.document if options.document_prompt == AUTOMATIC else options.document_prompt,
    )
