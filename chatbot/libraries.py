"""Libraries that come with extras, imported where they are used, and what errors of any say.

An encoder needs them. Without one, numpy scans a large index where it is installed.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from chatbot.errors import EncoderError

SEMANTIC: Final = "'faq-chatbot[semantic]'"
"""What brings numpy and the default encoder."""
LARGE: Final = "'faq-chatbot[large]'"
"""What brings numpy and the index of many vectors."""


def needed(library: str, install: str = SEMANTIC) -> Any:
    """A library, imported here and now.

    Raises :class:`~chatbot.errors.EncoderError` that says what to ``install``, without it.
    """
    try:
        return import_module(library)
    except ModuleNotFoundError as missing:
        raise EncoderError(
            f"an encoder needs {library.partition('.')[0]}; install it with: pip install {install}"
        ) from missing


def one_line(error: Exception) -> str:
    """What an error of a library says, in one line; its name where it says nothing.

    Libraries raise what they like, and what they say may have any number of lines.
    """
    return " ".join(str(error).split()) or type(error).__name__
