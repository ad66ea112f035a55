"""Scripts by which a shell completes commands and options, written from the parser's own tables."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from chatbot.files import shipped

FILES: Final = ("FILE", "FAQ", "QUESTIONS", "REPORT", "FOLDER", "STORE", "SOURCE")
"""What stands for the value of an option, or an argument, that is the name of a file."""


class Option(NamedTuple):
    """An option, or an argument without a name, and what may be its value."""

    names: Sequence[str]
    """As they are typed: ``-h``, ``--help``; none of an argument."""
    help: str
    takes_value: bool
    values: Sequence[str]
    """All that it may be; none where anything may be."""
    is_file: bool
    is_repeated: bool
    """Whether there may be several values."""


class Command(NamedTuple):
    """A command, or what can be typed without one."""

    name: str
    help: str
    options: Sequence[Option]
    arguments: Sequence[Option]

    @property
    def words(self) -> str:
        """The values of its arguments."""
        return " ".join(value for one in self.arguments for value in one.values)


def script(shell: str, parser: argparse.ArgumentParser) -> str:
    """The script for a shell, ``bash``, ``fish`` or ``zsh``."""
    frame = shipped(f"surfaces/completion/chatbot.{shell}").decode("utf-8")
    top, *commands = read(parser)
    written = _WRITERS[shell](top, commands)
    return "".join(part for line in frame.splitlines(True) for part in _filled(line, written))


def _filled(line: str, written: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A line of a script's frame, once for each line that is written in place of ``#NAME#``."""
    name = next((name for name in written if f"#{name}#" in line), None)
    if name is None:
        yield line
    else:
        yield from (line.replace(f"#{name}#", own) for own in written[name])


def read(parser: argparse.ArgumentParser) -> list[Command]:
    """What can be typed without a command, and then every command."""
    found = [_command("", "", parser)]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for row in action._choices_actions:
                found.append(_command(row.dest, row.help or "", action.choices[row.dest]))
    return found


def _command(name: str, text: str, parser: argparse.ArgumentParser) -> Command:
    shown = [one for one in parser._actions if not isinstance(one, argparse._SubParsersAction)]
    options = [_option(one) for one in shown]
    return Command(
        name,
        text,
        [one for one in options if one.names],
        [one for one in options if not one.names],
    )


def _option(action: argparse.Action) -> Option:
    return Option(
        action.option_strings,
        re.sub(r" \(default: .*\)$", "", action.help or "").replace("%%", "%"),
        action.nargs != 0,
        [str(choice) for choice in action.choices or ()],
        action.metavar in FILES,
        action.nargs in ("*", "+") or isinstance(action, argparse._AppendAction),
    )


def _names(options: Sequence[Option]) -> str:
    return "|".join(name for one in options for name in one.names)


def _for_bash(top: Command, commands: Sequence[Command]) -> dict[str, list[str]]:
    words = " ".join(one.name for one in commands)
    return {
        "TAKING": [_names([one for one in top.options if one.takes_value])],
        "COMMANDS": [
            line
            for one in (top._replace(arguments=[]), *commands)
            for line in _bash_case(one, words if one.name == "" else one.words)
        ],
    }


def _bash_case(command: Command, words: str) -> Iterator[str]:
    long = " ".join(one.names[-1] for one in command.options)
    yield f'"{command.name}")'
    yield f'    options="{long}" words="{words}"'
    taking = [one for one in command.options if one.takes_value]
    if taking:
        yield "    case $previous in"
        for one in taking:
            values = f'values="{" ".join(one.values)}"' if one.values else "value=any"
            yield f"        {_names([one])}) {values} ;;"
        yield "    esac ;;"
    else:
        yield "    ;;"


def _for_zsh(top: Command, commands: Sequence[Command]) -> dict[str, list[str]]:
    described = [_zsh_quoted(f"{one.name}:{one.help}") for one in commands]
    cases: list[str] = []
    for one in commands:
        arguments = [pair for pair in enumerate(one.arguments, 1) if _zsh_values(pair[1])]
        specs = [*map(_zsh_option, one.options), *map(_zsh_argument, arguments)]
        cases += [f"{one.name}) _arguments \\"]
        cases += [f"    {spec} \\" for spec in specs[:-1]] + [f"    {specs[-1]} ;;"]
    return {
        "DESCRIBED": described,
        "OPTIONS": [_zsh_option(one) + " \\" for one in top.options],
        "CASES": cases,
    }


def _zsh_option(one: Option) -> str:
    text = re.sub(r"([\[\]:\\])", r"\\\1", one.help)
    value = f":value:{_zsh_values(one)}" if one.takes_value else ""
    if len(one.names) == 1:
        return _zsh_quoted(f"{'*' * one.is_repeated}{one.names[0]}[{text}]{value}")
    apart = " ".join(one.names)
    return f"'({apart})'{{{','.join(one.names)}}}{_zsh_quoted(f'[{text}]{value}')}"


def _zsh_argument(numbered: tuple[int, Option]) -> str:
    number, one = numbered
    place = "*" if one.is_repeated else number
    return _zsh_quoted(f"{place}:{one.help.replace(':', ' ') or 'value'}:{_zsh_values(one)}")


def _zsh_values(one: Option) -> str:
    return f"({' '.join(one.values)})" if one.values else "_files" * one.is_file


def _zsh_quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _for_fish(top: Command, commands: Sequence[Command]) -> dict[str, list[str]]:
    none = "__fish_use_subcommand"
    lines = [_fish_option(none, one) for one in top.options]
    lines += [f"complete -c chatbot -n {none} -a {_fish(one.name, one.help)}" for one in commands]
    for command in commands:
        within = f"'__fish_seen_subcommand_from {command.name}'"
        lines += [_fish_option(within, one) for one in command.options]
        for one in command.arguments:
            if one.values:
                lines.append(f"complete -c chatbot -n {within} -a '{' '.join(one.values)}'")
            elif one.is_file:
                lines.append(f"complete -c chatbot -n {within} -F")
    return {"LINES": lines}


def _fish_option(within: str, one: Option) -> str:
    names = " ".join(f"-l {name[2:]}" if name[1] == "-" else f"-s {name[1:]}" for name in one.names)
    value = ""
    if one.takes_value:
        value = (
            f" -x -a '{' '.join(one.values)}'" if one.values else " -r -F" if one.is_file else " -x"
        )
    return f"complete -c chatbot -n {within} {names}{value} -d {_fish_quoted(one.help)}"


def _fish(name: str, text: str) -> str:
    return f"{name} -d {_fish_quoted(text)}"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


_WRITERS: Final[dict[str, Callable[[Command, Sequence[Command]], dict[str, list[str]]]]] = {
    "bash": _for_bash,
    "fish": _for_fish,
    "zsh": _for_zsh,
}
