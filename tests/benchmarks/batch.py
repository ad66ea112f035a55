"""How much faster several processes answer a file of questions than one: ``chatbot batch``.

    python batch.py SET_FOLDER [--lines 12000] [--processes 2] [--rounds 3] [--cluster]

The set's phrasings are the knowledge, its questions are asked again and again until there are so
many lines. The rounds take turns, so that what else the machine does falls on all alike; the best
of each is taken, as nothing but other work makes one slower.

Rows
  bare loop        one process, bot.ask on every line and nothing else
  1 process        chatbot batch --processes 1
  N processes      the same with so many; and with --cluster, on workers that it starts
  N bare loops     so many at once, each over its part of the lines, with nothing in common: what
                   the machine gives at most, and what its other work leaves

Columns
  seconds          from start to end, the opening of the knowledge and of Python included
  times            over one process, by the clock
  CPU              seconds of CPU that all its processes took together, over one process's
  free             times over one process if every process had had a core for itself: one process's
                   CPU over that of the first process and of the busiest other one together
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sets import QuestionSet, read_set
from tables import Table

from chatbot.dialogue import compile_to

COLUMNS = {"seconds": 1, "times": 2, "CPU": 2, "free": 2}
TICKS = os.sysconf("SC_CLK_TCK")
LOOP = """\
import json, sys
from chatbot import Bot
bot = Bot.load(sys.argv[1], log=False)
own, of_all = map(int, sys.argv[3:])
for number, line in enumerate(open(sys.argv[2], encoding="utf-8")):
    if number % of_all == own:
        bot.ask(json.loads(line)["question"])
"""


class Taken(NamedTuple):
    """What a run took."""

    seconds: float
    cpu: float
    """Seconds, of all its processes."""
    path: float
    """Seconds of CPU of the first process and of the busiest other one."""


def write(one: QuestionSet, lines: int, folder: Path) -> None:
    """Write a knowledge, compiled, and the questions."""
    entries = [
        {"id": key, "question": own[0], "also_asked": own[1:], "answer": answer or "Yes."}
        for key, (own, answer) in one.entries.items()
    ]
    knowledge = json.dumps({"title": "Batch", "entries": entries})
    (folder / "faq.yaml").write_text(knowledge, encoding="utf-8")
    compile_to(str(folder / "faq.yaml"), str(folder / "faq.compiled"))
    asked = [text for text, _ in one.questions]
    texts = (json.dumps({"question": asked[n % len(asked)]}) for n in range(lines))
    (folder / "asked.jsonl").write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")


def run(folder: Path, *commands: Sequence[str]) -> Taken:
    """Run commands in the folder, all at once."""
    (folder / "out.jsonl").unlink(missing_ok=True)
    environment = {**os.environ, "CHATBOT_SEMANTIC": "off", "CHATBOT_FAQ": "faq.compiled"}
    start = time.perf_counter()
    cpu: dict[int, float] = {}
    running = [
        subprocess.Popen([sys.executable, *command], cwd=folder, env=environment)
        for command in commands
    ]
    while any(one.poll() is None for one in running):
        for one in running:
            cpu.update(_cpu(one.pid))
        time.sleep(0.02)
    seconds = time.perf_counter() - start
    assert not any(one.returncode for one in running)
    first = cpu.pop(running[0].pid) if len(running) == 1 else 0.0
    return Taken(seconds, first + sum(cpu.values()), first + max(cpu.values(), default=0.0))


def _cpu(pid: int) -> dict[int, float]:
    """By process, a process's own and those it has started: seconds of CPU so far."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        threads = Path(f"/proc/{pid}/task").glob("*/children")
        children = [one for own in threads for one in own.read_text(encoding="ascii").split()]
    except OSError:  # it has ended
        return {}
    found = {pid: (int(fields[11]) + int(fields[12])) / TICKS}
    for child in children:
        found.update(_cpu(int(child)))
    return found


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path, metavar="SET_FOLDER")
    parser.add_argument("--lines", type=int, default=12_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cluster", action="store_true", help="a local cluster, too")
    arguments = parser.parse_args()
    number = arguments.processes
    batch = ["-m", "chatbot", "batch", "asked.jsonl", "-o", "out.jsonl", "--processes"]
    loops = [
        ["-c", LOOP, "faq.compiled", "asked.jsonl", str(n), str(number)] for n in range(number)
    ]
    commands = {
        "bare loop": [["-c", LOOP, "faq.compiled", "asked.jsonl", "0", "1"]],
        "1 process": [[*batch, "1"]],
        f"{number} processes": [[*batch, str(number)]],
        f"{number} bare loops": loops,
    }
    if arguments.cluster:
        commands[f"{number} processes, cluster"] = [[*batch, str(number), "--cluster"]]
    taken: dict[str, list[Taken]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(read_set(arguments.set), arguments.lines, folder)
        for _ in range(arguments.rounds):
            for row, own in commands.items():
                taken[row].append(run(folder, *own))
    table = Table("run", COLUMNS)
    one = min(taken["1 process"])
    for row, runs in taken.items():
        best = min(runs)
        least = min(one.cpu for one in taken["1 process"])
        figures = {
            "seconds": best.seconds,
            "times": one.seconds / best.seconds,
            "CPU": min(own.cpu for own in runs) / least,
            "free": least / min(own.path for own in runs),
        }
        table.add(row, figures)


if __name__ == "__main__":
    main()
