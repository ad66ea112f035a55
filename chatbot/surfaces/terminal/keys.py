"""The keys of the chat, where they differ from prompt_toolkit's own emacs and vi keys."""

from __future__ import annotations

from prompt_toolkit.application import get_app
from prompt_toolkit.buffer import Buffer, CompletionState
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.filters import (
    Condition,
    emacs_mode,
    has_completions,
    has_selection,
    is_searching,
)
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.search import accept_search

from chatbot.surfaces.terminal.conversation import LineDropped


def chat_keys() -> KeyBindings:
    """Enter always sends, Tab takes a completion, Escape closes the menu, Ctrl-C drops."""
    keys = KeyBindings()
    typing = ~is_searching
    keys.add("enter", filter=typing)(_send)
    keys.add("enter", filter=is_searching)(_send_found)
    keys.add("escape", filter=typing & emacs_mode & has_completions, eager=_alone)(_close_menu)
    keys.add("escape", "enter", filter=typing & (emacs_mode | _enter_follows))(_new_line)
    keys.add("c-j", filter=typing)(_new_line)
    keys.add("tab", filter=typing)(_complete)
    keys.add("s-tab", filter=typing)(_complete_back)
    keys.add("up", filter=typing & ~has_selection)(_up)
    keys.add("down", filter=typing & ~has_selection)(_down)
    keys.add("c-c", filter=typing)(_drop)
    keys.add(Keys.BracketedPaste)(_paste)
    keys.add(Keys.Vt100MouseEvent)(_pass_over)
    return keys


def _paste(event: KeyPressEvent) -> None:
    """Insert a pasted text without line ends after it: from an empty line below it is not seen."""
    text = event.data.replace("\r\n", "\n").replace("\r", "\n")
    event.current_buffer.insert_text(text.rstrip("\n"))


def _pass_over(_: KeyPressEvent) -> None:
    """Ignore what looks like a report of the mouse in a pasted text: the library fails on it."""


@Condition
def _enter_follows() -> bool:
    """In vi mode Escape acts at once; only what came together with an Enter is an Alt-Enter."""
    processor = get_app().key_processor
    coming = processor.input_queue
    return len(processor.key_buffer) > 1 or bool(coming and coming[0].key == Keys.Enter)


@Condition
def _alone() -> bool:
    """Whether nothing came together with an Escape, as it does in Alt-Enter and the arrows."""
    return not get_app().key_processor.input_queue


def _send_found(event: KeyPressEvent) -> None:
    accept_search()
    event.app.current_buffer.validate_and_handle()


def _close_menu(event: KeyPressEvent) -> None:
    event.current_buffer.cancel_completion()


def _send(event: KeyPressEvent) -> None:
    event.current_buffer.validate_and_handle()


def _new_line(event: KeyPressEvent) -> None:
    event.current_buffer.newline(copy_margin=False)


def _complete(event: KeyPressEvent) -> None:
    """Take the first completion, then the next: at once, also when typed ahead of the menu."""
    buffer = event.current_buffer
    if not buffer.complete_state:
        asked = CompleteEvent(completion_requested=True)
        found = list(buffer.completer.get_completions(buffer.document, asked))
        if not found:
            return
        buffer.complete_state = CompletionState(buffer.document, found)
    buffer.complete_next()


def _complete_back(event: KeyPressEvent) -> None:
    event.current_buffer.complete_previous()


def _up(event: KeyPressEvent) -> None:
    """History, unless a completion is chosen: a menu that merely shows must not catch the key."""
    buffer = event.current_buffer
    if not _choosing(buffer):
        buffer.cancel_completion()
    buffer.auto_up(event.arg)


def _down(event: KeyPressEvent) -> None:
    buffer = event.current_buffer
    if not _choosing(buffer) and _in_history(buffer):
        buffer.cancel_completion()
    buffer.auto_down(event.arg)


def _choosing(buffer: Buffer) -> bool:
    return bool(buffer.complete_state and buffer.complete_state.complete_index is not None)


def _in_history(buffer: Buffer) -> bool:
    return buffer.history_search_text is not None


def _drop(event: KeyPressEvent) -> None:
    """Leave, what stood on the line marked as shells do, so that nobody takes it for sent."""
    buffer = event.current_buffer
    dropped = LineDropped() if buffer.text else KeyboardInterrupt()
    if buffer.text:
        buffer.cancel_completion()
        buffer.document = Document(f"{buffer.text}^C")
    event.app.exit(exception=dropped, style="class:aborting")
