"""The shape the package keeps: who may import whom, what loads what, how big things get."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from types import ModuleType

import pytest

import chatbot

PACKAGE = Path(__file__).parents[1] / "chatbot"
FILES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}

# Room → the rooms it may import from, itself aside.
MAY_IMPORT = {
    "errors": set[str](),
    "version": set[str](),
    "files": set[str](),
    "knowledge": {"errors", "files"},
    "matching": {"knowledge", "errors", "files"},
    "dialogue": {"matching", "knowledge", "errors"},
    "workshop": {"dialogue", "matching", "knowledge", "errors", "files"},
    "surfaces": {"workshop", "dialogue", "matching", "knowledge", "errors", "files", "version"},
    "__main__": {"surfaces", "version"},
    "__init__": {"dialogue", "matching", "knowledge", "errors", "version"},
}
# Imported inside functions only, but for what stands in that very folder.
ON_DEMAND = ("chatbot.workshop", "chatbot.surfaces.terminal")
# Library → the one folder that touches it.
TOUCHED_BY = {
    "yaml": "knowledge",
    "rapidfuzz": "matching",
    "prompt_toolkit": "surfaces/terminal",
    "platformdirs": "surfaces/terminal",
    "wcwidth": "surfaces",
    "argparse": "surfaces",
}
WITHOUT_CIRCLES = ("knowledge", "matching", "workshop")
CORE = ("knowledge", "matching", "dialogue")
HEAVY = {"argparse", "asyncio", "importlib.metadata", "logging", "platformdirs", "prompt_toolkit"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 40


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module imported anywhere in ``tree``, by its full name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports_at_start(tree: ast.Module) -> Iterator[str]:
    """What importing the module imports: nothing in functions or for type checkers only."""
    for node in tree.body:
        for_types = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        if not for_types and not isinstance(node, ast.FunctionDef):
            yield from imports(node)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(path)
    own = [module.split(".") for module in imports(TREES[path]) if module.startswith("chatbot.")]
    assert {parts[1] for parts in own} - {room} <= MAY_IMPORT[room]


@pytest.mark.parametrize("room", WITHOUT_CIRCLES)
def test_no_two_files_of_a_room_import_each_other(room: str) -> None:
    names = {f"chatbot.{name_of(p)[:-3].replace('/', '.')}": p for p in FILES if room_of(p) == room}
    graph = {
        name: {
            own
            for module in imports(TREES[path])
            for own in names
            if f"{module}.".startswith(f"{own}.")
        }
        for name, path in names.items()
    }
    assert list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_the_big_rooms_are_entered_on_demand(path: Path) -> None:
    for module in imports_at_start(TREES[path]):
        for folder in ON_DEMAND:
            inside = path.is_relative_to(PACKAGE.parent / folder.replace(".", "/"))
            assert inside or not f"{module}.".startswith(f"{folder}.")


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_each_library_is_touched_in_one_place(path: Path) -> None:
    for module in imports(TREES[path]):
        folder = TOUCHED_BY.get(module.split(".")[0])
        assert folder is None or path.is_relative_to(PACKAGE / folder), module


@pytest.mark.parametrize("path", [p for p in FILES if room_of(p) in CORE], ids=name_of)
def test_the_core_neither_prints_nor_logs(path: Path) -> None:
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Name):
            assert node.id not in ("print", "input")
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("stdout", "stderr", "basicConfig", "addHandler", "environ")


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_files_and_functions_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= LONGEST_FUNCTION, f"{node.name} has {lines} lines"


def test_tests_stay_small_too() -> None:
    files = Path(__file__).parent.rglob("*.py")
    sizes = {p.name: len(p.read_text(encoding="utf-8").splitlines()) for p in files}
    assert [name for name, lines in sizes.items() if lines > LONGEST_FILE] == []


def test_the_public_names_are_exactly_those_promised() -> None:
    assert chatbot.__all__ == sorted(chatbot.__all__)
    assert dir(chatbot) == chatbot.__all__
    held = {
        name
        for name, value in vars(chatbot).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert held <= {"TYPE_CHECKING", *chatbot.__all__}


@pytest.mark.parametrize("name", chatbot.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(chatbot, name)
    assert value.__name__ == name
    assert value.__doc__


def test_no_other_name_is_there() -> None:
    with pytest.raises(AttributeError, match="'Bots'"):
        getattr(chatbot, "Bots")  # noqa: B009  # a type checker rightly refuses chatbot.Bots


@pytest.mark.parametrize("body", ["import chatbot", "from chatbot import *"])
def test_importing_loads_nothing_heavy_and_says_nothing(body: str) -> None:
    code = f"import sys\n{body}\nprint(sorted({HEAVY!r} & set(sys.modules)))"
    # -I -S: what this installation's .pth files import is not ours.
    paths = f"import sys; sys.path[:0] = {[str(PACKAGE.parent), *sys.path]!r}\n"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", "-c", paths + code],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")
