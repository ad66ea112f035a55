"""The ways to what one bot knows: from a file, from plain Python values, and from flat arrays."""

from __future__ import annotations

import os
from collections.abc import Mapping

from chatbot.knowledge import languages, storing
from chatbot.knowledge.model import Contents
from chatbot.storage import Packer, Sections


class Knowledge(Contents):
    """Everything one bot knows. Build it with :meth:`load` or :meth:`from_dict`."""

    __slots__ = ()

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str],
        language: str | None = None,
        content: bytes | None = None,
    ) -> Knowledge:
        """Read the YAML file at ``path``, or the one beside it that is in ``language``.

        ``content`` is what it holds, where that was read before.

        Raises :class:`~chatbot.errors.KnowledgeError` with everything that is wrong in the file,
        and :class:`~chatbot.errors.KnowledgeNotReadable` when there is no file to read.
        """
        from chatbot.knowledge import build

        named = languages.file_in(os.fsdecode(path), language)
        knowledge = build.from_file(cls, named, content)
        languages.demand(language, knowledge.language, named)
        return knowledge

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Knowledge:
        """Check plain Python values (mappings, lists, text) of the same structure as the file.

        A text must be a string, ``settings.suggestions`` is a whole number; None is an empty value.
        Raises :class:`~chatbot.errors.KnowledgeError` with everything that is wrong.
        """
        from chatbot.knowledge import build

        return build.from_values(cls, data)

    @classmethod
    def open(cls, packed: Sections, path: str) -> Knowledge:
        """The knowledge that :meth:`pack` laid out, as if it came from ``path``."""
        return storing.stored(cls, packed, path)

    def pack(self, out: Packer) -> None:
        """Lay it out as flat arrays."""
        storing.pack_knowledge(self, out)
