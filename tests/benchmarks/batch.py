"""How much faster several processes answer a file of questions than one: ``chatbot batch``.

    python batch.py SET_FOLDER [--lines 4000] [--processes 2] [--rounds 3]

The set's phrasings are the knowledge, its questions are asked again and again until there are so
many lines. The rounds take turns, so that what else the machine does falls on all alike; the best
of each is taken, as nothing but other work makes one slower.

Rows
  bare loop        one process, bot.ask on every line and nothing else
  1 process        chatbot batch --processes 1
  N processes      the same with so many; and with --cluster, on workers that it starts
  N that count     as many processes at once that only count, over one of them: what the machine
                   gives at most, and what its other work leaves

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
for line in open(sys.argv[2], encoding="utf-8"):
    bot.ask(json.loads(line)["question"])
"""


COUNT = "sum(range(300_000_000))"


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


def run(command: list[str], folder: Path) -> Taken:
    """Run a command in the folder."""
    (folder / "out.jsonl").unlink(missing_ok=True)
    environment = {**os.environ, "CHATBOT_SEMANTIC": "off", "CHATBOT_FAQ": "faq.compiled"}
    start = time.perf_counter()
    cpu: dict[int, float] = {}
    with subprocess.Popen([sys.executable, *command], cwd=folder, env=environment) as running:
        while running.poll() is None:
            cpu.update(_cpu(running.pid))
            time.sleep(0.02)
    assert running.returncode == 0
    seconds = time.perf_counter() - start
    first = cpu.pop(running.pid)
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


def counting(number: int) -> float:
    """Seconds that so many processes take that count at the same time."""
    start = time.perf_counter()
    running = [subprocess.Popen([sys.executable, "-c", COUNT]) for _ in range(number)]
    for one in running:
        one.wait()
    return time.perf_counter() - start


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path, metavar="SET_FOLDER")
    parser.add_argument("--lines", type=int, default=4_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    many = f"{arguments.processes} processes"
    batch = ["-m", "chatbot", "batch", "asked.jsonl", "-o", "out.jsonl", "--processes"]
    commands = {
        "bare loop": ["-c", LOOP, "faq.compiled", "asked.jsonl"],
        "1 process": [*batch, "1"],
        many: [*batch, str(arguments.processes)],
        f"{many}, cluster": [*batch, str(arguments.processes), "--cluster"],
    }
    taken: dict[str, list[Taken]] = {name: [] for name in commands}
    ceiling: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(read_set(arguments.set), arguments.lines, folder)
        for _ in range(arguments.rounds):
            for row, command in commands.items():
                taken[row].append(run(command, folder))
            ceiling.append(arguments.processes * counting(1) / counting(arguments.processes))
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
    table.add(f"{many} that count", {"times": max(ceiling)})


if __name__ == "__main__":
    main()
