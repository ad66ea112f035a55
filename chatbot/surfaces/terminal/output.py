"""What one step of the chat shows: blocks of text, and how they are laid out on a screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from chatbot.rendering import safe
from chatbot.surfaces.display import wrap, wrap_rendered
from chatbot.surfaces.style import BOLD, DIM, styled

Style = Literal["text", "heading", "faint", "label", "warning"]

_CYAN = "36"
_YELLOW = "33"
_CODES: dict[Style, str] = {"heading": BOLD, "faint": DIM, "label": _CYAN, "warning": _YELLOW}


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text that starts on a new line."""

    text: str
    """May come from anyone; it is made safe when it is laid out."""
    style: Style = "text"
    label: str = ""
    """Stands before the text, which hangs beside it: the number of a choice, a command."""
    indent: int = 0
    """Columns before label and text."""
    gap: bool = False
    """Whether an empty line comes before it."""
    rendered: bool = False
    """Whether it is safe already and has the escape sequences of our own that it is to have."""


@dataclass(frozen=True, slots=True)
class Output:
    """Everything that comes of one line typed."""

    blocks: tuple[Block, ...] = ()
    clear: bool = False
    """Whether the screen is cleared first."""
    leave: bool = False
    """Whether the chat ends here."""


def note(*lines: str, style: Style = "faint") -> Output:
    """Lines about the chat itself."""
    return Output(tuple(Block(line, style) for line in lines))


def choices(questions: Iterable[str], start: int = 1) -> tuple[Block, ...]:
    """Questions numbered, for the number to be typed."""
    return tuple(
        Block(question, label=f"{number}", indent=2)
        for number, question in enumerate(questions, start)
    )


def render(output: Output, width: int, *, color: bool) -> str:
    """The output as lines of at most ``width`` columns, each ended; empty when there is nothing."""
    return "".join(_render_block(block, width, color) for block in output.blocks)


def _render_block(block: Block, width: int, color: bool) -> str:
    before = " " * block.indent + (f"{block.label}  " if block.label else "")
    if block.rendered:
        text = wrap_rendered(block.text, width, before)
        return "\n" * block.gap + f"{text}\n"
    lines = _laid_out(block.text, width, " " * len(before))
    if block.label and len(before) > width // 2:  # too narrow to stand side by side
        head = _laid_out(block.label.rstrip(), width, " " * block.indent)
        lines = _laid_out(block.text, width, " " * (block.indent + 2))
        shown = [_painted(line, "label", color) for line in head]
    elif block.label:
        first = lines.pop(0)[len(before) :]
        shown = [_painted(before, "label", color) + _painted(first, block.style, color)]
    else:
        shown = []
    shown += [_painted(line, block.style, color) for line in lines]
    return "\n" * block.gap + "".join(f"{line}\n" for line in shown)


def _laid_out(text: str, width: int, hanging: str) -> list[str]:
    """The text wrapped line by line, each line keeping its own indentation."""
    lines: list[str] = []
    for line in safe(text).split("\n"):
        own = line[: len(line) - len(line.lstrip(" "))][: width // 4]
        lines += wrap(line.strip(" "), width, hanging + own).split("\n")
    return lines


def _painted(text: str, style: Style, color: bool) -> str:
    return styled(text, _CODES[style], color) if text and style in _CODES else text
