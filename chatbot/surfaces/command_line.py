"""The command line: what can be typed after ``chatbot``, and which function does it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Container
from typing import TYPE_CHECKING, NoReturn

from chatbot.surfaces import serving_options
from chatbot.surfaces.display import safe
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
  0 answered, 1 not answered (ask), failed tests (check) or words that are not the
  author's (verify), 2 bad usage,
  65 the knowledge file is bad, 66 it is not there or cannot be read,
  69 the sentence encoder cannot be used,
  70 a fault in chatbot itself, 74 another read or write failed,
  129, 130, 143 hung up, interrupted, terminated
"""


def run(arguments: list[str]) -> int:
    """Do what ``arguments`` say; the exit status."""
    options = parser(arguments).parse_args(arguments)
    from chatbot.surfaces.commands import run

    return run(options)


def parser(arguments: Container[str] | None = None) -> argparse.ArgumentParser:
    """The parser of everything that can be typed; with ``arguments``, of these.

    A command that is not among them is named and no more, as every option takes its time.
    """
    top = _Parser(
        prog="chatbot",
        description="Ask a FAQ in your own words. Without a command: chat.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        argument_default=argparse.SUPPRESS,
        allow_abbrev=False,
    )
    top.add_argument("--version", nargs=0, action=_Version, help="say what is installed, and end")
    _common(top)
    _chat(top)
    rows = top.add_subparsers(dest="command", metavar="COMMAND", title="commands", prog=top.prog)
    for name, summary, add in _COMMANDS:
        sub = rows.add_parser(
            name,
            help=summary,
            description=add.__doc__,
            argument_default=argparse.SUPPRESS,
            allow_abbrev=False,
        )
        if arguments is None or name in arguments:
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
    _json(parser, "one JSON object a line")
    parser.add_argument("--explain", action="store_true", help="say how the reply was decided")
    serving_options.log_file(parser)


def _check(parser: argparse.ArgumentParser) -> None:
    """Name every error in a knowledge file; if there is none, run the tests that stand in it."""
    parser.add_argument("file", metavar="FILE", help="the knowledge file")


def _compile(parser: argparse.ArgumentParser) -> None:
    """Compile a knowledge file into one that starts at once, to be named as the file itself is."""
    parser.add_argument("file", metavar="FAQ", help="the knowledge file")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="the compiled file (default: FAQ.compiled)"
    )


def _init(parser: argparse.ArgumentParser) -> None:
    """Write a small knowledge file with comments, to be made your own."""
    parser.add_argument("file", metavar="FILE", nargs="?", help="a new file (default: faq.yaml)")


def _evaluate(parser: argparse.ArgumentParser) -> None:
    """Measure how well a knowledge file answers questions whose right entry is known."""
    parser.add_argument("file", metavar="FAQ", help="the knowledge file")
    parser.add_argument(
        "questions",
        metavar="QUESTIONS",
        nargs="?",
        help="CSV or JSONL with question and id; without id, nothing answers it",
    )
    _json(parser, "the measures as JSON")
    parser.add_argument("--html", metavar="REPORT", help="write a report to this file")
    parser.add_argument(
        "--cross-validate",
        action="store_true",
        help="ask each of the file's own phrasings without it; harder than real life",
    )


def _import(parser: argparse.ArgumentParser) -> None:
    """Bring questions and answers from other formats into a knowledge file, or up to date in it.

    Sources are Markdown, reStructuredText, HTML, CSV, TSV, XLSX, JSON, YAML, exports of other
    bots, zipped or not, or a folder of any of these.
    """
    parser.add_argument("sources", metavar="SOURCE", nargs="+", help="a file, folder or archive")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="the knowledge file (default: faq.yaml)"
    )
    parser.add_argument("--base-url", metavar="URL", help="what relative links are relative to")
    parser.add_argument(
        "--column",
        metavar="FIELD=NAME",
        action="append",
        help="the column of a table with the question, answer, also_asked, section, tags or id",
    )
    parser.add_argument(
        "--encoding", metavar="NAME", help="of texts that are not in UTF-8 or UTF-16"
    )


