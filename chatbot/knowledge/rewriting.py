"""A knowledge as it would be if some of its files held other texts, before they are written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping

from chatbot.errors import KnowledgeError
from chatbot.knowledge.knowledge import Knowledge


def load_with(path: str, included: Iterable[str], texts: Mapping[str, str]) -> Knowledge:
    """The knowledge at ``path`` with ``texts``, by path, in place of what its files hold.

    ``included`` are the further files of the knowledge. Raises
    :class:`~chatbot.errors.KnowledgeError` with everything that would be wrong, and OSError.
    """
    import tempfile

    folder = os.path.dirname(os.path.abspath(path))
    with tempfile.TemporaryDirectory(prefix="chatbot-") as copy:
        names = {}
        for each in (path, *filter(os.path.isfile, included)):
            there = os.path.join(copy, os.path.relpath(each, folder))
            names[there] = each
            os.makedirs(os.path.dirname(there), exist_ok=True)
            if each in texts:
                with open(there, "wb") as file:
                    file.write(texts[each].encode("utf-8"))
            else:
                shutil.copyfile(each, there)
        try:
            return Knowledge.load(os.path.join(copy, os.path.basename(path)))
        except KnowledgeError as error:
            problems = (one._replace(path=names.get(one.path, path)) for one in error.problems)
            raise KnowledgeError(tuple(problems)) from None
