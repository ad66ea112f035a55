"""What each command does: reads its options, calls the room that knows, gives the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from chatbot.errors import (
    BatchError,
    EncoderError,
    KnowledgeError,
    KnowledgeNotReadable,
    LearnError,
    LogError,
    MissingExtra,
    PlatformError,
    QuestionsError,
    SessionStoreError,
)
from chatbot.files import create, shipped
from chatbot.rendering import safe
from chatbot.surfaces.status import (
    ANSWERED,
    BAD_KNOWLEDGE,
    BAD_USAGE,
    ENCODER_NOT_USABLE,
    KNOWLEDGE_NOT_READABLE,
    NOT_ANSWERED,
    OWN_FAULT,
    READ_OR_WRITE_FAILED,
    complain,
    own_fault,
)
from chatbot.surfaces.style import shows_hyperlinks, wants_color

if TYPE_CHECKING:
    from argparse import Namespace
    from typing import TextIO

    from chatbot.dialogue import Bot
    from chatbot.live import Live
    from chatbot.log import QuestionLog
    from chatbot.surfaces.asking import Show
    from chatbot.surfaces.options import ChatOptions

_DUMB = ("dumb", "unknown")
"""What ``TERM`` says of terminals that know no escape sequences."""
_STATUS_OF: dict[type[Exception], int] = {
    BatchError: READ_OR_WRITE_FAILED,
    EncoderError: ENCODER_NOT_USABLE,
    KnowledgeNotReadable: KNOWLEDGE_NOT_READABLE,
    LearnError: READ_OR_WRITE_FAILED,
    LogError: KNOWLEDGE_NOT_READABLE,
    MissingExtra: BAD_USAGE,
    PlatformError: READ_OR_WRITE_FAILED,
    SessionStoreError: READ_OR_WRITE_FAILED,
}
PROBLEMS_SHOWN = 5
"""Where the knowledge is not what one came to look at; ``check`` shows all of them."""


def run(options: Namespace) -> int:
    """Do ``options.command``; the exit status. Read and write errors are the caller's.

    Any other error is a fault in chatbot: it is told, and has a status of its own.
    """
    try:
        return _COMMANDS[options.command](options)
    except (KnowledgeError, QuestionsError) as error:
        _complain_of_problems(error)
        return BAD_KNOWLEDGE
    except tuple(_STATUS_OF) as error:
        complain(str(error))
        return next(status for kind, status in _STATUS_OF.items() if isinstance(error, kind))
    except OSError:
        raise
    except Exception as error:
        complain(own_fault(error, debug=options.debug))
        return OWN_FAULT


def _complain_of_problems(error: KnowledgeError | QuestionsError) -> None:
    most = PROBLEMS_SHOWN if isinstance(error, KnowledgeError) else len(error.problems)
    for problem in error.problems[:most]:
        complain(str(problem))
    if len(error.problems) > most:
        more = len(error.problems) - most
        complain(f"and {more} more; see chatbot check {error.problems[0].path}")


def _chat(options: Namespace) -> int:
    bot = _load(options)
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stdout)):
        from chatbot.surfaces.asking import converse

        converse(bot, sys.stdin, _view(options, bot), sys.stdout)
        status = ANSWERED
    else:
        from chatbot.surfaces.terminal import chat

        status = chat(bot, chat_options(options, os.environ))
    _close_log(bot)
    return status


def _load(options: Namespace) -> Bot:
    """The bot for the knowledge that was named."""
    from chatbot.surfaces.semantic import load

    with _without_collecting():
        return load(options.faq, options, log=_log_of(options.log))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """All that is built stays; looking for garbage in it would only take time."""
    import gc

    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _live(options: Namespace, *, tells: bool = True) -> Live:
    """The same bot, following its file; ``tells`` whether it says so."""
    from chatbot.surfaces.following import follow

    return follow(_load(options), options, tells=tells)


def _log_of(path: str | None) -> QuestionLog | None:
    """The log that was named; None where it is left to the knowledge file."""
    if not path:
        return None
    from chatbot.log import QuestionLog

    return QuestionLog(path)


def _close_log(bot: Bot) -> None:
    """Write what is not written yet, and say if that cannot be done."""
    if bot.log is None:
        return
    sys.stdout.flush()  # whoever asked need not wait for it
    bot.log.close()
    if bot.log.trouble:
        complain(f"{bot.log.trouble}; what was asked is not kept")


def chat_options(options: Namespace, environ: Mapping[str, str]) -> ChatOptions:
    """What the arguments and the environment say about the chat."""
    from pathlib import Path

    from chatbot.surfaces.options import ChatOptions

    return ChatOptions(
        faq=Path(options.faq) if options.faq else None,
        audience=tuple(options.audience or ()),
        language=options.language,
        history_file=Path(options.history_file) if options.history_file else None,
        log=options.log or "",
        history=options.history and environ.get("CHATBOT_HISTORY", "").lower() != "off",
        color=options.color,
        plain=options.plain
        or environ.get("ACCESSIBLE", "0") not in ("", "0")
        or environ.get("TERM", "").lower() in _DUMB,
        vi=options.vi,
        toolbar=options.toolbar,
        cache=options.cache,
        semantic=options.semantic,
        debug=options.debug,
    )


def _ask(options: Namespace) -> int:
    if not options.question and _is_terminal(sys.stdin):
        complain("ask: a question is missing (see chatbot ask --help)")
        return BAD_USAGE
    from chatbot.surfaces.asking import ask, converse, typed

    bot = _load(options)
    if options.question:
        answered = ask(bot, typed(options.question), _view(options, bot), sys.stdout)
    else:
        answered = converse(bot, sys.stdin, _view(options, bot), sys.stdout)
    _close_log(bot)
    return ANSWERED if answered else NOT_ANSWERED


def _view(options: Namespace, bot: Bot) -> Show:
    from chatbot.surfaces import views

    if options.as_json:
        return partial(views.as_json, explained=options.explain)
    return partial(
        views.for_people,
        width=_width(sys.stdout) if options.question else None,
        color=wants_color(options.color, sys.stdout, os.environ),
        explained=bot.knowledge.language if options.explain else "",
        hyperlinks=shows_hyperlinks(sys.stdout, os.environ),
    )


def _width(stream: TextIO) -> int | None:
    """The window's columns; None when ``stream`` is no terminal: text is for a program then."""
    return os.get_terminal_size(stream.fileno()).columns or None if stream.isatty() else None


