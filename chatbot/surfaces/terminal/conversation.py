"""From a line that was typed in the chat to what is shown for it.

It uses no terminal, its keys or its width. The loop that does is in ``loop``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from chatbot.dialogue import Bot, Reply, Session, Suggestion
from chatbot.knowledge import Entry
from chatbot.language import WordsByPart, terminal_words
from chatbot.surfaces.asking import chosen, numbered
from chatbot.surfaces.status import own_fault
from chatbot.surfaces.terminal.history import History
from chatbot.surfaces.terminal.output import Block, Output, choices, note
from chatbot.surfaces.terminal.replies import blocks_of


class LineDropped(Exception):
    """What was typed is discarded, and a new line begins."""


@dataclass(slots=True)
class Preferences:
    """How the chat goes; the first three can be switched while chatting."""

    toolbar: bool = True
    vi: bool = False
    color: bool = True
    hyperlinks: bool = False
    debug: bool = False
    """Whether the traceback is shown where chatbot itself is at fault."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its reply."""

    question: str
    before: Session | None
    """The session it was asked with."""
    reply: Reply


class Conversation:
    """One chat with a bot, from the greeting on."""

    def __init__(
        self,
        bot: Bot,
        history: History,
        preferences: Preferences,
        load: Callable[[str], Bot],
        run_command: Callable[[Conversation, str], Output],
    ) -> None:
        """Take what there is to talk to and with; ``run_command`` carries out a slash command."""
        self._run_command = run_command
        self.bot = bot
        self.history = history
        self.preferences = preferences
        self.load = load
        """Makes a bot of a knowledge file; raises what ``Bot.load`` raises."""
        self.session: Session | None = None
        self.turns: list[Turn] = []
        self.offered: tuple[str, ...] = ()
        """The questions on show with a number; empty while the bot itself waits for one."""
        self.replaceable: set[str] = set()
        """Files that may be saved over: written by this chat, or confirmed."""

    @property
    def words(self) -> WordsByPart:
        """What the chat says beside replies, in the language of the knowledge."""
        return terminal_words(self.bot.knowledge.language)

    @property
    def extent(self) -> str:
        """How many answers there are."""
        count, words = len(self.bot.entries()), self.words["chat"]
        return words["one_answer"] if count == 1 else words["answers"].format(count=count)

    def greeting(self) -> Output:
        """What the bot knows, and three questions to begin with."""
        knowledge, words = self.bot.knowledge, self.words["chat"]
        self.offered = _openers(self.bot.entries())
        described = (Block(knowledge.description),) if knowledge.description else ()
        return Output(
            (
                Block(knowledge.title, "heading"),
                *described,
                Block(words["greeting"].format(answers=self.extent)),
                *choices(self.offered),
                Block(words["hint"], "faint"),
            )
        )

    def step(self, line: str) -> Output:
        """Take one message or command; nothing comes of an empty one.

        Never raises: a fault of chatbot's own is told, and the conversation stays as it was.
        """
        trouble = self.history.add(line)
        before = self.session, self.offered
        try:
            output = self._answer(line.strip())
        except Exception as error:
            self.session, self.offered = before
            output = note(own_fault(error, debug=self.preferences.debug), style="warning")
        if trouble:
            return replace(output, blocks=(*output.blocks, Block(trouble, "warning", gap=True)))
        return output

    def ask(self, question: str) -> Output:
        """Ask the bot, in the course of the conversation; a suggestion is answered by its id."""
        reply = self._reply(question)
        shown = self.preferences
        blocks = blocks_of(reply, self.words, color=shown.color, hyperlinks=shown.hyperlinks)
        self.turns.append(Turn(question, self.session, reply))
        self.session = reply.session
        self.offered = numbered(reply)
        return Output(blocks)

    def _reply(self, question: str) -> Reply:
        if isinstance(question, Suggestion) and question.id:
            try:
                return self.bot.answer(question.id, self.session)
            except ValueError:  # offered by other knowledge than is in use now
                pass
        return self.bot.ask(question, self.session)

    def restart(self) -> None:
        """Forget what was being talked about; the turns are still there to be saved."""
        self.session = None
        self.offered = ()

    def forget(self) -> None:
        """Begin anew, as if nothing had been asked."""
        self.restart()
        self.turns.clear()

    def _answer(self, text: str) -> Output:
        if not text:
            return Output()
        if text in ("exit", "quit"):
            return Output(leave=True)
        if text.startswith("/"):
            return self._run_command(self, text)
        picked = chosen(text, self.offered)
        if picked is None:
            return self.ask(text)
        output = self.ask(picked)
        return replace(output, blocks=(Block(picked, "faint"), *output.blocks))


def _openers(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Three questions from all over the knowledge."""
    count = min(3, len(entries))
    return tuple(entries[len(entries) * part // count].question for part in range(count))
