"""Tensors are read where they lie, as the library that defines the format wrote them."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from language.tensor_file import shapes, tensors


@pytest.fixture
def written(tmp_path: Path) -> Path:
    chance = np.random.default_rng(1)
    parts = {
        "weights": chance.random(7, dtype=np.float32),
        "embeddings": chance.integers(-127, 127, (7, 5), dtype=np.int8),
        "halves": chance.random((2, 3)).astype(np.float16),
    }
    save_file(parts, tmp_path / "table.safetensors", metadata={"format": "pt"})
    np.savez(tmp_path / "same.npz", **parts)
    return tmp_path / "table.safetensors"


def test_they_are_what_was_written_and_nobody_can_write_to_them(written: Path) -> None:
    found = tensors(written)
    with np.load(written.parent / "same.npz") as same:
        assert set(found) == set(same)
        for name, tensor in found.items():
            assert tensor.dtype == same[name].dtype
            np.testing.assert_array_equal(tensor, same[name])
            assert list(tensor.shape) == shapes(written)[name]
            assert not tensor.flags.writeable


def test_a_file_that_was_cut_off_is_refused(written: Path) -> None:
    written.write_bytes(written.read_bytes()[:-3])
    with pytest.raises(ValueError, match="no whole file of tensors"):
        tensors(written)


def test_numbers_of_another_kind_are_refused(tmp_path: Path) -> None:
    save_file({"ids": np.arange(3)}, tmp_path / "ids.safetensors")
    with pytest.raises(ValueError, match="I64"):
        tensors(tmp_path / "ids.safetensors")


@pytest.mark.parametrize("content", [b"", b"no table", b"\x08\0\0\0\0\0\0\0[1, 2,3]", b"\xff" * 40])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other").write_bytes(content)
    with pytest.raises(ValueError, match="no file of tensors"):
        shapes(tmp_path / "other")
