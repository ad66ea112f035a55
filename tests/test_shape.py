"""The shape the package keeps: who may import whom, what loads what, how big things get."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from types import ModuleType

import pytest

import chatbot
from chatbot.language import SHIPPED, fold, load_tables

PACKAGE = Path(__file__).parents[1] / "chatbot"
FILES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}

# Room → the rooms it may import from, itself aside.
MAY_IMPORT = {
    "errors": set[str](),
    "version": set[str](),
    "files": set[str](),
    "storage": {"files"},
    "libraries": {"errors"},
    "language": {"storage", "errors", "files"},
    "markup": set[str](),
    "knowledge": {"markup", "language", "storage", "errors", "files"},
    "matching": {"knowledge", "language", "storage", "errors", "files", "libraries"},
    "encoders": {"matching", "storage", "errors", "files", "libraries"},
    "log": {"errors"},
    "dialogue": {
        *("log", "matching", "knowledge", "markup", "language", "storage"),
        *("errors", "files", "version"),
    },
    "rendering": {"dialogue", "markup"},
    "web": {"rendering", "dialogue", "knowledge", "markup", "language", "files"},
    "workshop": {
        "log",
        "web",
        "dialogue",
        "matching",
        "knowledge",
        "markup",
        "language",
        "errors",
        "files",
        "libraries",
        "version",
    },
    "live": {"workshop", "log", "dialogue", "matching", "knowledge", "errors"},
    "sessions": {"dialogue", "errors"},
    "agents": {"dialogue", "matching", "knowledge", "markup", "language", "errors"},
    "surfaces": {
        *(
            "agents",
            "live",
            "workshop",
            "sessions",
            "log",
            "web",
            "rendering",
            "dialogue",
            "encoders",
        ),
        *("matching", "knowledge", "language", "storage", "errors", "files", "version"),
    },
    "__main__": {"surfaces", "version"},
    "__init__": {
        *("agents", "live", "sessions", "rendering", "log", "dialogue", "encoders", "matching"),
        *("knowledge", "errors", "version"),
    },
}
# Entered by its files, as every command loads only what it needs of it.
WITHOUT_FACE = ("workshop", "surfaces")
# Each kind of store loads a library of its own, so the package's face names their files.
STORES = {f"chatbot.sessions.{kind}" for kind in ("memory", "redis", "sqlite")}
# Imported inside functions only, but for what stands in that very folder.
ON_DEMAND = (
    *("chatbot.workshop", "chatbot.surfaces.terminal", "chatbot.surfaces.http"),
    *("chatbot.surfaces.platforms", "chatbot.surfaces.mcp"),
    "chatbot.surfaces.batch",
)
# Library → the folders that touch it, in most cases one.
TOUCHED_BY = {
    "yaml": ("knowledge",),
    "rapidfuzz": ("matching", "knowledge/problems.py"),
    "Stemmer": ("language",),
    "markdown_it": ("markup", "workshop/importing", "workshop/exporting"),
    "mdformat": ("workshop/importing",),
    "markdownify": ("workshop/importing",),
    "lxml": ("workshop/importing",),
    "docutils": ("workshop/importing",),
    "openpyxl": ("workshop/importing",),
    "ruamel": ("workshop/importing",),
    "prompt_toolkit": ("surfaces/terminal",),
    "platformdirs": ("files.py",),
    "wcwidth": ("surfaces", "rendering"),
    "cachetools": ("sessions", "surfaces/http", "surfaces/platforms"),
    "redis": ("sessions",),
    "sqlite3": ("sessions", "log", "surfaces/batch"),
    "distributed": ("surfaces/batch",),
    "msgspec": ("surfaces/http",),
    **{server: ("surfaces/http", "surfaces/mcp") for server in ("starlette", "uvicorn")},
    **{one: ("surfaces/mcp",) for one in ("mcp", "mcp_types")},
    "pydantic": ("surfaces/mcp", "agents"),
    "langchain_core": ("agents",),
    "prometheus_client": ("surfaces/http",),
    **{one: ("surfaces/platforms",) for one in ("slack_bolt", "slack_sdk", "telegram", "discord")},
    "aiohttp": ("surfaces/platforms",),
    "argparse": ("surfaces",),
    "jinja2": ("workshop", "web"),
    "watchfiles": ("live",),
}
CORE = ("language", "markup", "knowledge", "matching", "dialogue", "rendering")
SPEECHLESS = ("knowledge", "matching", "dialogue")
HEAVY = {
    *("argparse", "asyncio", "importlib.metadata", "logging", "markdown_it", "platformdirs"),
    "prompt_toolkit",
}
LONGEST_FILE = 400
SHORTEST_FILE = 30
LONGEST_FUNCTION = 40
# Words that only the tables of a language may know, and those of them that name something else: a
# kind of substitution, attributes, keys and values of JSON and YAML.
WORDS = frozenset[str]().union(*(load_tables(code).function_words for code in SHIPPED))
NAMES = {"about", "after", "id", "links", "no", "not", "where"}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def module_of(path: Path) -> str:
    return f"chatbot.{name_of(path)[:-3].replace('/', '.')}".removesuffix(".__init__")


MODULES = {module_of(path): path for path in FILES}


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
        if not for_types and not isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from imports(node)


def test_imports_run_one_way() -> None:
    wrong = [
        (name_of(path), module)
        for path in FILES
        for module in imports(TREES[path])
        if module.startswith("chatbot.")
        and module.split(".")[1] not in {room_of(path), *MAY_IMPORT[room_of(path)]}
    ]
    assert wrong == []


def test_a_room_is_entered_through_its_face() -> None:
    wrong = [
        (name_of(path), module)
        for path in FILES
        for module in imports(TREES[path])
        for place in [".".join(module.split(".")[:3])]
        if place in MODULES and place.count(".") == 2
        if place.split(".")[1] not in {room_of(path), *WITHOUT_FACE}
        if not (place in STORES and path == PACKAGE / "__init__.py")
    ]
    assert wrong == []


def test_no_two_files_import_each_other() -> None:
    """Nor in a circle of more, wherever the import stands and whatever it is for."""
    graph = {
        name: {
            module if module in MODULES else module.rpartition(".")[0]
            for module in imports(TREES[path])
            if module.startswith("chatbot.")
        }
        - {name}
        for name, path in MODULES.items()
    }
    assert list(TopologicalSorter(graph).static_order())


def test_the_big_rooms_are_entered_on_demand() -> None:
    wrong = [
        (name_of(path), module)
        for path in FILES
        for module in imports_at_start(TREES[path])
        for folder in ON_DEMAND
        if f"{module}.".startswith(f"{folder}.")
        and not path.is_relative_to(PACKAGE.parent / folder.replace(".", "/"))
    ]
    assert wrong == []


def test_each_library_is_touched_in_one_place() -> None:
    wrong = [
        (name_of(path), module)
        for path in FILES
        for module in imports(TREES[path])
        for folders in [TOUCHED_BY.get(module.split(".")[0])]
        if folders and not any(path.is_relative_to(PACKAGE / folder) for folder in folders)
    ]
    assert wrong == []


def test_the_core_neither_prints_nor_logs() -> None:
    forbidden = {"print", "input", "stdout", "stderr", "basicConfig", "addHandler", "environ"}
    wrong = [
        (name_of(path), ast.unparse(node))
        for path in FILES
        if room_of(path) in CORE
        for node in ast.walk(TREES[path])
        if getattr(node, "id", getattr(node, "attr", None)) in forbidden
    ]
    assert wrong == []


def test_every_error_of_the_package_stands_in_the_tree_of_errors() -> None:
    document = ast.get_docstring(TREES[PACKAGE / "errors.py"]) or ""
    defined = [
        (name_of(path), node.name)
        for path in FILES
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.ClassDef)
        if "ChatbotError" in map(ast.unparse, node.bases)
    ]
    assert defined == [("errors.py", name) for name in re.findall(r"─ (\w+)", document)]


def compared(node: ast.AST) -> list[ast.AST | None]:
    """What something is compared with at a node, looked up in or searched for."""
    if isinstance(node, ast.Compare | ast.Tuple | ast.List | ast.Set):
        return list(ast.iter_child_nodes(node))
    if isinstance(node, ast.Dict):
        return list(node.keys)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in ("startswith", "endswith", "removeprefix", "removesuffix"):
            return list(node.args)
        return [node.func] * (node.func.attr == "split")
    return []


def words_in(tree: ast.AST) -> Iterator[str]:
    """The words that code decides by: one by one, or as a text that is split."""
    for node in ast.walk(tree):
        for part in compared(node):
            if isinstance(part, ast.Constant):
                yield str(part.value)
            elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Constant):
                yield from str(part.value.value).split()


@pytest.mark.parametrize(
    "code",
    [
        'STOP = "the a an of to".split()',
        "ASKING = frozenset({'who', 'what'})",
        "asks = word in ('wer', 'was')",
        "asks = word == 'quién'",
        "asks = {'who': 1}[word]",
        "asks = word.startswith('und')",
    ],
)
def test_words_in_code_are_found(code: str) -> None:
    assert {fold(word) for word in words_in(ast.parse(code))} & WORDS


def test_only_the_tables_of_a_language_hold_its_words() -> None:
    wrong = [
        (name_of(path), word)
        for path in FILES
        if room_of(path) in SPEECHLESS
        for word in words_in(TREES[path])
        if word in WORDS - NAMES
    ]
    assert wrong == []


def test_files_and_functions_stay_small() -> None:
    wrong = []
    for path in FILES:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        small_by_nature = path.stem in ("__init__", "version")
        if lines > LONGEST_FILE or (lines < SHORTEST_FILE and not small_by_nature):
            wrong.append((name_of(path), lines))
        for node in ast.walk(TREES[path]):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    wrong.append((f"{name_of(path)}: {node.name}", lines))
    assert wrong == []


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
