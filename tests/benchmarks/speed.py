"""What starting, asking and installing cost, as ratios to what it cannot do without.

    python speed.py [--runs N] [SET_FOLDER...]

Times are CPU times of whole processes, user and system, the median of N runs that alternate, so
that a busy machine hurts both sides alike. With sets it goes on with what scaling.py prints.
Run it from a checkout, under Linux.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import re
import statistics
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import NamedTuple

from scaling import report, timed
from sets import read_set
from tables import Table

import chatbot
from chatbot import Bot

PACKAGE = Path(chatbot.__file__).parent
QUESTION = "who is kims best freind?"
ASKED = """which country is north korea's friend
who else supports the regime
does china share a border with it
how long has beijing been helping kim out
any trade with russia?
why is it so hard to say who its true friends are
are the two koreas still at war
who has kim's back at the UN
what about cuba
is japan an ally
does it rain in paris tomorrow
how do i bake bread
whats the point of all this
do chna and north corea ever fall out
why should anybody care"""
MOST_MEGABYTES = 30
"""What a default install may take, in megabytes."""
COMMAND = [sys.executable, "-m", "chatbot"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}


class Contest(NamedTuple):
    """A process of ours and the one that it is measured by."""

    ours: list[str]
    theirs: list[str]
    limit: float
    """How many times as long it may take."""


def _python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


CONTESTS = {
    "--version": Contest([*COMMAND, "--version"], _python("import argparse"), 1.5),
    "ask": Contest(
        [*COMMAND, "ask", QUESTION],
        _python("import rapidfuzz.process, rapidfuzz.fuzz, yaml"),
        2.5,
    ),
    "import chatbot": Contest(_python("import chatbot"), _python("pass"), 1.5),
    "Bot.load, bot.ask": Contest(
        _python(f"import chatbot; chatbot.Bot.load().ask({QUESTION!r})"),
        _python("import rapidfuzz.process, rapidfuzz.fuzz, yaml"),
        2.5,
    ),
}


def run(command: list[str]) -> float:
    """CPU seconds of a command whose output is thrown away."""
    null = os.open(os.devnull, os.O_RDWR)
    actions = [(os.POSIX_SPAWN_DUP2, null, stream) for stream in (0, 1, 2)]
    process = os.posix_spawn(command[0], command, ENVIRONMENT, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    os.close(null)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"failed: {command}")
    return usage.ru_utime + usage.ru_stime


def memory_of_asking() -> float:
    """The most megabytes that `chatbot ask` has in memory, as the kernel counts them."""
    code = f"""
import sys
from chatbot.__main__ import main
sys.argv[1:] = ["ask", {QUESTION!r}]
main()
print(open("/proc/self/status").read(), file=sys.stderr)
"""
    done = subprocess.run(
        _python(code), env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    return int(done.stderr.partition("VmHWM:")[2].split()[0]) / 1024


def report_starting(runs: int) -> None:
    """Print CPU time of whole processes, and memory."""
    columns = {"ms": 1, "baseline ms": 1, "times": 2, "at most": 2}
    table = Table("process", columns)
    for name, contest in CONTESTS.items():
        run(contest.ours)
        pairs = [(run(contest.ours), run(contest.theirs)) for _ in range(runs)]
        ours, theirs = (1e3 * statistics.median(pair[side] for pair in pairs) for side in (0, 1))
        figures = (ours, theirs, ours / theirs, contest.limit)
        table.add(name, dict(zip(columns, figures, strict=True)))
    print(f"\nmemory of chatbot ask: {memory_of_asking():.1f} MB (at most 40)")


def report_asking() -> None:
    """Print what one question takes, matched and in conversation."""
    questions = ASKED.splitlines() * 20
    start = time.perf_counter()
    bot = Bot.load()
    bot.match("hello")
    load = 1e3 * (time.perf_counter() - start)
    print(f"\nloading the shipped knowledge, until the first match: {load:.0f} ms")
    for name, call in (("match", bot.match), ("ask", bot.ask)):
        median, slow = timed(call, questions)
        print(f"bot.{name}: median {median:.2f} ms (at most 1), 99th percentile {slow:.2f} ms")


def report_size() -> None:
    """Print what a default install takes on disk, with what Python compiled of it."""
    sizes = {"chatbot": sum(path.stat().st_size for path in PACKAGE.rglob("*") if path.is_file())}
    for name in _requirements():
        found = importlib.metadata.files(name) or []
        paths = [Path(str(file.locate())) for file in found]
        sizes[name] = sum(path.stat().st_size for path in paths if path.is_file())
    print()
    table = Table("on disk", {"MB": 2})
    for name, size in sorted(sizes.items(), key=lambda one: -one[1]):
        table.add(name, {"MB": size / 1e6})
    table.add(f"together (at most {MOST_MEGABYTES})", {"MB": sum(sizes.values()) / 1e6})


def _requirements() -> list[str]:
    """The names of the libraries that a default install brings."""
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    lines: list[str] = project["project"]["dependencies"]
    return [re.split(r"[ <>=!~;\[]", line)[0] for line in lines]


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", type=Path, metavar="SET_FOLDER")
    parser.add_argument("--runs", type=int, default=15)
    arguments = parser.parse_args()
    report_starting(arguments.runs)
    report_asking()
    report_size()
    if arguments.sets:
        print()
        report([read_set(folder) for folder in arguments.sets], (750, 35_000), 5)


if __name__ == "__main__":
    main()
