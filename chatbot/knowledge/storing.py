"""A knowledge as flat arrays, and back; entries and entities are decoded when they are wanted."""

from __future__ import annotations

from typing import Final, TypeVar

from chatbot.knowledge import model
from chatbot.storage import Codec, Packer, Sections

_Contents = TypeVar("_Contents", bound=model.Contents)
_ONE_BY_ONE: Final = ("entries", "entities")
"""Fields that may hold very many values."""
CODEC: Final = Codec(
    *(one for one in vars(model).values() if isinstance(one, type) and issubclass(one, tuple))
)
"""Writes and reads whatever the model is made of."""


def pack_knowledge(knowledge: model.Contents, out: Packer) -> None:
    """Lay out a knowledge, all but the path it came from."""
    rest = {
        name: value
        for name, value in knowledge._asdict().items()
        if name not in (*_ONE_BY_ONE, "path")
    }
    out.value("contents", rest, CODEC)
    for name in _ONE_BY_ONE:
        out.records(name, getattr(knowledge, name), CODEC)


def stored(sort: type[_Contents], packed: Sections, path: str) -> _Contents:
    """The knowledge that :func:`pack_knowledge` laid out, as a value of the class ``sort``."""
    contents = packed.value("contents", CODEC)
    entries, entities = (packed.records(name, CODEC) for name in _ONE_BY_ONE)
    return sort(entries=entries, entities=entities, path=path, **contents)
