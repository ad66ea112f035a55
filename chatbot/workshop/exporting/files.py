"""Exporting a knowledge file, and writing what comes of it without loss of anything else."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from errno import EEXIST, EINVAL, ENOTDIR

from chatbot.files import create, replace
from chatbot.knowledge import Knowledge, whole_tree
from chatbot.workshop.exporting.carried import Exported, File


def _formats() -> Mapping[str, Callable[[Knowledge], Exported]]:
    from chatbot.workshop.exporting.markdown import as_markdown
    from chatbot.workshop.exporting.page import as_page
    from chatbot.workshop.exporting.rasa import as_rasa
    from chatbot.workshop.exporting.tables import as_csv

    return {
        "markdown": as_markdown,
        "html": as_page,
        "csv": as_csv,
        "json": as_json,
        "rasa": as_rasa,
    }


def as_json(knowledge: Knowledge) -> Exported:
    """All of it as one JSON object, which ``Knowledge.from_dict`` takes; values stay apart."""
    from chatbot.workshop.importing.readers.trees import as_values

    values = as_values(whole_tree(knowledge.path))
    text = json.dumps(values, ensure_ascii=False, indent=2)
    return Exported((File("", f"{text}\n"),))


def export(knowledge: Knowledge, target: str) -> Exported:
    """What a knowledge comes to in the format called ``target``."""
    if target == "site":  # it needs nothing of what the others do
        from chatbot.workshop.exporting.site import as_site

        return as_site(knowledge)
    return _formats()[target](knowledge)


def write(exported: Exported, path: str) -> None:
    """Write the one file to ``path``, or the files into the folder there.

    A file that is there is overwritten only if it is an earlier export. Raises OSError.
    """
    one_file = len(exported.files) == 1
    if not one_file:
        if os.path.exists(path) and not os.path.isdir(path):
            raise NotADirectoryError(ENOTDIR, "is no folder, which the files need", path)
        os.makedirs(path, exist_ok=True)
    places = [path if one_file else os.path.join(path, file.name) for file in exported.files]
    for place, file in zip(places, exported.files, strict=True):
        _make_sure(place, file)
    for place, file in zip(places, exported.files, strict=True):
        put = replace if os.path.lexists(place) else create  # a new one is for all to read
        put(place, file.text.encode("utf-8"))


def _make_sure(path: str, exported: File) -> None:
    """Raise OSError where something else than an export of the same format stands there."""
    if not os.path.lexists(path):
        return
    if not os.path.isfile(path):
        raise OSError(EINVAL, "is no regular file; name another", path)
    first, *rest = exported.text.split("\n", 2)
    mark = exported.mark or (first if len(first) > 1 else f"{first}\n{rest[0]}")
    signature = mark.encode("utf-8")
    with open(path, "rb") as file:
        if file.read(len(signature)) != signature:
            what = "is already there and no such export; name another file"
            raise FileExistsError(EEXIST, what, path)
