"""Loading a sentence-transformers model: from this machine where it is there, in clear words where not."""

from __future__ import annotations

import logging
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from language.embedding_options import Backend, EmbeddingOptions
from language.exported_model import FILES, run_exported

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_log = logging.getLogger(__name__)
_RUNTIMES: dict[Backend, str] = {"onnx": "onnxruntime", "openvino": "openvino"}


def load_model(name_or_path: str, options: EmbeddingOptions) -> tuple[SentenceTransformer, Path | None]:
    """Load a model; the network is asked only for a name that is not in the local cache.

    Returns:
        The model, and the exported file that runs in place of its weights, None where torch runs them.

    Raises:
        ValueError: if there is no such model, it cannot be read, or its backend is not installed.
    """
    runtime = _RUNTIMES.get(options.backend)
    if runtime and find_spec(runtime) is None:
        raise ValueError(
            f"ISNAD_EMBEDDING_BACKEND={options.backend} needs the package {runtime}, which is not installed: "
            f"pip install {runtime}, or set it back to torch."
        )
    folder = Path(name_or_path).expanduser()
    if not folder.is_dir():
        if name_or_path.startswith((".", "/", "~")):
            raise ValueError(f"There is no model folder {name_or_path}; give a folder or a model's name.")
        return _named(name_or_path, options)
    try:
        return _load(str(folder), options, local=True)
    except Exception as error:
        raise ValueError(
            f"The folder {name_or_path} holds no model that can be loaded ({_first_line(error)}); "
            "it must be one that sentence-transformers has saved."
        ) from error


def _named(name: str, options: EmbeddingOptions) -> tuple[SentenceTransformer, Path | None]:
    """A model by its name on the hub: from the local cache, else fetched."""
    try:
        return _load(name, options, local=True)
    except Exception:  # noqa: BLE001 - whatever is missing or torn in the cache, the hub may have it
        _log.info("The model %s is not whole in the local cache; the hub is asked for it.", name)
    try:
        return _load(name, options, local=False)
    except Exception as error:
        raise ValueError(
            f"The embedding model {name} is not on this machine and could not be fetched "
            f"({_first_line(error)}). Check its name and the network, or give the folder of a model."
        ) from error


def _load(name: str, options: EmbeddingOptions, *, local: bool) -> tuple[SentenceTransformer, Path | None]:
    # Importing torch takes seconds, which nobody should wait for who uses the bundled model.
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    model = SentenceTransformer(name, device=options.device, local_files_only=local)
    if options.backend == "torch":
        return model, None
    file = _exported_file(name, options.backend, local=local)
    if file is None:
        names = " or ".join(FILES[options.backend])
        raise ValueError(f"it has no exported file for {options.backend}, which would be {names}")
    run_exported(model, file, options.backend)
    return model, file


def _exported_file(name: str, backend: Backend, *, local: bool) -> Path | None:
    from huggingface_hub import snapshot_download

    folder = Path(name)
    if not folder.is_dir():
        patterns = [f"{file.rpartition('.')[0]}*" for file in FILES[backend]]
        folder = Path(snapshot_download(name, allow_patterns=patterns, local_files_only=local))
    return next((folder / file for file in FILES[backend] if (folder / file).is_file()), None)


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
