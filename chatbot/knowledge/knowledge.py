"""The two ways to what one bot knows: from a file, and from plain Python values."""

from __future__ import annotations

import os
from collections.abc import Mapping

from chatbot.knowledge import build
from chatbot.knowledge.model import Contents


class Knowledge(Contents):
    """Everything one bot knows. Build it with :meth:`load` or :meth:`from_dict`."""

    __slots__ = ()

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Knowledge:
        """Read the YAML file at ``path``.

        Raises :class:`~chatbot.errors.KnowledgeError` with everything that is wrong in the file,
        and :class:`~chatbot.errors.KnowledgeNotReadable` when there is no file to read.
        """
        return build.from_file(cls, os.fsdecode(path))

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Knowledge:
        """Check plain Python values (mappings, lists, text) of the same structure as the file.

        A text must be a string, ``settings.suggestions`` is a whole number; None is an empty value.
        Raises :class:`~chatbot.errors.KnowledgeError` with everything that is wrong.
        """
        return build.from_values(cls, data)
