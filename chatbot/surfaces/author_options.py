"""The options of the author's commands: those that make, examine and improve a knowledge file."""

from __future__ import annotations

import argparse

from chatbot.surfaces import serving_options

_FILE = "the knowledge file (default: that of --faq)"
_ABOUT_A_FILE = ("check", "compile", "evaluate", "export", "stale")


def has_file(options: argparse.Namespace) -> bool:
    """Take the file of --faq where a command is about a file and none is named; False without."""
    if options.command not in _ABOUT_A_FILE:
        return True
    asks_questions = options.command == "evaluate" and not options.cross_validate
    if asks_questions and options.faq and options.questions is None:  # the only name is theirs
        options.file, options.questions = None, options.file
    if options.file is None:
        options.file = options.faq
    if not options.files and options.faq:
        options.files = [options.faq]
    return options.file is not None or bool(options.files)


def check(parser: argparse.ArgumentParser) -> None:
    """Name every error in a knowledge file; if there is none, run the tests that stand in it.

    With --against also say what a git revision of the file answered rightly, and it does not.
    """
    parser.add_argument("files", metavar="FILE", nargs="*", help=f"{_FILE}; or several")
    parser.add_argument("--against", metavar="REV", help="a git revision, for example HEAD")
    parser.add_argument(
        "--format",
        choices=("text", "github", "sarif", "junit"),
        help="how to say it: for people (the default), or for what runs it",
    )
    _asked(parser)


def compile(parser: argparse.ArgumentParser) -> None:
    """Compile a knowledge file into one that starts at once, to be named as the file itself is."""
    parser.add_argument("file", metavar="FAQ", nargs="?", help=_FILE)
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="the compiled file (default: FAQ.compiled)"
    )


def init(parser: argparse.ArgumentParser) -> None:
    """Write a small knowledge file with comments, to be made your own.

    It is in English, or with --language in German, Spanish, French or Russian: de, es, fr, ru.
    """
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help="a new file, .yaml or .yml (default: faq.yaml)"
    )


def evaluate(parser: argparse.ArgumentParser) -> None:
    """Measure how well a knowledge file answers questions whose right entry is known."""
    parser.add_argument("file", metavar="FAQ", nargs="?", help=_FILE)
    parser.add_argument(
        "questions",
        metavar="QUESTIONS",
        nargs="?",
        help="CSV or JSONL with question and id; without id, nothing answers it",
    )
    json_output(parser, "the measures as JSON")
    parser.add_argument("--html", metavar="REPORT", help="write a report to this file")
    parser.add_argument(
        "--cross-validate",
        action="store_true",
        help="ask each of the file's own phrasings without it; harder than real life",
    )


def import_(parser: argparse.ArgumentParser) -> None:
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
        help="the column of a table with the question, answer, also_asked, audience or the like",
    )
    parser.add_argument(
        "--encoding", metavar="NAME", help="of texts that are not in UTF-8 or UTF-16"
    )


def export(parser: argparse.ArgumentParser) -> None:
    """Write a knowledge file as a page, a table, or data for other bots."""
    parser.add_argument("file", metavar="FAQ", nargs="?", help=_FILE)
    parser.add_argument(
        "--to",
        required=True,
        choices=("markdown", "html", "site", "csv", "json", "rasa"),
        help="the format; site and rasa are several files",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="a file, for site and rasa a folder (default: standard output)",
    )


def log(parser: argparse.ArgumentParser) -> None:
    """Print the log of what was asked, or delete one conversation or what is old from it."""
    parser.add_argument("action", choices=("export", "forget", "purge"))
    parser.add_argument("session", metavar="SESSION", nargs="?", help="the conversation to forget")
    serving_options.log_file(parser)
    parser.add_argument("--csv", dest="as_csv", action="store_true", help="export CSV, not JSON")
    parser.add_argument("--days", type=int, metavar="N", help="purge what is older (default: 365)")


def gaps(parser: argparse.ArgumentParser) -> None:
    """Say what people asked and did not get, most frequent first, and what may be done about it."""
    _read_log(parser)
    json_output(parser, "all of it as JSON")


def stats(parser: argparse.ArgumentParser) -> None:
    """Count what people asked, entry by entry and week by week."""
    _read_log(parser)
    json_output(parser, "the figures as JSON")
    parser.add_argument("--html", metavar="REPORT", help="write a page to this file")


def stale(parser: argparse.ArgumentParser) -> None:
    """Name the entries of a knowledge file that somebody should look at again."""
    parser.add_argument("file", metavar="FILE", nargs="?", help=_FILE)
    json_output(parser, "all of it as JSON")
    parser.add_argument("--online", action="store_true", help="try the links of sources")


def learn(parser: argparse.ArgumentParser) -> None:
    """Go through what a log suggests to add to a knowledge file; nothing is added without a yes."""
    _read_log(parser)
    json_output(parser, "print the proposals, one JSON object a line")
    parser.add_argument("--patch", metavar="PATCH", help="write a patch, not the knowledge file")


def diff(parser: argparse.ArgumentParser) -> None:
    """Say which questions get another reply from NEW than from OLD.

    The exit status is 1 if what was right before is not any more.
    """
    what = "the knowledge file before, or the git revision: REV of NEW, or REV:FILE"
    parser.add_argument("old", metavar="OLD", help=what)
    parser.add_argument("new", metavar="NEW", help="the knowledge file as it is now")
    _asked(parser)
    parser.add_argument("--html", metavar="REPORT", help="write a page to this file")
    json_output(parser, "all of it as JSON")


def _asked(parser: argparse.ArgumentParser) -> None:
    """What two versions are asked beside their own questions."""
    serving_options.log_file(parser)
    parser.add_argument(
        "--questions",
        dest="question_files",
        metavar="FILE",
        action="append",
        help="questions whose right entry is known, as evaluate takes them (again for more)",
    )
    parser.add_argument("--all", action="store_true", help="ask every question, however many")


def _read_log(parser: argparse.ArgumentParser) -> None:
    about = "the log (default: the one that the knowledge file names)"
    parser.add_argument("log", metavar="LOG", nargs="?", help=about)
    serving_options.log_file(parser)


def json_output(parser: argparse.ArgumentParser, text: str) -> None:
    """That the result is printed as JSON."""
    parser.add_argument("--json", dest="as_json", action="store_true", help=text)
