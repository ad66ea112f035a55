"""The loop around the conversation: read a line, take a step, show what comes of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial

from chatbot.dialogue import Bot
from chatbot.files import state_folder
from chatbot.surfaces.options import ChatOptions
from chatbot.surfaces.style import shows_hyperlinks, wants_color
from chatbot.surfaces.terminal import slash_commands
from chatbot.surfaces.terminal.conversation import (
    Conversation,
    LineDropped,
    Preferences,
)
from chatbot.surfaces.terminal.history import History
from chatbot.surfaces.terminal.output import Output, note, render
from chatbot.surfaces.terminal.signals import EndBySignal
from chatbot.surfaces.terminal.thinking import Thinking

_WIDEST = 100
"""Columns; longer lines are hard to read."""


def chat(bot: Bot, options: ChatOptions) -> int:
    """Talk with a person at a terminal until they leave; the exit status of that, 0.

    Standard input and output must be a terminal. Raises SystemExit when a signal ends it.
    """
    conversation = Conversation(
        bot,
        _history(options),
        _preferences(options),
        partial(_load, options=options),
        slash_commands.run,
    )
    trouble = conversation.history.load()
    screen = Screen(conversation.preferences, plain=options.plain)
    with EndBySignal() as ending:
        screen.show(conversation.greeting())
        if trouble:
            screen.show(note(trouble, style="warning"))
        reader = screen.reader(conversation, ending)
        converse(conversation, reader, screen.show, partial(screen.thinking, conversation))
    return 0


def converse(
    conversation: Conversation,
    read: Callable[[], str],
    show: Callable[[Output], None],
    thinking: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> None:
    """Step by step, until one leaves; each step is taken in a context of ``thinking``."""
    warned = False
    while True:
        try:
            line = read()
            with thinking():
                output = conversation.step(line)
        except EOFError:
            return
        except LineDropped:
            warned = False
            continue
        except KeyboardInterrupt:
            if warned:
                return
            warned = True
            show(note(conversation.words["chat"]["how_to_leave"]))
            continue
        warned = False
        show(output)
        if output.leave:
            return


class Screen:
    """The terminal: plain, where nothing is drawn twice, or with a line editor."""

    def __init__(self, preferences: Preferences, *, plain: bool) -> None:
        self._preferences = preferences
        self._plain = plain

    def reader(self, conversation: Conversation, ending: EndBySignal) -> Callable[[], str]:
        """What reads the lines."""
        if self._plain:
            return read_plain
        from chatbot.surfaces.terminal.prompt import Prompt

        prompt = Prompt(conversation, ending)
        return lambda: ending.reading(prompt.read, prompt.stop)

    def thinking(self, conversation: Conversation) -> Thinking:
        """What shows that the bot is at work."""
        return Thinking(conversation.words["chat"]["thinking"], plain=self._plain)

    def show(self, output: Output) -> None:
        """Write it, wrapped to the window as it is now, and an empty line after it."""
        if output.clear and not self._plain:
            from prompt_toolkit.shortcuts import clear

            clear()
        if output.blocks:
            text = render(output, _width(), color=self._preferences.color)
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()


def _width() -> int:
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        columns = 0
    return min(columns or 80, _WIDEST)


def _preferences(options: ChatOptions) -> Preferences:
    choice = "never" if options.plain and options.color == "auto" else options.color
    color = wants_color(choice, sys.stdout, os.environ)
    hyperlinks = not options.plain and shows_hyperlinks(sys.stdout, os.environ)
    return Preferences(options.toolbar, options.vi, color, hyperlinks, options.debug)


def _history(options: ChatOptions) -> History:
    path = options.history_file or os.path.join(state_folder(), "history")
    return History(str(path), kept=options.history)


def _load(path: str, options: ChatOptions) -> Bot:
    """The bot for another knowledge file, with the log that was named for all."""
    from chatbot.log import QuestionLog
    from chatbot.surfaces.semantic import load

    return load(path, options, log=QuestionLog(options.log) if options.log else None)


def read_plain() -> str:
    """One line; EOFError at the end of input, KeyboardInterrupt for Ctrl-C."""
    try:
        return input("> ")
    except (EOFError, KeyboardInterrupt):
        sys.stdout.write("\n")
        raise
