"""Whole conversations, as files: what stands after ``> `` is typed, the rest is the answer to it.

The first line may be ``# width 20``. To write a new case, write the typed lines only and run with
``UPDATE_GOLDENS=1``; then read what it wrote.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chatbot.surfaces.terminal.conversation import Conversation
from chatbot.surfaces.terminal.output import render

TRANSCRIPTS = sorted(Path(__file__).with_name("transcripts").glob("*.txt"))


def test_there_are_transcripts() -> None:
    assert TRANSCRIPTS


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(path: Path, conversation: Conversation) -> None:
    expected = path.read_text(encoding="utf-8")
    first, *lines = expected.splitlines()
    width = int(first.removeprefix("# width "))
    shown = [f"{first}\n", render(conversation.greeting(), width, color=False)]
    for line in lines:
        if line.startswith("> "):
            output = conversation.step(line.removeprefix("> ").replace("\\n", "\n"))
            shown.append(f"\n{line}\n{render(output, width, color=False)}")
            shown.append("(leaves)\n" * output.leave + "(clears the screen)\n" * output.clear)
    actual = "".join(shown)
    if os.environ.get("UPDATE_GOLDENS"):
        path.write_text(actual, encoding="utf-8")
    assert actual == expected
