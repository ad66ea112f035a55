"""Every regular expression of the package, with what is called on it."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Final, NamedTuple

import chatbot
from chatbot import Bot

PACKAGE: Final = Path(chatbot.__file__).parent
METHODS: Final = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn")
_PATTERN: Final = re.compile(r"[\w.]+|re\.compile\(.*\)", re.DOTALL)
"""An expression that may be a pattern and does nothing else than that."""


class Found(NamedTuple):
    """A pattern, where it is, and the method that is called on it."""

    where: str
    pattern: re.Pattern[str]
    method: str


@cache
def patterns() -> tuple[Found, ...]:
    """Each pattern once for each method that is called on it.

    How one is used that stands in a table or an object is not looked for: it is tried everywhere in
    a text.
    """
    used = {(one.pattern, one.method): one for one in _used()}
    known = {pattern for pattern, _ in used}
    held = {one.pattern: one for one in _held() if one.pattern not in known}
    return (*used.values(), *held.values())


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages([str(PACKAGE)], "chatbot."):
        yield importlib.import_module(found.name)


def _used() -> Iterator[Found]:
    """The patterns that are called by name, or written where they are used."""
    for module in _modules():
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            text = ast.unparse(node.func.value)
            if text == "re" and node.func.attr in METHODS:
                text = f"re.compile({ast.unparse(node.args[0])})"
            if node.func.attr in METHODS and _PATTERN.fullmatch(text):
                pattern = _value(text, module)
                if isinstance(pattern, re.Pattern):
                    yield Found(f"{module.__name__}: {text}", pattern, node.func.attr)


def _value(expression: str, module: ModuleType) -> object:
    """What an expression is in a module; None where it needs the values of a function."""
    try:
        return eval(expression, {"re": re, **vars(module)})
    except (NameError, AttributeError):
        return None


def _held() -> Iterator[Found]:
    """The patterns that modules hold, in tables too, and those that a bot in use holds."""
    bot = Bot.load(PACKAGE.parent / "faq.yaml")
    bot.ask("Who is the friend of Cuba, and what about the second one?")
    seen: set[int] = set()
    for where, pattern in _inside(bot, "Bot", seen):
        yield Found(where, pattern, "finditer")
    for module in _modules():
        for name, value in list(vars(module).items()):
            for where, pattern in _inside(value, f"{module.__name__}: {name}", seen):
                yield Found(where, pattern, "finditer")


def _inside(value: object, where: str, seen: set[int]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns that a value is or holds, in containers and in objects of the package."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield where, value
    elif id(value) not in seen:
        seen.add(id(value))
        for name, part in _parts(value):
            yield from _inside(part, f"{where}{name}", seen)


def _parts(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        yield from (("", part) for pair in value.items() for part in pair)
    elif isinstance(value, tuple | list | set | frozenset):
        yield from (("", part) for part in value)
    elif type(value).__module__.startswith("chatbot"):
        slots = (name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ()))
        for name in (*getattr(value, "__dict__", ()), *slots):
            yield f".{name}", getattr(value, name, None)
