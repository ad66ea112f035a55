"""A first knowledge file for an author to change into their own."""

from __future__ import annotations

import os


def write_starter(path: str | os.PathLike[str]) -> None:
    """Write a small commented knowledge file that passes ``chatbot check``.

    Raises :class:`FileExistsError` when there is something at ``path``, which stays as it is, and
    another :class:`OSError` when nothing can be written there.
    """
    from importlib.resources import files

    text = files("chatbot.workshop").joinpath("starter.yaml").read_bytes()
    with open(path, "xb") as file:
        file.write(text)
