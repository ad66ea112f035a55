"""The command line: what can be typed after ``chatbot``, and which function does it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from chatbot.rendering import safe
from chatbot.surfaces import author_options, serving_options
from chatbot.surfaces.status import BAD_USAGE

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

EXAMPLES = """\
examples:
  chatbot                                    talk, with the knowledge that ships with chatbot
  chatbot --faq shop.yaml                    talk about your own
  chatbot ask who is north koreas friend     answer once
  chatbot ask --json < questions.txt         answer line by line, one JSON object each
  chatbot init shop.yaml                     start a knowledge file
  chatbot check shop.yaml                    examine it
  chatbot compile shop.yaml -o shop.bin      make it start at once elsewhere
  chatbot serve --faq shop.yaml              answer over HTTP
  chatbot mcp --faq shop.yaml                answer assistants that speak MCP
  chatbot verify "China is large."           which sentences are the author's
  eval "$(chatbot completion bash)"          complete commands with Tab

environment:
  CHATBOT_FAQ=FILE       the knowledge file, where --faq does not name one
  CHATBOT_CACHE=off      the same as --no-cache
  CHATBOT_SEMANTIC=NAME  the sentence encoder, where --semantic does not name one
  CHATBOT_SEMANTIC_KEY   the key of an encoder's address
  CHATBOT_HISTORY=off    keep no history of the chat
  CHATBOT_LOG=off        keep nothing of what is asked, whatever the file or --log says
  CHATBOT_DEBUG=1        the same as --debug
  ACCESSIBLE=1           the same as --plain
  NO_COLOR=1             no colors, unless --color asks for them

exit status:
  0 answered, 1 not answered (ask), lines passed over (batch), failed tests (check), right
  answers lost (check, diff) or words that are not the author's (verify), 2 bad usage,
  65 the knowledge file is bad, 66 it is not there or cannot be read,
  69 the sentence encoder cannot be used,
  70 a fault in chatbot itself, 74 another read or write failed,
  129, 130, 143 hung up, interrupted, terminated
"""


def run(arguments: list[str]) -> int:
    """Do what ``arguments`` say; the exit status."""
    top = parser(arguments)
    options = top.parse_args(arguments)
    if not author_options.has_file(options):
        name = f"chatbot {options.command} FILE, --faq FILE or CHATBOT_FAQ"
        top.error(f"{options.command}: name the knowledge file: {name}")
    from chatbot.surfaces.commands import run

    return run(options)


def parser(arguments: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """The parser of everything that can be typed; with ``arguments``, of these.

    Of those that begin with a command it knows that alone; else a command that is not among them
    is named and no more. Every command and option takes its time.
    """
    first = () if arguments is None else arguments[:1]
    alone = [command for command in _COMMANDS if command[0] in first]
    top = _Parser(
        prog="chatbot",
        description="Ask a FAQ in your own words. Without a command: chat.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        argument_default=argparse.SUPPRESS,
        allow_abbrev=False,
    )
    if not alone:
        top.add_argument(
            "--version", nargs=0, action=_Version, help="say what is installed, and end"
        )
        _common(top)
        _chat(top)
    rows = top.add_subparsers(dest="command", metavar="COMMAND", title="commands", prog=top.prog)
    for name, summary, add in alone or _COMMANDS:
        is_named = arguments is None or name in arguments
        sub = rows.add_parser(
            name,
            help=summary,
            description=add.__doc__,
            argument_default=argparse.SUPPRESS,
            allow_abbrev=False,
            add_help=is_named,
        )
        if is_named:
            _common(sub)
            add(sub)
    debug = os.environ.get("CHATBOT_DEBUG", "0") not in ("", "0")
    faq, semantic = (os.environ.get(name) or None for name in ("CHATBOT_FAQ", "CHATBOT_SEMANTIC"))
    top.set_defaults(**_DEFAULTS, parser=parser, faq=faq, semantic=semantic, debug=debug)
    return top


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, which may hold anything, and how to get help."""
        self.exit(BAD_USAGE, f"{safe(self.prog)}: {safe(message)} (see {self.prog} --help)\n")

    def _check_value(self, action: argparse.Action, value: str) -> None:
        """Name the command or choice that a mistyped one is like instead of listing them all.

        It stands in for argparse's own, as its option for that came with Python 3.14.
        """
        if action.choices is not None and value not in action.choices:
            from chatbot.knowledge import did_you_mean, shown  # takes longer than parsing does

            near = did_you_mean(value, [str(one) for one in action.choices])
            if near:
                raise argparse.ArgumentError(action, f"there is no {shown(value)}{near}")
        super()._check_value(action, value)

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Write the help, or raise OSError, which argparse would pass over."""
        (file or sys.stdout).write(self.format_help())


class _Version(argparse.Action):
    """Says which version, and which sentence encoder, when it is asked for and not before."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from chatbot.surfaces.installed import version

        sys.stdout.write(f"{version()}\n")
        parser.exit()


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--faq", metavar="FILE", help="the knowledge file")
    parser.add_argument(
        "--semantic",
        metavar="NAME",
        help="sentence encoder: auto, off, a model, a folder or an address (docs/semantic.md)",
    )
    parser.add_argument(
        "--language",
        metavar="CODE",
        help="the language to take where there are several, as faq.en.yaml",
    )
    parser.add_argument(
        "--audience", action="append", metavar="GROUP", help="whom replies are for; may be repeated"
    )
    parser.add_argument(
        "--color", choices=("auto", "always", "never"), help="when to use colors (default: auto)"
    )
    parser.add_argument(
        "--no-cache",
        dest="cache",
        action="store_false",
        help="neither use nor keep what was made of a knowledge file before",
    )
    parser.add_argument(
        "--debug", action="store_true", help="show the traceback of a fault in chatbot itself"
    )


