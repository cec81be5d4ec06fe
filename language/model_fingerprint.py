"""A hash of everything that decides the vectors of a sentence-transformers model."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def fingerprint_of(model: SentenceTransformer, exported: Path | None, *settings: object) -> str:
    """Equal for two models only if their vectors are; where the model lies does not matter.

    Args:
        model: loaded.
        exported: the file that runs in place of the transformer's weights.
        settings: whatever else decides the vectors: prompts, dimension, length, backend.
    """
    modules = [(type(module).__name__, _configuration(module)) for module in model]
    digest = hashlib.sha256(json.dumps([settings, modules], sort_keys=True, default=str).encode())
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(f"{name}{tuple(tensor.shape)}{tensor.dtype}".encode())
        digest.update(tensor.detach().cpu().contiguous().float().numpy().tobytes())
    if exported is not None:
        # Beside the file that is named lie its weights, where it does not hold them itself.
        for file in sorted(exported.parent.glob(f"{exported.stem}.*")):
            digest.update(file.name.encode())
            digest.update(file.read_bytes())
    return f"st-{digest.hexdigest()[:16]}"


def _configuration(module: object) -> object:
    read = getattr(module, "get_config_dict", None)
    return read() if callable(read) else None
