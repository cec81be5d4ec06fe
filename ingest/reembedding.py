"""`python -m ingest --reembed`: an archive changes to the embedding model that the settings name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from archive.entries import IndexedPassage
from archive.model import ModelIdentity
from archive.reembedding import Progress, Reembedding, reembed
from archive.settings import Settings
from ingest.preparing.indexing import Indexer, Models
from language.static_model import TokenIds


def reembed_archive(
    settings: Settings,
    models: Models,
    *,
    progress: Progress = lambda _stage, _done, _all: None,
    stopped: Callable[[], bool] = lambda: False,
    on_stage: Callable[[str], None] = lambda _stage: None,
) -> Reembedding:
    """Change the archive in `settings.home` to these models; see `archive.reembedding.reembed`."""
    indexer = Indexer(models.embedder, models.static_model)

    def embed(
        passages: Sequence[IndexedPassage], former: ModelIdentity
    ) -> tuple[NDArray[np.float16], list[TokenIds]]:
        texts = [passage.text for passage in passages]
        if _same_vectors(former, models.identity):
            tokens = models.static_model.token_ids(texts)
            return np.stack([passage.vector for passage in passages]), tokens
        return indexer.embed(texts)

    return reembed(
        settings.home, models.identity, embed, progress=progress, stopped=stopped, on_stage=on_stage
    )


def _same_vectors(former: ModelIdentity, model: ModelIdentity) -> bool:
    """Whether only the bundled model, which makes the tokens, is another: then nothing is embedded again."""
    return former.fingerprint.partition("+")[0] == model.fingerprint.partition("+")[0]


def as_document(done: Reembedding) -> dict[str, object]:
    """The terminal contract of `python -m ingest --reembed --json`."""
    return {
        "passages": done.passages,
        "embedded": done.embedded,
        "resumed": done.resumed,
        "from": done.former.name,
        "to": done.model.name,
        "dimension": done.model.dimension,
        "generation": done.generation,
        "interrupted": done.interrupted,
        "seconds": round(done.seconds, 3),
    }


def as_text(done: Reembedding) -> str:
    """The same in sentences."""
    kept = f", {done.resumed:,} were kept from an earlier run" if done.resumed else ""
    if done.interrupted:
        return (
            f"Stopped with {done.embedded + done.resumed:,} of {done.passages:,} passages embedded. "
            f"The archive still has the model {done.former.name}; the same command goes on from here."
        )
    if done.former.fingerprint == done.model.fingerprint:
        return f"The archive has the model {done.model.name} already; nothing was changed."
    same = done.former.name == done.model.name
    change = f"{done.former.name} to {'another version or other settings of it' if same else done.model.name}"
    return (
        f"The archive has changed from {change}: {done.embedded:,} passages "
        f"embedded{kept} ({done.seconds:.1f} seconds). What is reading it must be started again."
    )