def _chat(parser: argparse.ArgumentParser) -> None:
    """Talk in the terminal; when input or output is not a terminal, answer line by line."""
    chat = parser.add_argument_group("options of the chat")
    chat.add_argument("--history-file", metavar="FILE", help="where to keep what you type")
    chat.add_argument(
        "--no-history", dest="history", action="store_false", help="keep nothing of what you type"
    )
    chat.add_argument("--vi", action="store_true", help="vi keys instead of emacs keys")
    chat.add_argument(
        "--plain", action="store_true", help="no toolbar, menus or redrawing, for screen readers"
    )
    chat.add_argument("--no-toolbar", dest="toolbar", action="store_false", help="no bottom line")
    serving_options.log_file(parser)


def _ask(parser: argparse.ArgumentParser) -> None:
    """Answer QUESTION, or the lines of standard input as one conversation."""
    parser.add_argument("question", nargs="*", metavar="QUESTION", help="in your own words")
    author_options.json_output(parser, "one JSON object a line")
    parser.add_argument("--explain", action="store_true", help="say how the reply was decided")
    serving_options.log_file(parser)


def _batch(parser: argparse.ArgumentParser) -> None:
    """Answer a file of questions with all cores; a run that was ended goes on where it was."""
    about = "CSV or JSONL with question, and session where lines belong to one conversation"
    parser.add_argument("questions", metavar="QUESTIONS", help=about)
    about = "JSONL, or CSV if it ends in .csv; without it, a run cannot be gone on with"
    parser.add_argument("-o", "--output", metavar="FILE", help=about)
    parser.add_argument("--processes", type=int, metavar="N", help="default: one for each core")
    about = "have it answered by a Dask cluster: the one at ADDRESS, or one started here"
    parser.add_argument("--cluster", metavar="ADDRESS", nargs="?", const="", help=about)
    about = "the column with the question, or the session"
    parser.add_argument("--column", metavar="FIELD=NAME", action="append", help=about)
    parser.add_argument("--encoding", metavar="NAME", help="where the file is not in UTF-8 or -16")


def _verify(parser: argparse.ArgumentParser) -> None:
    """Say which sentences of TEXT, or of standard input, are the author's words.

    The exit status is 0 only if all are.
    """
    parser.add_argument("text", nargs="*", metavar="TEXT", help="what a model says, for example")
    parser.add_argument("--text-file", metavar="FILE", help="the file that holds the text")
    author_options.json_output(parser, "the verification as one JSON object")


def _completion(parser: argparse.ArgumentParser) -> None:
    """Print a script that completes commands; load it in the shell's start-up file."""
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))


def _schema(parser: argparse.ArgumentParser) -> None:
    """Print the JSON Schema of knowledge files, for editors, or of what --json writes."""
    parser.add_argument("--reply", action="store_true", help="of a reply, as ask --json writes it")


_COMMANDS = (
    ("chat", "talk in the terminal", _chat),
    ("ask", "answer once", _ask),
    ("check", "examine a knowledge file and run its tests", author_options.check),
    ("init", "start a knowledge file", author_options.init),
    ("compile", "compile a knowledge file for a quick start", author_options.compile),
    ("evaluate", "measure how well questions are answered", author_options.evaluate),
    ("batch", "answer a file of questions", _batch),
    ("serve", "answer over HTTP", serving_options.serve),
    ("slack", "answer in Slack", serving_options.slack),
    ("discord", "answer in Discord", serving_options.discord),
    ("telegram", "answer in Telegram", serving_options.telegram),
    ("mcp", "answer programs that speak MCP", serving_options.mcp),
    ("import", "bring questions and answers from other formats", author_options.import_),
    ("export", "write a knowledge file in another format", author_options.export),
    ("log", "print the log of what was asked, or delete from it", author_options.log),
    ("gaps", "say what people asked and did not get", author_options.gaps),
    ("stats", "count what people asked", author_options.stats),
    ("stale", "name entries that somebody should look at again", author_options.stale),
    ("learn", "add to a knowledge file what a log suggests", author_options.learn),
    ("diff", "say what a change does to the replies", author_options.diff),
    ("verify", "say which sentences of a text are the author's", _verify),
    ("completion", "print a script that completes commands in a shell", _completion),
    ("schema", "print the JSON Schema of knowledge files, or of replies", _schema),
)

# All of them in one place, and none at the arguments: a default there would undo what stands
# before the command.
_DEFAULTS: dict[str, object] = {
    "command": "chat",
    "color": "auto",
    "cache": True,
    "output": None,
    "language": None,
    "audience": None,
    "history_file": None,
    "history": True,
    "vi": False,
    "plain": False,
    "toolbar": True,
    "question": [],
    "as_json": False,
    "explain": False,
    "file": None,
    "files": [],
    "against": None,
    "format": "text",
    "questions": None,
    "question_files": (),
    "all": False,
    "html": None,
    "cross_validate": False,
    "host": "127.0.0.1",
    "port": None,
    "http": None,
    "demo": False,
    "workers": 1,
    "sessions": "memory",
    "token_file": None,
    "channel": (),
    "channel_audience": (),
    "allow_host": (),
    "allow_audience": (),
    "cors": (),
    "trust_proxy": (),
    "key_file": None,
    "rate": 50.0,
    "reply": False,
    "sources": [],
    "to": None,
    "base_url": "",
    "processes": None,
    "cluster": None,
    "column": [],
    "encoding": "",
    "log": None,
    "session": None,
    "as_csv": False,
    "days": None,
    "online": False,
    "patch": None,
    "text": [],
    "text_file": None,
}
