"""Settings from the environment (prefix ISNAD_) or from a file `.env` in the working folder."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from archive.errors import UsageError
from language.embedding_options import AUTOMATIC, Backend, EmbeddingOptions


class Settings(BaseSettings):
    """Everything that can be set without editing code; docs/settings.md lists it.

    Raises:
        UsageError: a setting is what it cannot be.
    """

    model_config = SettingsConfigDict(env_prefix="ISNAD_", env_file=".env", extra="ignore", frozen=True)

    def __init__(self, **values: object) -> None:
        try:
            super().__init__(**values)  # type: ignore[arg-type]
        except ValidationError as error:
            first = error.errors()[0]
            name = f"ISNAD_{'_'.join(map(str, first['loc'])).removeprefix('ISNAD_').upper()}"
            raise UsageError(
                f"The setting {name} cannot be {first['input']!r}: {first['msg'].lower()}. "
                "docs/settings.md lists what each may be."
            ) from None

    home: Path = Field(default=Path("isnad-data"), description="The data folder: catalogue and indexes.")
    embedding: str = Field(
        default="bundled",
        description="The embedding model: `bundled`, or any sentence-transformers model by name or path.",
    )
    embedding_query_prompt: str = Field(
        default=AUTOMATIC,
        description="What is put before a question; `auto`: what the model was trained with; empty: nothing.",
    )
    embedding_document_prompt: str = Field(
        default=AUTOMATIC,
        description="What is put before a passage; `auto`: what the model was trained with; empty: nothing.",
    )
    embedding_dimension: int = Field(
        default=0,
        ge=0,
        description="Keep the first so many numbers of a vector (Matryoshka models); `0`: all.",
    )
    embedding_length: int = Field(
        default=0, ge=0, description="Read at most so many tokens of a text; `0`: what the model is set to."
    )
    embedding_backend: Backend = Field(
        default="torch",
        description="What runs the model: `torch`, or `onnx` or `openvino` where the model has such a file.",
    )
    embedding_device: str = Field(
        default="cpu", description="Where torch runs it: `cpu`, `cuda` (NVIDIA) or `mps` (Apple)."
    )
    llm: str = Field(
        default="",
        description="A chat model that writes the answers, as `provider:model`; empty: sentences are quoted.",
    )
    llm_url: str = Field(default="", description="The base URL of an OpenAI-compatible server for ISNAD_LLM.")
    llm_key: str = Field(default="", description="The key for ISNAD_LLM_URL, where that server wants one.")

    def embedding_options(self) -> EmbeddingOptions:
        """How the embedding model is to be run."""
        return EmbeddingOptions(
            query_prompt=self.embedding_query_prompt,
            document_prompt=self.embedding_document_prompt,
            dimension=self.embedding_dimension,
            length=self.embedding_length,
            backend=self.embedding_backend,
            device=self.embedding_device,
        )
