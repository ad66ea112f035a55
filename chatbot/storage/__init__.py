"""Flat files: arrays, texts and records that lie in one file as they are used, to be mapped."""

from chatbot.storage.cache import Cache, digest, drop_oldest, is_own, is_wanted, make_way
from chatbot.storage.codec import Codec, Records
from chatbot.storage.columns import Rows, Strings, Table
from chatbot.storage.container import (
    MAGIC,
    Unusable,
    is_container,
    open_container,
    read_container,
    write_container,
)
from chatbot.storage.sections import Packer, Sections

__all__ = [
    "MAGIC",
    "Cache",
    "Codec",
    "Packer",
    "Records",
    "Rows",
    "Sections",
    "Strings",
    "Table",
    "Unusable",
    "digest",
    "drop_oldest",
    "is_container",
    "is_own",
    "is_wanted",
    "make_way",
    "open_container",
    "read_container",
    "write_container",
]