def _init(options: Namespace) -> int:
    file = "faq.yaml" if options.file is None else options.file
    if file and not file.lower().endswith((".yaml", ".yml")):
        complain(f"init: {file}: what is written is YAML; end the name in .yaml or .yml")
        return BAD_USAGE
    from chatbot.language import DEFAULT, SHIPPED

    code = (options.language or DEFAULT).partition("-")[0].lower()
    if code not in SHIPPED:
        there = ", ".join(SHIPPED)
        complain(f"init: --language {options.language}: there is a file to start from in {there}")
        return BAD_USAGE
    try:
        create(file, shipped(f"language/{code}/starter.yaml"))
    except FileExistsError:
        complain(f"{file}: is already there and stays as it is; name another file")
        return READ_OR_WRITE_FAILED
    name = safe(file)
    sys.stdout.write(f"{name} is written. Change it, chatbot check {name}, chatbot --faq {name}\n")
    return ANSWERED


def _compile(options: Namespace) -> int:
    from chatbot.dialogue import compile_to
    from chatbot.knowledge import file_in
    from chatbot.surfaces.progress import Progress

    source = file_in(options.file, options.language)
    output = options.output or f"{os.path.splitext(source)[0]}.compiled"
    with _without_collecting():
        compile_to(source, output, Progress(sys.stderr, "entries read"), options.language)
    name = safe(output)
    sys.stdout.write(f"{name} is written. It is used as the file itself is: chatbot --faq {name}\n")
    return ANSWERED


def _serve(options: Namespace) -> int:
    from chatbot.surfaces.serve_command import run

    if options.demo:
        options.faq = options.language = None
    return run(options, partial(_live, options))


def _platform(options: Namespace) -> int:
    from chatbot.surfaces.platform_command import run

    return run(options, partial(_live, options))


def _mcp(options: Namespace) -> int:
    from chatbot.surfaces.mcp_command import run

    return run(options, partial(_live, options))


def _verify(options: Namespace) -> int:
    from chatbot.surfaces.installed import OFF
    from chatbot.surfaces.verify_command import run

    options.semantic = OFF  # sentences are compared as they are written
    return run(options, partial(_load, options))


def _completion(options: Namespace) -> int:
    from chatbot.surfaces.shell_completion import script

    sys.stdout.write(script(options.shell, options.parser()))
    return ANSWERED


def _schema(options: Namespace) -> int:
    import json

    if options.reply:
        from chatbot.dialogue import reply_schema as schema
    else:
        from chatbot.knowledge import json_schema as schema
    sys.stdout.write(f"{json.dumps(schema(), ensure_ascii=False, indent=2)}\n")
    return ANSWERED


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _command_in(file: str, name: str = "run") -> Callable[[Namespace], int]:
    """A command that stands in another file, which is imported when the command is used."""

    def run(options: Namespace) -> int:
        command = getattr(import_module(f"chatbot.surfaces.{file}"), name)
        status: int = command(options)
        return status

    return run


_COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "chat": _chat,
    "ask": _ask,
    "check": _command_in("check_command"),
    "init": _init,
    "compile": _compile,
    "evaluate": _command_in("evaluate_command"),
    "batch": _command_in("batch.command"),
    "serve": _serve,
    "slack": _platform,
    "discord": _platform,
    "telegram": _platform,
    "mcp": _mcp,
    "import": _command_in("import_command"),
    "export": _command_in("export_command"),
    "log": _command_in("log_command"),
    "gaps": _command_in("report_commands", "gaps"),
    "stats": _command_in("report_commands", "stats"),
    "stale": _command_in("report_commands", "stale"),
    "learn": _command_in("learn_command"),
    "diff": _command_in("diff_command"),
    "verify": _verify,
    "completion": _completion,
    "schema": _schema,
}
