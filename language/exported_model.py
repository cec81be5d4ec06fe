"""Running a model's exported file (ONNX, OpenVINO) in place of its torch module.

sentence-transformers runs such files through optimum, whose releases lag behind transformers and cannot be
installed beside the versions that this project pins. The runtimes themselves need no such thing: they are
given what the tokenizer gives, and what they answer goes on through the model's own pooling.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from language.embedding_options import Backend

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

FILES: dict[Backend, tuple[str, ...]] = {
    "torch": (),
    "onnx": ("onnx/model.onnx", "model.onnx"),
    "openvino": ("openvino/openvino_model.xml", "openvino_model.xml", "onnx/model.onnx", "model.onnx"),
}
"""Where hubs keep the exported files of a model, the first that is there."""

Arrays = dict[str, NDArray[np.int64]]
Session = tuple[frozenset[str], Callable[[Arrays], NDArray[np.float32]]]
"""The names of the inputs, and what turns them into the last hidden states, shape (texts, tokens, width)."""


def run_exported(model: SentenceTransformer, file: Path, backend: Backend) -> None:
    """Let a file do the work of the model's first module, whose weights are let go.

    Raises:
        ValueError: if the file cannot be opened, or the model is no single transformer of texts.
    """
    import torch
    from transformers.modeling_outputs import BaseModelOutput

    encoder = model.transformers_model
    if encoder is None:
        raise ValueError(f"a model without a transformer runs on torch only, not on {backend}")
    try:
        inputs, answer = _sessions[backend](file)
    except Exception as error:
        raise ValueError(f"{file} cannot be opened by {backend}: {str(error).splitlines()[0]}") from error

    def forward(**features: Any) -> BaseModelOutput:  # noqa: ANN401 - whatever the tokenizer gives
        given = {name: value.numpy() for name, value in features.items() if name in inputs}
        if "token_type_ids" in inputs and "token_type_ids" not in given:
            given["token_type_ids"] = np.zeros_like(given["input_ids"])
        return BaseModelOutput(last_hidden_state=torch.from_numpy(answer(given)))

    encoder.forward = forward
    for parameter in encoder.parameters():
        parameter.data = torch.empty(0)


def _open_onnx(file: Path) -> Session:
    import onnxruntime

    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    output = session.get_outputs()[0].name
    names = frozenset(one.name for one in session.get_inputs())
    return names, lambda given: np.asarray(session.run([output], given)[0], dtype=np.float32)


def _open_openvino(file: Path) -> Session:
    import openvino

    # Half precision, the default of newer processors, would give other vectors on other machines.
    compiled = openvino.Core().compile_model(str(file), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    names = frozenset(one.get_any_name() for one in compiled.inputs)
    # Copied, because the next call writes into the same memory.
    return names, lambda given: np.array(compiled(given)[0], dtype=np.float32)


_sessions: dict[Backend, Callable[[Path], Session]] = {"onnx": _open_onnx, "openvino": _open_openvino}
