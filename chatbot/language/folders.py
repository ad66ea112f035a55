"""What ships with the package for each language, in a folder named by its code."""

from __future__ import annotations

from typing import Final

from chatbot.files import shipped

SHIPPED: Final = tuple(shipped("language/shipped.txt").decode("utf-8").split())
"""The languages that have tables."""


def without_region(code: str) -> str:
    """The code of a language alone: ``pt`` of ``pt-br``."""
    return code.partition("-")[0]


def shipped_for(code: str, name: str) -> bytes | None:
    """What a file in the folder of a language holds; None where there is none.

    Any text may be taken for a code, and none of them leads out of the folders.

    >>> shipped_for("en", "tables.toml") is None
    False
    >>> shipped_for("xx", "tables.toml"), shipped_for("../knowledge", "model.py")
    (None, None)
    """
    if not code.replace("-", "").isalnum():
        return None
    try:
        return shipped(f"language/{code}/{name}")
    except OSError:
        return None
