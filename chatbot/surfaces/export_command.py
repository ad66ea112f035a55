"""``chatbot export``: writes a knowledge file in another format, and says what is left out."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from chatbot.errors import MissingExtra
from chatbot.rendering import safe
from chatbot.surfaces.status import ANSWERED, BAD_USAGE, complain

if TYPE_CHECKING:
    from argparse import Namespace

    from chatbot.workshop.exporting.carried import Exported


def run(options: Namespace) -> int:
    """Do what the options say; the exit status. Errors of the file are the caller's."""
    from chatbot.knowledge import Knowledge
    from chatbot.workshop.exporting.files import export, write

    if options.to in ("rasa", "site") and not options.output:
        complain(f"export: {options.to} are several files; name a folder with -o")
        return BAD_USAGE
    knowledge = Knowledge.load(options.file, options.language)
    try:
        exported = export(knowledge, options.to)
    except ModuleNotFoundError:
        raise MissingExtra("import", "chatbot export") from None
    if options.output:
        write(exported, options.output)
        _print_notes(exported)
        sys.stdout.write(f"{safe(os.path.normpath(options.output))} is written\n")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(exported.files[0].text.encode("utf-8"))
        sys.stdout.flush()
        _print_notes(exported)
    return ANSWERED


def _print_notes(exported: Exported) -> None:
    """What is left out goes to standard error, as standard output may be the export itself."""
    for note in exported.notes:
        sys.stderr.write(f"{safe(note)}\n")
