"""What an edit costs: ``chatbot diff`` over a log, and replies while a server reads the file again.

    python tests/benchmarks/editing.py [--entries 1000] [--questions 10000] [--all]

The FAQ asks the same few dozen words in other combinations, harder than a real one: every entry is
near many others. The edit rewords 20 answers, takes phrasings from ten entries and adds
one. ``--all`` also asks every question, and says how many of the differences the shorter run found.
The server is asked by one client without a pause, first in quiet, then until it has taken an edit;
each twice in turn.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import yaml
from serving import percentile, server
from tables import Table

from chatbot import Bot
from chatbot.dialogue.turn_log import TurnLog
from chatbot.log import Turn
from chatbot.workshop.diff.comparing import Diff, compare
from chatbot.workshop.replaying import MOST_REPLAYED

VERBS = ("return", "cancel", "order", "change", "pay", "track", "move", "open", "close", "clean")
NOUNS = ("invoice", "parcel", "ticket", "refund", "account", "garden", "window", "lamp", "printer")
PARTS = ("", "s", " cover", " holder", " repair", " box", " insurance")
PLACES = ("berlin", "paris", "london", "madrid", "rome", "oslo", "vienna", "prague", "lisbon")
ENDS = ("", " please", " today", " now")
PORT = 8_765


def asked(rng: random.Random) -> str:
    """A question."""
    noun = f"{rng.choice(NOUNS)}{rng.choice(PARTS)}"
    return f"how do i {rng.choice(VERBS)} my {noun} in {rng.choice(PLACES)}"


def write(path: Path, entries: list[dict[str, Any]]) -> None:
    """Write a knowledge file."""
    text = yaml.safe_dump({"title": "Shop", "language": "en", "entries": entries}, sort_keys=False)
    path.write_text(text, encoding="utf-8")


def versions(number: int, rng: random.Random) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The entries before the edit and after it."""
    questions: dict[str, None] = {}
    while len(questions) < number:
        questions[asked(rng)] = None
    old = [
        {
            "id": f"e{place}",
            "question": f"{question.capitalize()}?",
            "also_asked": [question.replace("how do i", "can i"), f"{question[9:]} please"],
            "answer": f"Answer {place}.",
        }
        for place, question in enumerate(questions)
    ]
    new = [dict(entry) for entry in old]
    for entry in new[:20]:
        entry["answer"] = f"{entry['answer']} And more."
    for entry in new[20:30]:
        entry["also_asked"] = []
    new.append({"id": "parking", "question": "Where can I park?", "answer": "Behind the house."})
    return old, new


class Kept:
    """A log that is a list."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []

    def add(self, turn: Turn) -> None:
        """Keep a turn."""
        self.turns.append(turn)


def logged(path: Path, questions: list[str]) -> list[Turn]:
    """The turns that a bot's log has once it was asked."""
    bot, kept = Bot.load(path, log=False), Kept()
    log = TurnLog(kept, bot.knowledge)  # type: ignore[arg-type]  # all it does is add
    for question in questions:
        log.add(bot.ask(question))
    return kept.turns


def show_diff(old: Path, new: Path, turns: list[Turn], *, every: bool) -> None:
    """Print how long comparing took, and what it found."""
    columns = {"of": 0, "seconds": 1, "CPU s": 1, "differences": 0, "found": 0}
    table = Table("asked", columns)
    bots = [Bot.load(path, log=False) for path in (old, new)]
    for bot in bots:
        bot.ask("?")
    found: list[Diff] = []
    for most in (MOST_REPLAYED, None) if every else (MOST_REPLAYED,):
        began, used = time.perf_counter(), time.process_time()
        diff = compare(bots[0], bots[1], turns, most=most)
        took, used = time.perf_counter() - began, time.process_time() - used
        found.append(diff)
        both = {one.question for one in found[0].differences}
        number = sum(one.question in both for one in diff.differences)
        counts = {"of": diff.questions, "differences": len(diff.differences), "found": number}
        table.add(f"{diff.asked:,}", {**counts, "seconds": took, "CPU s": used})


def sampled(body: str, ended: Callable[[], bool]) -> list[float]:
    """How long replies took until something is so, in seconds."""
    connection, took = HTTPConnection("127.0.0.1", PORT, timeout=60), list[float]()
    while not ended():
        began = time.perf_counter()
        connection.request("POST", "/v1/ask", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        response.read()
        took.append(time.perf_counter() - began)
        if response.status != 200:
            raise SystemExit(f"not answered: {response.status}")
    return took


def title() -> str:
    """Of the version that answers."""
    connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request("GET", "/readyz")
    return str(json.loads(connection.getresponse().read())["title"])


def show_reloads(path: Path, question: str) -> None:
    """Print how long replies take in quiet, and while an edited file is read."""
    table = Table("server", {"p50 ms": 1, "p99 ms": 1, "replies": 0, "seconds": 1})
    options = ("--semantic", "off", "--rate", "0", "--faq", str(path), "--port")
    command = [sys.executable, "-m", "chatbot", "serve", *options]
    text, body = path.read_text(encoding="utf-8"), json.dumps({"question": question})
    with server(PORT, command):
        for number in range(2):
            until = time.monotonic() + 5
            show_latency(
                table, "quiet", sampled(body, lambda until=until: time.monotonic() > until)
            )
            edited = f"Shop {number}"
            path.write_text(text.replace("title: Shop", f"title: {edited}", 1), encoding="utf-8")
            show_latency(table, "reload", sampled(body, lambda edited=edited: title() == edited))


def show_latency(table: Table, name: str, took: list[float]) -> None:
    """Add a row."""
    figures = {"p50 ms": percentile(took, 0.5), "p99 ms": percentile(took, 0.99)}
    table.add(name, {**figures, "replies": len(took), "seconds": sum(took)})


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--entries", type=int, default=1_000)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--all", action="store_true", help="also ask every question")
    options = parser.parse_args()
    rng = random.Random(7)
    old, new = versions(options.entries, rng)
    questions = [f"{asked(rng)}{rng.choice(ENDS)}" for _ in range(options.questions)]
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "old.yaml"), Path(folder, "new.yaml")
        write(before, old)
        write(after, new)
        show_diff(before, after, logged(before, questions), every=options.all)
        show_reloads(after, questions[0])


if __name__ == "__main__":
    main()
