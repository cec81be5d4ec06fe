"""How an embedding model is to be run, where it should be otherwise than its makers say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Backend = Literal["torch", "onnx", "openvino"]

AUTOMATIC = "auto"
"""A prompt that stands for the model's own."""


@dataclass(frozen=True, slots=True)
class EmbeddingOptions:
    """What a person can set beside the model's name; by default everything is the model's own.

    Attributes:
        query_prompt: what is put before a question; "auto" for what the model was trained with.
        document_prompt: what is put before a passage; likewise.
        dimension: the first so many numbers of a vector are kept and brought to length one again
            (Kusupati et al., "Matryoshka representation learning", 2022); 0 keeps all.
        length: how many tokens of a text are read at most; 0 for what the model is set to.
        backend: what runs the model.
        device: where torch runs it: "cpu", "cuda", "mps".
    """

    query_prompt: str = AUTOMATIC
    document_prompt: str = AUTOMATIC
    dimension: int = 0
    length: int = 0
    backend: Backend = "torch"
    device: str = "cpu"
