"""A first knowledge file for an author to change into their own."""

from __future__ import annotations

from chatbot.files import create, shipped


def write_starter(path: str) -> None:
    """Write a small commented knowledge file that passes ``chatbot check``.

    Raises :class:`FileExistsError` when there is something at ``path``, which stays as it is, and
    another :class:`OSError` when nothing can be written there; then nothing is left behind.
    """
    create(path, shipped("workshop/starter.yaml"))
