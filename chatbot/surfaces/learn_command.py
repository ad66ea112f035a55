"""``chatbot learn``: goes through what the log suggests, and writes what its author says yes to."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from chatbot.errors import KnowledgeError, KnowledgeNotReadable, LearnError
from chatbot.files import replace
from chatbot.rendering import safe
from chatbot.surfaces.log_command import log_path, turns_for, warn_of_another
from chatbot.surfaces.progress import Progress
from chatbot.surfaces.status import (
    ANSWERED,
    BAD_USAGE,
    READ_OR_WRITE_FAILED,
    complain,
    complain_of,
)

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from chatbot.workshop.learning.changes import Change
    from chatbot.workshop.learning.effects import Replay
    from chatbot.workshop.learning.proposals import Proposal

_MARK = "--- a/"
"""What a patch begins with, and a file that may be written over."""


def run(options: Namespace) -> int:
    """Do what the options say; the exit status."""
    if not options.faq:
        complain("learn: name the knowledge file with --faq FILE")
        return BAD_USAGE
    if options.patch is not None and _is_taken(options.patch):
        complain(f"{options.patch}: is already there and no patch; name another file")
        return READ_OR_WRITE_FAILED
    from chatbot.knowledge import Knowledge
    from chatbot.log import read_rejected, reject
    from chatbot.workshop.learning.proposals import MOST_PROPOSED, prepared, propose

    path = log_path(options)
    knowledge = Knowledge.load(options.faq, options.language)
    turns, rejected = turns_for(path, knowledge), read_rejected(path)
    warn_of_another(path, turns, knowledge)
    replay = prepared(turns, knowledge)
    proposals = propose(turns, replay.bot, rejected, progress=Progress(sys.stderr))
    if len(proposals) == MOST_PROPOSED:
        complain(f"learn: only the first {MOST_PROPOSED}; say yes or no to them, and others follow")
    if options.as_json:
        return _print(proposals, replay)
    if not proposals:
        sys.stdout.write(f"{safe(path)}: there is nothing to learn\n")
        return ANSWERED
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        complain("learn: reviewing needs a terminal; --json prints the proposals")
        return BAD_USAGE
    from chatbot.surfaces.terminal.reviewing import review

    said = review(proposals, replay, color=options.color)
    try:
        return _keep(knowledge.path, said.accepted, options.patch)
    finally:
        if said.rejected:
            reject(path, said.rejected)


def _keep(path: str, changes: Sequence[Change], patch: str | None) -> int:
    """Write what was said yes to; where that fails, as often as the person wants it tried."""
    while True:
        try:
            return _write(path, changes, patch)
        except (KnowledgeError, KnowledgeNotReadable, LearnError) as error:
            complain(str(error).splitlines()[0])
        except OSError as error:
            complain_of(error, path)
        try:
            input("Mend it, then press Enter to write again (Ctrl-C: write nothing)")
        except EOFError:
            raise KeyboardInterrupt from None


def _write(path: str, changes: Sequence[Change], patch: str | None) -> int:
    """Write what was said yes to: into the file as it is by now, or as a patch for it."""
    from chatbot.knowledge import Knowledge
    from chatbot.workshop.learning.changes import settled
    from chatbot.workshop.learning.writing import patch_of, write

    knowledge = Knowledge.load(path)
    changes, gone = settled(knowledge, changes)
    for change in gone:
        complain(f"{path}: has no such entry any more: {change}")
    if not changes:
        sys.stdout.write("Nothing is changed.\n")
        return ANSWERED
    if patch is None:
        write(knowledge, changes)
        name = safe(knowledge.path)
        sys.stdout.write(f"{len(changes)} written to {name}. Next: chatbot check {name}\n")
    else:
        replace(patch, patch_of(knowledge, changes).encode("utf-8"))
        sys.stdout.write(f"{len(changes)} written. Next: git apply {safe(patch)}\n")
    return ANSWERED


def _print(proposals: Sequence[Proposal], replay: Replay) -> int:
    """One object a line: a proposal with its effect."""
    progress = Progress(sys.stderr, "proposals measured", few=2)
    for done, proposal in enumerate(proposals):
        progress(done, len(proposals))
        row = {**asdict(proposal), "effect": asdict(replay.effect(proposal.change))}
        progress(len(proposals), len(proposals))  # takes the line away
        sys.stdout.write(f"{json.dumps(row)}\n")
        sys.stdout.flush()
    return ANSWERED


def _is_taken(path: str) -> bool:
    """Whether there is something at ``path`` that is no patch. Raises OSError."""
    if not os.path.lexists(path):
        return False
    if not os.path.isfile(path):
        return True
    with open(path, "rb") as file:
        start = file.read(len(_MARK))
    return start not in (b"", _MARK.encode())
