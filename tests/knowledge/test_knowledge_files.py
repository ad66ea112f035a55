"""Every file in ``valid`` and ``invalid``.

A new case is a new file. ``UPDATE_GOLDENS=1`` writes what is expected beside each.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from chatbot.errors import KnowledgeError
from chatbot.knowledge import Knowledge

HERE = Path(__file__).parent
VALID = sorted((HERE / "valid").glob("*.yaml"))
INVALID = sorted((HERE / "invalid").glob("*.yaml"))


def _compare(expected: Path, text: str) -> None:
    if os.environ.get("UPDATE_GOLDENS"):
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


def _by_name(value: object) -> object:
    """A value whose named tuples are mappings."""
    if isinstance(value, tuple):
        fields = getattr(value, "_fields", None)
        parts = [_by_name(one) for one in value]
        return dict(zip(fields, parts, strict=True)) if fields else parts
    if isinstance(value, Mapping):
        return {name: _by_name(one) for name, one in value.items()}
    return value


def test_there_are_files() -> None:
    assert VALID
    assert INVALID


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_valid_file_is_read_as_expected(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    knowledge = Knowledge.load(file.name)
    text = json.dumps(_by_name(knowledge), ensure_ascii=False, indent=1) + "\n"
    _compare(file.with_suffix(".json"), text)


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_invalid_file_is_refused_with_every_problem(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    with pytest.raises(KnowledgeError) as caught:
        Knowledge.load(file.name)
    _compare(file.with_suffix(".errors"), f"{caught.value}\n")
