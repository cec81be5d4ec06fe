"""From an article to what the archive keeps of it: passages with their vectors and tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from archive.article import Article, Standing
from archive.entries import PassageEntry, PendingArticle
from archive.errors import ModelError
from archive.model import ModelIdentity
from ingest.preparing.chunking import passages
from language.embedders import load_embedder
from language.embedding import Embedder
from language.embedding_options import EmbeddingOptions
from language.static_model import StaticModel, TokenIds

if TYPE_CHECKING:
    from archive.settings import Settings
    from archive.writer import ArchiveWriter


@dataclass(frozen=True, slots=True)
class Models:
    """The two models that an archive needs.

    Attributes:
        embedder: makes the vectors.
        static_model: makes the tokens, and its words are compared; often the same.
    """

    embedder: Embedder
    static_model: StaticModel

    @property
    def identity(self) -> ModelIdentity:
        """What an archive remembers of them."""
        return model_identity(self.embedder, self.static_model)


def load_models(settings: Settings, *, deferred: bool = False) -> Models:
    """The models that the settings name; as `load_named_models`."""
    return load_named_models(settings.embedding, settings.embedding_options(), deferred=deferred)


def load_named_models(name: str, options: EmbeddingOptions, *, deferred: bool = False) -> Models:
    """The models of an archive whose embedding model has a name.

    A model that was tuned from the bundled one stands in its place: its words are compared too.

    Args:
        name: "bundled", or any that sentence-transformers understands.
        options: how it is run.
        deferred: read the bundled model's tables only when they are first used, as not every run needs them.

    Raises:
        ModelError: there is no such model, or it cannot be read.
    """
    try:
        embedder = load_embedder(name, options, deferred=deferred)
    except (ValueError, OSError) as error:
        raise ModelError(f"The embedding model {name!r} cannot be loaded: {error}") from None
    if isinstance(embedder, StaticModel):
        return Models(embedder, embedder)
    return Models(embedder, StaticModel.deferred() if deferred else StaticModel.load())


def model_identity(embedder: Embedder, static_model: StaticModel) -> ModelIdentity:
    """What an archive remembers of the models that made it: the vectors' and the tokens'."""
    fingerprint = embedder.fingerprint
    if fingerprint != static_model.fingerprint:
        fingerprint = f"{fingerprint}+{static_model.fingerprint}"
    return ModelIdentity(embedder.name, fingerprint, embedder.dimension)


class Indexer:
    """Cuts articles into passages and embeds them.

    Args:
        embedder: makes the vectors.
        static_model: makes the tokens, whichever model makes the vectors.
    """

    def __init__(self, embedder: Embedder, static_model: StaticModel) -> None:
        self._embedder = embedder
        self._static_model = static_model
        self.model = model_identity(embedder, static_model)

    def embed(self, texts: Sequence[str]) -> tuple[NDArray[np.float16], list[TokenIds]]:
        """Vectors, shape (n, d), and tokens of texts that are each a title and a passage."""
        tokens = self._static_model.token_ids(texts)
        if self._embedder is self._static_model:
            vectors = self._static_model.embed_ids(tokens)
        else:
            vectors = self._embedder.embed_documents(texts)
        return vectors.astype(np.float16), tokens

    def put(self, articles: Sequence[PendingArticle], writer: ArchiveWriter) -> None:
        """Put articles into the archive, with passages where they have none yet; a withheld one gets none.

        Args:
            articles: some hundreds at a time are fastest.
            writer: of the archive.
        """
        uncut = [
            place
            for place, one in enumerate(articles)
            if one.delivery.standing is Standing.USABLE and not one.passages
        ]
        # By place and not by id: an article may be put twice, in two forms.
        cut = dict(zip(uncut, self.entries([articles[place].article for place in uncut]), strict=True))
        for place, one in enumerate(articles):
            writer.put(one.article, one.content_hash, one.passages or cut.get(place, ()), one.delivery)

    def entries(self, articles: Sequence[Article]) -> list[list[PassageEntry]]:
        """The passages of each article.

        Vector and tokens are made from the title and the passage together, as a passage alone often does not
        name what it is about.

        Args:
            articles: some hundreds at a time are fastest.
        """
        spans = [passages(article.body) for article in articles]
        texts = [
            f"{article.info.title}\n{article.body[start:end]}"
            for article, cut in zip(articles, spans, strict=True)
            for start, end in cut
        ]
        if not texts:
            return [[] for _ in articles]
        rows = zip(*self.embed(texts), strict=True)
        return [
            [PassageEntry(start, end, *next(rows)) for start, end in cut]  # one row a span, in their order
            for cut in spans
        ]
