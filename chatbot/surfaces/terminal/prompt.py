"""The prompt: the one place where a prompt_toolkit session is put together."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import Always
from prompt_toolkit.history import History as PromptHistory
from prompt_toolkit.layout import HSplit, Layout, VerticalAlign
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import Style

from chatbot.rendering import safe
from chatbot.surfaces.terminal.completion import ChatCompleter
from chatbot.surfaces.terminal.conversation import Conversation
from chatbot.surfaces.terminal.echo import Harmless
from chatbot.surfaces.terminal.history import History
from chatbot.surfaces.terminal.keys import chat_keys
from chatbot.surfaces.terminal.signals import EndBySignal
from chatbot.surfaces.typing_ahead import MOST

_ESCAPE_WAIT = 0.1
"""Seconds after which an escape character that came alone was the Escape key."""
_STYLE = Style.from_dict(
    {
        "prompt": "bold",
        "auto-suggestion": "italic ansibrightblack",  # told from what is typed without colour too
        "bottom-toolbar": "noreverse ansibrightblack",
    }
)


class Prompt:
    """Reads messages with a line editor, its history and completion."""

    def __init__(self, conversation: Conversation, ending: EndBySignal) -> None:
        self._conversation = conversation
        self._ending = ending
        self.session = _Session(
            [("class:prompt", "> ")],
            prompt_continuation="  ",
            history=_Remembered(conversation.history),
            auto_suggest=AutoSuggestFromHistory(),
            completer=ChatCompleter(conversation),
            complete_while_typing=True,
            input_processors=[Harmless()],
            key_bindings=chat_keys(),
            enable_suspend=True,
            search_ignore_case=True,
            style=_STYLE,
        )
        _close_up(self.session.layout)
        # Asked of the session itself, this would switch completion while typing off.
        self.session.default_buffer.enable_history_search = Always()
        self.session.app.ttimeoutlen = _ESCAPE_WAIT

    def read(self) -> str:
        """One message; EOFError for Ctrl-D, KeyboardInterrupt or LineDropped for Ctrl-C."""
        preferences = self._conversation.preferences
        session = self.session
        session.editing_mode = EditingMode.VI if preferences.vi else EditingMode.EMACS
        session.color_depth = ColorDepth.DEPTH_4_BIT if preferences.color else ColorDepth.MONOCHROME
        session.bottom_toolbar = self._toolbar if preferences.toolbar else None
        return session.prompt(pre_run=self._end)

    def stop(self) -> None:
        """Have a signal that was received end ``read``; may be called at any moment."""
        if loop := self.session.app.loop:
            loop.call_soon_threadsafe(self._end)

    def _end(self) -> None:
        """In the loop, where it does no harm: end the prompt if a signal was received."""
        app = self.session.app
        if self._ending.received and app.is_running and not app.is_done:
            app.exit(exception=EOFError())

    def _toolbar(self) -> str:
        """What is known, how much, and where to get help; less of it in a narrow window."""
        knowledge = self._conversation.bot.knowledge
        room = self.session.output.get_size().columns
        parts = [safe(knowledge.title), self._conversation.extent, "/help"]
        while len(parts) > 1 and len(" · ".join(parts)) > room:
            del parts[0]
        return " · ".join(parts)


def _close_up(layout: Layout) -> None:
    """Leave the rows that nothing needs below the toolbar, and none above it."""
    assert isinstance(layout.container, HSplit)
    layout.container.align = VerticalAlign.TOP
    for window in layout.find_all_windows():
        window.dont_extend_height = Always()


class _Session(PromptSession[str]):
    """A session that keeps rows free for a menu only while one shows."""

    @property
    def reserve_space_for_menu(self) -> int:
        """The rows for what is typed and the menu below it."""
        state = self.default_buffer.complete_state
        typed = self.default_buffer.document.line_count
        return typed + min(len(state.completions), MOST) if state else typed

    @reserve_space_for_menu.setter
    def reserve_space_for_menu(self, _rows: int) -> None:
        """Not to be fixed."""


class _Remembered(PromptHistory):
    """The chat's own history, as prompt_toolkit wants to see it; written elsewhere."""

    def __init__(self, history: History) -> None:
        super().__init__()
        self._history = history

    async def load(self) -> AsyncGenerator[str, None]:
        for line in self.load_history_strings():
            yield line

    def get_strings(self) -> list[str]:
        return self._history.lines

    def append_string(self, string: str) -> None:
        """The conversation adds each line itself, whichever way it was read."""

    def load_history_strings(self) -> Iterable[str]:
        return reversed(self._history.lines)

    def store_string(self, string: str) -> None:
        """See ``append_string``."""
