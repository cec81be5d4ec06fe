"""Settings from the environment (prefix ISNAD_) or from a file `.env` in the working folder."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything that can be set without editing code; docs/settings.md lists it."""

    model_config = SettingsConfigDict(env_prefix="ISNAD_", env_file=".env", extra="ignore", frozen=True)

    home: Path = Field(default=Path("isnad-data"), description="The data folder: catalogue and indexes.")
    embedding: str = Field(
        default="bundled",
        description="The embedding model: `bundled`, or any sentence-transformers model by name or path.",
    )
    llm: str = Field(
        default="",
        description="A chat model that writes the answers, as `provider:model`; empty: sentences are quoted.",
    )
    llm_url: str = Field(default="", description="The base URL of an OpenAI-compatible server for ISNAD_LLM.")
    llm_key: str = Field(default="", description="The key for ISNAD_LLM_URL, where that server wants one.")
