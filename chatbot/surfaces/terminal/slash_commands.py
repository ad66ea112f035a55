"""The slash commands: one row each, read by dispatch, by /help and by completion."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chatbot.errors import ChatbotError, KnowledgeError
from chatbot.knowledge import Entry, nearest
from chatbot.live import try_out
from chatbot.surfaces.semantic import name_of
from chatbot.surfaces.terminal import saving
from chatbot.surfaces.terminal.output import Block, Output, choices, note
from chatbot.surfaces.terminal.topics import Group, topics_about

if TYPE_CHECKING:
    from chatbot.surfaces.terminal.conversation import Conversation

_SHOWN = 30
_PROBLEMS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the table."""

    name: str
    argument: str
    """What may follow the name, as /help shows it: ``FILE``, ``[WORD]`` or nothing."""
    run: Callable[[Conversation, str], Output]

    @property
    def usage(self) -> str:
        """Name and argument."""
        return f"{self.name} {self.argument}".rstrip()

    def meaning(self, words: Mapping[str, str]) -> str:
        """What it does, in the ``words`` for commands of a language."""
        return words[self.name.removeprefix("/")].format(endings=saving.ENDINGS)


def run(conversation: Conversation, text: str) -> Output:
    """Carry out a line that starts with a slash; an unknown one is answered with the nearest."""
    name, *rest = text.split(maxsplit=1)
    argument = rest[0] if rest else ""
    for command in COMMANDS:
        if command.name == name.lower():
            return command.run(conversation, argument)
    names = [command.name for command in COMMANDS]
    begun = [one for one in names if one.startswith(name.lower())]
    meant = begun[0] if begun else nearest(name.lower(), names)
    words = conversation.words["chat"]
    if meant:
        said = words["nearest_command"].format(name=name, nearest=meant)
    else:
        said = words["no_command"].format(name=name)
    return note(said, style="warning")


def _help(conversation: Conversation, argument: str) -> Output:
    words = conversation.words
    commands = {one.usage: one.meaning(words["commands"]) for one in COMMANDS}
    width = max(map(len, (*commands, *words["keys"])))
    return Output(
        (
            Block(words["help"]["commands"], "heading"),
            *(Block(said, label=name.ljust(width), indent=2) for name, said in commands.items()),
            Block(words["help"]["keys"], "heading", gap=True),
            *(Block(said, label=key.ljust(width), indent=2) for key, said in words["keys"].items()),
        )
    )


def _topics(conversation: Conversation, argument: str) -> Output:
    groups = topics_about(conversation.bot, argument)
    questions = tuple(question for group in groups for question in group.questions)
    words, count = conversation.words["chat"], len(questions)
    if not questions:
        return note(words["no_topics"].format(word=argument))
    heading = words["topics_about" if argument else "topics"].format(word=argument, count=count)
    conversation.offered = questions[:_SHOWN]
    blocks = [Block(heading, "heading"), *_grouped(groups)]
    if count > _SHOWN:
        blocks.append(Block(words["more_topics"].format(count=count - _SHOWN), "faint"))
    return Output(tuple(blocks))


def _grouped(groups: tuple[Group, ...]) -> Iterator[Block]:
    """The first questions, numbered through, each group below its title if there are several."""
    number = 1
    for group in groups:
        if number > _SHOWN:
            return
        if len(groups) > 1 and group.title:
            yield Block(group.title, "faint", gap=True)
        shown = group.questions[: _SHOWN - number + 1]
        yield from choices(shown, number)
        number += len(shown)


def _why(conversation: Conversation, argument: str) -> Output:
    if not conversation.turns:
        return _told(conversation, "nothing_asked")
    from chatbot.dialogue import Explanation

    explanation = Explanation(conversation.turns[-1].reply)
    return Output((Block(explanation.in_words(conversation.bot.knowledge.language)),))


def _source(conversation: Conversation, argument: str) -> Output:
    if not conversation.turns:
        return _told(conversation, "nothing_asked")
    source = conversation.turns[-1].reply.source or ()
    lines = tuple(Block(part) for part in source if part)
    return Output(lines) if lines else _told(conversation, "no_source")


def _again(conversation: Conversation, argument: str) -> Output:
    if not conversation.turns:
        return _told(conversation, "nothing_asked")
    last = conversation.turns[-1]
    conversation.session = last.before
    output = conversation.ask(last.question)
    return Output((Block(last.question, "faint"), *output.blocks))


def _teach(conversation: Conversation, argument: str) -> Output:
    if not conversation.turns:
        return _told(conversation, "nothing_asked")
    if not argument:
        return note("Say what it should have been: /teach ENTRY, by its id or its question.")
    log = conversation.bot.log
    if log is None or log.is_off:
        return note("There is no log to keep it in; chatbot --log FILE has one.", style="warning")
    entry = _entry_meant(conversation, argument)
    if entry is None:
        return note(_not_an_entry(conversation, argument), style="warning")
    last = conversation.turns[-1]
    log.teach(last.reply.id, entry.id)
    kept = f"Kept: “{last.question}” should have been “{entry.question}” ({entry.id})."
    return note(kept, "chatbot learn proposes it to whoever keeps the knowledge file.")


def _entry_meant(conversation: Conversation, argument: str) -> Entry | None:
    """The entry with an id or a phrasing, which case and punctuation make no difference to."""
    from chatbot.language import Language

    knowledge = conversation.bot.knowledge
    words = Language.load(knowledge.language).words
    wanted = words(argument)
    for entry in knowledge.entries:
        if entry.id.casefold() == argument.casefold():
            return entry
    for entry in knowledge.entries:
        if wanted and wanted in map(words, entry.phrasings):
            return entry
    return None


