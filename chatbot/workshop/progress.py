"""How long work tells how far it is."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told how many questions have been asked, of how many."""


def silent(_done: int, _of: int) -> None:
    """Tell nobody."""
