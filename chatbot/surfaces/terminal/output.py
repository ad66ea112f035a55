"""What one step of the chat shows: blocks of text, and how they are laid out on a screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from chatbot.surfaces.display import wrap

Style = Literal["text", "heading", "faint", "label", "warning"]

_COLORS: dict[Style, str] = {"heading": "1", "faint": "2", "label": "36", "warning": "33"}


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
    if block.label and len(before) > width // 2:  # too narrow to stand side by side
        hanging = " " * (block.indent + 2)
        lines = [_painted(before.rstrip(), "label", color), *_laid_out(block, width, hanging, color)]
    else:
        lines = _laid_out(block, width, " " * len(before), color)
        if block.label:
            lines[0] = _painted(before, "label", color) + lines[0].replace(" " * len(before), "", 1)
    return "\n" * block.gap + "".join(f"{line}\n" for line in lines)


def _laid_out(block: Block, width: int, hanging: str, color: bool) -> list[str]:
    """The text wrapped line by line, each line keeping its own indentation."""
    lines: list[str] = []
    for line in block.text.split("\n"):
        own = line[: len(line) - len(line.lstrip(" "))][: width // 4]
        lines += wrap(line.strip(" "), width, hanging + own).split("\n") if line.strip() else [""]
    return [_painted(line, block.style, color) for line in lines]


def _painted(text: str, style: Style, color: bool) -> str:
    code = _COLORS.get(style) if color and text else None
    return f"\x1b[{code}m{text}\x1b[0m" if code else text