def _not_an_entry(conversation: Conversation, argument: str) -> str:
    """That nothing is kept, with the nearest entry where one may be meant."""
    groups = topics_about(conversation.bot, argument)
    if not groups:
        return f"No entry comes near {argument}; /topics lists them all."
    nearest = groups[0].questions[0]
    return f"No entry is “{argument}”; did you mean “{nearest}”? Nothing is kept."


def _save(conversation: Conversation, argument: str) -> Output:
    if not argument:
        return _told(conversation, "save_where", endings=saving.ENDINGS)
    if not conversation.turns:
        return _told(conversation, "nothing_to_save")
    try:
        path = saving.resolve(argument)
        if saving.exists(path) and path not in conversation.replaceable:
            conversation.replaceable.add(path)
            return _told(conversation, "save_over", file=argument)
        saving.save(path, conversation.bot.knowledge, conversation.turns)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        return note(f"{argument}: {reason}; nothing was saved", style="warning")
    conversation.replaceable.add(path)
    return _told(conversation, "saved", file=path)


def _history(conversation: Conversation, argument: str) -> Output:
    word = argument.casefold()
    typed = (line for line in conversation.history.lines if not line.startswith("/history"))
    lines = [line for line in typed if word in line.casefold()]
    if not lines:
        return _told(conversation, "not_in_history" if word else "no_history")
    return Output(tuple(Block(line.replace("\n", "\n  ")) for line in lines[-_SHOWN:]))


def _forget(conversation: Conversation, argument: str) -> Output:
    trouble = conversation.history.forget()
    return note(trouble, style="warning") if trouble else _told(conversation, "forgotten")


def _clear(conversation: Conversation, argument: str) -> Output:
    conversation.forget()
    return replace(_told(conversation, "cleared"), clear=True)


def _reload(conversation: Conversation, argument: str) -> Output:
    if trouble := _adopt(conversation, conversation.bot.knowledge.path, on_trial=True):
        return trouble
    return note(f"Read again: {conversation.bot.knowledge.path}")


def _faq(conversation: Conversation, argument: str) -> Output:
    if not argument:
        return note(f"In use: {conversation.bot.knowledge.path}; /faq FILE opens another.")
    if trouble := _adopt(conversation, saving.expanded(argument)):
        return trouble
    conversation.restart()
    return conversation.greeting()


def _adopt(conversation: Conversation, path: str, *, on_trial: bool = False) -> Output | None:
    """Go on with the knowledge of a file, or say why it stays with the one there was."""
    try:
        new, old = conversation.load(path), conversation.bot
        problems = list(try_out(new, old).problems) if on_trial else []
    except KnowledgeError as error:
        problems = [str(problem) for problem in error.problems]
    except ChatbotError as error:
        problems = [str(error)]
    else:
        if not problems:
            conversation.bot = new
            return None
        problems.append(f"/faq {path} opens it all the same.")
    hidden = len(problems) - _PROBLEMS_SHOWN
    more = [f"… and {hidden} more; chatbot check lists them all"] if hidden > 0 else []
    kept = f"Still answering from {conversation.bot.knowledge.title}, as it was."
    return note(*problems[:_PROBLEMS_SHOWN], *more, kept, style="warning")


def _settings(conversation: Conversation, argument: str) -> Output:
    name, _, value = argument.lower().partition(" ")
    if not argument:
        return _all_settings(conversation)
    if name not in _SWITCHES or value.strip() not in ("on", "off"):
        return note(f"Say /settings {'|'.join(_SWITCHES)} on|off.", style="warning")
    setattr(conversation.preferences, name, value.strip() == "on")
    return note(f"{name} is {value.strip()}.")


def _all_settings(conversation: Conversation) -> Output:
    knowledge, history = conversation.bot.knowledge, conversation.history
    kept = history.path if history.kept else "off; nothing is kept after this chat"
    rows = [
        ("knowledge", knowledge.path),
        ("sureness", knowledge.settings.sureness),
        ("suggestions", str(knowledge.settings.suggestions)),
        ("semantic", name_of(conversation.bot.encoder)),
        ("history", f"{kept} ({len(history.lines)} lines)"),
        *((name, "on" if getattr(conversation.preferences, name) else "off") for name in _SWITCHES),
    ]
    blocks = [Block(value, label=name.ljust(11)) for name, value in rows]
    switch = f"/settings {'|'.join(_SWITCHES)} on|off switches; the rest is the author's."
    return Output((*blocks, Block(switch, "faint")))


def _told(conversation: Conversation, name: str, **put_in: object) -> Output:
    """A line of the chat's own, in the language of the knowledge."""
    return note(conversation.words["chat"][name].format(**put_in))


def _quit(conversation: Conversation, argument: str) -> Output:
    return Output(leave=True)


_SWITCHES = ("toolbar", "vi", "color")
COMMANDS = (
    Command("/help", "", _help),
    Command("/topics", "[WORD]", _topics),
    Command("/why", "", _why),
    Command("/source", "", _source),
    Command("/again", "", _again),
    Command("/teach", "ENTRY", _teach),
    Command("/save", "FILE", _save),
    Command("/history", "[WORD]", _history),
    Command("/forget", "", _forget),
    Command("/clear", "", _clear),
    Command("/reload", "", _reload),
    Command("/faq", "FILE", _faq),
    Command("/settings", "[NAME on|off]", _settings),
    Command("/quit", "", _quit),
)
