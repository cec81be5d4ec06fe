"""How many passages of 150 words a model embeds in a second of one core."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from threadpoolctl import threadpool_limits

from archive.settings import Settings
from evaluation.model_speed import WORDS
from evaluation.random_encoder import E5_SMALL, save_random_encoder
from ingest.files.document import Document
from ingest.preparing.indexing import load_models
from ingest.readers.choosing import reader_for
from ingest.records.record import Record
from language.embedding import Embedder
from language.sentence_transformer import SentenceTransformerEmbedder
from language.static_model import StaticModel

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SECONDS = 5.0
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Speed:
    """What one model did.

    Attributes:
        model: its name.
        dimension: of its vectors.
        tokens: how many a passage has, on average.
        passages: how many it embedded in a second.
    """

    model: str
    dimension: int
    tokens: int
    passages: float


def measure_speeds() -> list[Speed]:
    """The bundled model, one of e5-small's architecture with random weights, and the one that is set."""
    import torch

    torch.set_num_threads(1)
    vocabularies = _vocabularies()
    settings = Settings()
    with threadpool_limits(1), TemporaryDirectory(prefix="isnad-model-") as folder:
        models: list[tuple[str, Embedder]] = [("bundled", StaticModel.load())]
        lines = [" ".join(words) for words in vocabularies]
        encoder = save_random_encoder(Path(folder) / "multilingual-e5-small", lines, E5_SMALL)
        plain = settings.model_copy(update={"embedding": str(encoder)})
        models.append(("e5-small's architecture, random weights", load_models(plain).embedder))
        if settings.embedding != "bundled":
            models.append((settings.embedding, load_models(settings).embedder))
        return [
            Speed(
                name,
                model.dimension,
                _tokens(model, _Passages(vocabularies).draw()),
                round(_passages_a_second(model, _Passages(vocabularies)), 1),
            )
            for name, model in models
        ]


class _Passages:
    """Draws passages: words of one outlet at random."""

    def __init__(self, vocabularies: Sequence[Sequence[str]]) -> None:
        self._vocabularies = vocabularies
        self._random = np.random.default_rng(0)

    def draw(self) -> list[str]:
        """A batch of them."""
        chosen = self._random.integers(len(self._vocabularies), size=_BATCH)
        return [" ".join(self._random.choice(self._vocabularies[place], size=WORDS)) for place in chosen]


def _tokens(model: Embedder, texts: Sequence[str]) -> int:
    if isinstance(model, StaticModel):
        counts = [len(ids) for ids in model.token_ids(texts)]
    elif isinstance(model, SentenceTransformerEmbedder):
        counts = model.count_tokens(texts)
    else:
        counts = [0]
    return round(sum(counts) / len(counts))


def _passages_a_second(model: Embedder, passages: _Passages) -> float:
    model.embed_documents(passages.draw())  # what is loaded with the first text does not count
    done, spent = 0, 0.0
    while spent < SECONDS:
        texts = passages.draw()
        # The processor's time and not the clock's: on one thread they are the same, however busy the machine.
        started = time.process_time()
        model.embed_documents(texts)
        spent += time.process_time() - started
        done += len(texts)
    return done / spent


def _vocabularies() -> list[list[str]]:
    """The running words of each sample outlet, from which passages are drawn."""
    outlets = []
    for file in sorted(SAMPLES.glob("*.jsonl")):
        document = Document(file)
        records = [item for item in reader_for(document).read(document) if isinstance(item, Record)]
        outlets.append([word for record in records for word in record.body.split()])
    return outlets
