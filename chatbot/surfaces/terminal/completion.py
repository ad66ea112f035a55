"""What the menu offers: commands with their meaning, names of entities, questions to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document

from chatbot.knowledge import Knowledge
from chatbot.rendering import safe
from chatbot.surfaces.status import own_fault
from chatbot.surfaces.terminal.conversation import Conversation
from chatbot.surfaces.terminal.slash_commands import COMMANDS
from chatbot.surfaces.typing_ahead import MOST, TypingAhead

_MOST_NAMES = 3
_MOST_WORDS_IN_NAME = 3
_LEAST_TYPED = 2


class ChatCompleter(Completer):
    """Completes one line, for whatever knowledge the conversation is about at the time."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._ahead = TypingAhead()

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """Best first; nothing in the middle of a line or in a message of several lines.

        Where chatbot itself is at fault nothing is offered, which must not stop the typing; what is
        wrong is shown only where tracebacks are wanted.
        """
        try:
            return list(self._completions(document, complete_event))
        except Exception as error:
            if self._conversation.preferences.debug:
                raise RuntimeError(safe(own_fault(error, debug=True))) from None
            return ()

    def _completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        if document.text_after_cursor.strip() or "\n" in document.text:
            return ()
        typed = document.text_before_cursor.lstrip()
        if not typed.startswith("/"):
            return self._message(typed)
        name, space, argument = typed.partition(" ")
        if space:
            return self._argument(name, argument, complete_event)
        return _commands(name, self._conversation.words["commands"])

    def _message(self, typed: str) -> Iterator[Completion]:
        if len(typed.strip()) < _LEAST_TYPED:
            return
        names = list(_names(self._conversation.bot.knowledge, typed))[:_MOST_NAMES]
        yield from names
        for entry in self._ahead.entries(self._conversation.bot, typed, MOST - len(names)):
            yield Completion(entry.question, -len(typed), display=safe(entry.question))

    def _argument(self, name: str, argument: str, event: CompleteEvent) -> Iterable[Completion]:
        if name in _TAKES_FILE:
            return PathCompleter(expanduser=True).get_completions(Document(argument), event)
        return _names(self._conversation.bot.knowledge, argument) if name == "/topics" else ()


_TAKES_FILE = [command.name for command in COMMANDS if command.argument == "FILE"]


def _commands(typed: str, words: Mapping[str, str]) -> Iterator[Completion]:
    """Commands that begin so, then those that have the letters in this order."""
    begin = [command for command in COMMANDS if command.name.startswith(typed)]
    rest = [command for command in COMMANDS if _in_order(typed, command.name)]
    for command in dict.fromkeys(begin + rest):
        text = f"{command.name} " if command.argument else command.name
        meaning = command.meaning(words)
        yield Completion(text, -len(typed), command.usage, display_meta=meaning)


def _names(knowledge: Knowledge, typed: str) -> Iterator[Completion]:
    """Names of what there are profiles of, begun in the last words typed."""
    words = typed.casefold().split(" ")
    tails = [
        " ".join(words[-count:]) for count in range(min(len(words), _MOST_WORDS_IN_NAME), 0, -1)
    ]
    for entity in knowledge.entities:
        name = entity.bare_name.casefold()
        for tail in tails:
            if len(tail) >= _LEAST_TYPED and name != tail and _begins(tail, name):
                if entity.has_profile:
                    yield Completion(
                        entity.bare_name,
                        -len(tail),
                        safe(entity.bare_name),
                        display_meta=safe(entity.kind),
                    )
                break


def _begins(tail: str, name: str) -> bool:
    return name.startswith(tail) or (tail[0] == name[0] and _in_order(tail, name))


def _in_order(letters: str, text: str) -> bool:
    """Whether the letters occur in the text in their order, others between them perhaps."""
    rest = iter(text)
    return all(letter in rest for letter in letters)
