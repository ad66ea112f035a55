"""The recipes for platforms without an adapter are Python, and name what there is."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "platforms.md"
PARTS = re.split(r"^### (.*)\n", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
CODE = re.compile(r"^```py\n(.*?)^```$", re.DOTALL | re.MULTILINE)
RECIPES = {
    name: code
    for name, text in zip(PARTS[1::2], PARTS[2::2], strict=True)
    for code in CODE.findall(text)
}


def test_there_are_three_recipes() -> None:
    assert list(RECIPES) == ["Matrix", "Microsoft Teams", "WhatsApp"]


@pytest.mark.parametrize("platform", RECIPES)
def test_a_recipe_is_python_that_imports_what_this_package_has(platform: str) -> None:
    compile(RECIPES[platform], platform, "exec")
    named = [
        (node.module, alias.name)
        for node in ast.walk(ast.parse(RECIPES[platform]))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("chatbot")
        for alias in node.names
    ]
    assert named
    for module, name in named:
        assert hasattr(import_module(module or ""), name)
