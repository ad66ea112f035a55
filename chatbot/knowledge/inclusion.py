"""Which files a pattern names, and whether what a file included is still the same."""

from __future__ import annotations

import os
from glob import iglob
from itertools import islice

from chatbot.errors import KnowledgeError, KnowledgeNotReadable
from chatbot.knowledge.model import Contents
from chatbot.knowledge.source import content_of
from chatbot.storage import digest

MOST_FILES = 1_000


def names(pattern: str, folder: str) -> tuple[str, ...]:
    """The files that a pattern names, as paths from the folder, in order."""
    found = iglob(pattern, root_dir=folder or ".", recursive=True)
    return tuple(sorted(islice(found, MOST_FILES)))


def includes_the_same(knowledge: Contents) -> bool:
    """Whether what its file includes is there, the same files with the same content."""
    folder = os.path.dirname(knowledge.path)
    included = knowledge.inclusion
    try:
        return all(names(one, folder) == found for one, found in included.named.items()) and all(
            digest(content_of(os.path.join(folder, name))) == known
            for name, known in included.digests.items()
        )
    except (KnowledgeError, KnowledgeNotReadable):
        return False
