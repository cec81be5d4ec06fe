"""Any sentence-transformers model as an embedder, with the prompts it was trained with."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from language.embedding import FloatArray
from language.embedding_options import EmbeddingOptions
from language.model_fingerprint import fingerprint_of
from language.model_loading import load_model
from language.model_prompts import prompts_of

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 32
_log = logging.getLogger(__name__)


class SentenceTransformerEmbedder:
    """A sentence-transformers model; satisfies `language.embedding.Embedder`.

    Attributes:
        name: as it was asked for.
        fingerprint: a hash of everything that decides the vectors: weights, prompts, dimension and so on.
        dimension: length of a vector.
        prompts: what is put before questions and passages.
        length: how many tokens of a text are read; None where the model has no bound.
    """

    def __init__(self, name_or_path: str, options: EmbeddingOptions | None = None) -> None:
        """Load the model, from a folder, or by its name from the local cache or else the hub.

        Args:
            name_or_path: "intfloat/multilingual-e5-small", or a folder that holds a model.
            options: what is to be otherwise than its makers say.

        Raises:
            ValueError: if there is no such model, it cannot be read, or it cannot be run as the options say.
        """
        options = options or EmbeddingOptions()
        self._model, exported = load_model(name_or_path, options)
        self.name = name_or_path
        self.dimension = _dimension(self._model, name_or_path, options.dimension)
        self.length = _length(self._model, name_or_path, options.length)
        self.prompts = prompts_of(name_or_path, self._model.prompts, options)
        self.fingerprint = fingerprint_of(
            self._model,
            exported,
            self.prompts.query,
            self.prompts.document,
            self.dimension,
            self.length,
            options.backend,
        )
        self._told = False

    def embed_documents(self, texts: Sequence[str]) -> FloatArray:
        """Unit vectors of passages, with the document prompt; an empty text gets zeros."""
        self._tell_of_long_texts(texts)
        return self._encode(texts, query=False)

    def embed_queries(self, texts: Sequence[str]) -> FloatArray:
        """Unit vectors of questions, with the query prompt; an empty text gets zeros."""
        return self._encode(texts, query=True)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each passage has, read or not, with the prompt and what the model puts round it."""
        longer = [self.prompts.document + text for text in texts]
        return [
            len(ids) for ids in self._model.tokenizer(longer, truncation=False, verbose=False)["input_ids"]
        ]

    def _encode(self, texts: Sequence[str], *, query: bool) -> FloatArray:
        result = np.zeros((len(texts), self.dimension), dtype=np.float32)
        filled = [place for place, text in enumerate(texts) if text.strip()]
        if not filled:
            return result
        encode = self._model.encode_query if query else self._model.encode_document
        result[filled] = encode(
            [texts[place] for place in filled],
            prompt=self.prompts.query if query else self.prompts.document,
            batch_size=_BATCH,
            truncate_dim=self.dimension,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return result

    def _tell_of_long_texts(self, texts: Sequence[str]) -> None:
        """Say once where passages are longer than the model reads; the longest of a batch is looked at."""
        tokenizer = self._model.tokenizer
        if self._told or self.length is None or not texts or not callable(tokenizer):
            return
        longest = max(texts, key=len)
        if len(self.prompts.document) + len(longest) < self.length - 2:  # a token has a character at least
            return
        (tokens,) = self.count_tokens([longest])
        if tokens > self.length:
            self._told = True
            _log.warning(
                "The model %s reads %d tokens of a passage and one has %d: the ends of such passages are not "
                "in their vectors (their words are still found). ISNAD_EMBEDDING_LENGTH sets the bound.",
                self.name,
                self.length,
                tokens,
            )


def _dimension(model: SentenceTransformer, name: str, wanted: int) -> int:
    full = model.get_embedding_dimension()
    if full is None:
        raise ValueError(f"The embedding model {name} does not say how long its vectors are.")
    if wanted > full:
        raise ValueError(
            f"The vectors of the embedding model {name} have {full} numbers, "
            f"so ISNAD_EMBEDDING_DIMENSION={wanted} is too many; set it to {full} or fewer, or to 0 for all."
        )
    return wanted or int(full)


def _length(model: SentenceTransformer, name: str, wanted: int) -> int | None:
    """How many tokens are read, after the model was told."""
    if not wanted:
        length = model.max_seq_length
        return None if length is None else int(length)
    config = getattr(model.transformers_model, "config", None)
    most = getattr(config, "max_position_embeddings", None)
    if most is not None and getattr(config, "model_type", "") in ("xlm-roberta", "roberta", "camembert"):
        most -= 2  # these count positions from behind the padding's
    if most is not None and wanted > most:
        raise ValueError(
            f"The embedding model {name} can read {most} tokens, "
            f"so ISNAD_EMBEDDING_LENGTH={wanted} is too many; set it to {most} or fewer."
        )
    model.max_seq_length = wanted
    return wanted