def _export(parser: argparse.ArgumentParser) -> None:
    """Write a knowledge file as a page, a table, or data for other bots."""
    parser.add_argument("file", metavar="FAQ", help="the knowledge file")
    parser.add_argument(
        "--to",
        required=True,
        choices=("markdown", "html", "csv", "json", "rasa"),
        help="the format; rasa are several files",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="a file, for rasa a folder (default: standard output)",
    )


def _log(parser: argparse.ArgumentParser) -> None:
    """Print the log of what was asked, or delete one conversation or what is old from it."""
    parser.add_argument("action", choices=("export", "forget", "purge"))
    parser.add_argument("session", metavar="SESSION", nargs="?", help="the conversation to forget")
    serving_options.log_file(parser)
    parser.add_argument("--csv", dest="as_csv", action="store_true", help="export CSV, not JSON")
    parser.add_argument("--days", type=int, metavar="N", help="purge what is older (default: 365)")


def _gaps(parser: argparse.ArgumentParser) -> None:
    """Say what people asked and did not get, most frequent first, and what may be done about it."""
    _read_log(parser)
    _json(parser, "all of it as JSON")


def _stats(parser: argparse.ArgumentParser) -> None:
    """Count what people asked, entry by entry and week by week."""
    _read_log(parser)
    _json(parser, "the figures as JSON")
    parser.add_argument("--html", metavar="REPORT", help="write a page to this file")


def _stale(parser: argparse.ArgumentParser) -> None:
    """Name the entries of a knowledge file that somebody should look at again."""
    parser.add_argument("file", metavar="FILE", help="the knowledge file")
    _json(parser, "all of it as JSON")
    parser.add_argument("--online", action="store_true", help="try the links of sources")


def _learn(parser: argparse.ArgumentParser) -> None:
    """Go through what a log suggests to add to a knowledge file; nothing is added without a yes."""
    _read_log(parser)
    _json(parser, "print the proposals, one JSON object a line")
    parser.add_argument("--patch", metavar="PATCH", help="write a patch, not the knowledge file")


def _verify(parser: argparse.ArgumentParser) -> None:
    """Say which sentences of TEXT, or of standard input, are the author's words.

    The exit status is 0 only if all are.
    """
    parser.add_argument("text", nargs="*", metavar="TEXT", help="what a model says, for example")
    parser.add_argument("--text-file", metavar="FILE", help="the file that holds the text")
    _json(parser, "the verification as one JSON object")


def _completion(parser: argparse.ArgumentParser) -> None:
    """Print a script that completes commands; load it in the shell's start-up file."""
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))


def _schema(parser: argparse.ArgumentParser) -> None:
    """Print the JSON Schema of knowledge files, for editors, or of what --json writes."""
    parser.add_argument("--reply", action="store_true", help="of a reply, as ask --json writes it")


def _read_log(parser: argparse.ArgumentParser) -> None:
    about = "the log (default: the one that the knowledge file names)"
    parser.add_argument("log", metavar="LOG", nargs="?", help=about)


def _json(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument("--json", dest="as_json", action="store_true", help=text)


_COMMANDS = (
    ("chat", "talk in the terminal", _chat),
    ("ask", "answer once", _ask),
    ("check", "examine a knowledge file and run its tests", _check),
    ("init", "start a knowledge file", _init),
    ("compile", "compile a knowledge file for a quick start", _compile),
    ("evaluate", "measure how well questions are answered", _evaluate),
    ("serve", "answer over HTTP", serving_options.serve),
    ("slack", "answer in Slack", serving_options.slack),
    ("discord", "answer in Discord", serving_options.discord),
    ("telegram", "answer in Telegram", serving_options.telegram),
    ("mcp", "answer programs that speak MCP", serving_options.mcp),
    ("import", "bring questions and answers from other formats", _import),
    ("export", "write a knowledge file in another format", _export),
    ("log", "print the log of what was asked, or delete from it", _log),
    ("gaps", "say what people asked and did not get", _gaps),
    ("stats", "count what people asked", _stats),
    ("stale", "name entries that somebody should look at again", _stale),
    ("learn", "add to a knowledge file what a log suggests", _learn),
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
    "file": "faq.yaml",
    "questions": None,
    "html": None,
    "cross_validate": False,
    "host": "127.0.0.1",
    "port": None,
    "http": None,
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
