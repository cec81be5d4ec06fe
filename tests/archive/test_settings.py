"""Settings come from the environment, and a wrong one is told in a sentence."""

import pytest

from archive.errors import UsageError
from archive.settings import Settings
from language.embedding_options import EmbeddingOptions


def test_nothing_set_leaves_the_model_as_its_makers_meant_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ISNAD_{name.upper()}", raising=False)
    assert Settings(_env_file=None).embedding_options() == EmbeddingOptions()


def test_every_option_of_the_model_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "QUERY_PROMPT": "query: ",
        "DOCUMENT_PROMPT": "",
        "DIMENSION": "256",
        "LENGTH": "300",
        "BACKEND": "onnx",
        "DEVICE": "cuda",
    }
    for name, value in given.items():
        monkeypatch.setenv(f"ISNAD_EMBEDDING_{name}", value)
    assert Settings(_env_file=None).embedding_options() == EmbeddingOptions(
        "query: ", "", 256, 300, "onnx", "cuda"
    )


@pytest.mark.parametrize(
    ("name", "value"), [("BACKEND", "tensorrt"), ("DIMENSION", "-1"), ("LENGTH", "long")]
)
def test_what_a_setting_cannot_be_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"ISNAD_EMBEDDING_{name}", value)
    with pytest.raises(UsageError, match=rf"ISNAD_EMBEDDING_{name} cannot be '{value}'.*docs/settings\.md"):
        Settings(_env_file=None)
