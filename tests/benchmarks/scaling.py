"""How matching grows with the knowledge: time and memory at many phrasings.

    python scaling.py SET_FOLDER... [--phrasings 750 35000] [--phrasings-per-entry 5]

A knowledge of any size is made of the sets' phrasings: the beginning of one joined to the end of
another. It is measured twice: as it is, and with one phrasing in five misspelt, so that it has
words that nobody knows. The questions are the sets' own.

Columns
  load s     Bot.load of the knowledge file and the first question; index s: the matcher's part
  match ms   median for one question; p99: 99th percentile, p99/p50: that over the median
  typos ms   the same where about a third of a question's longer words are misspelt
  WRatio ms  what rapidfuzz's process.extractOne takes over the same phrasings; times: over ours
  matcher B  what the matcher allocates, bytes a phrasing, beyond the lexicon that all share
  process B  what the process grows by with Bot.load, bytes a phrasing, the same lexicon aside
"""

from __future__ import annotations

import argparse
import gc
import random
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml
from rapidfuzz import fuzz, process, utils
from sets import QuestionSet, misspell, read_set
from tables import Table

from chatbot import Bot, Knowledge, Matcher

COLUMNS = {
    "load s": 2,
    "index s": 2,
    "match ms": 2,
    "p99": 2,
    "p99/p50": 1,
    "typos ms": 2,
    "typos p99": 2,
    "WRatio ms": 2,
    "times": 1,
    "matcher B": 0,
    "process B": 0,
}
MISSPELT_SHARE = 0.2
QUESTIONS = 1_000
SCANNED_QUESTIONS = 60
"""The scan is slow and steady; fewer questions do."""


class Timing(NamedTuple):
    """Milliseconds a question."""

    median: float
    slow: float
    """The 99th percentile."""


def timed(call: Callable[[str], object], questions: Sequence[str]) -> Timing:
    """How long one question takes."""
    times: list[float] = []
    for question in questions:
        start = time.perf_counter()
        call(question)
        times.append((time.perf_counter() - start) * 1e3)
    times.sort()
    return Timing(times[len(times) // 2], times[int(len(times) * 0.99)])


def wratio_scan(phrasings: Sequence[str]) -> Callable[[str], object]:
    """Compare a question with every phrasing, as rapidfuzz's users do."""
    processed = [utils.default_process(phrasing) for phrasing in phrasings]
    return lambda question: process.extractOne(
        utils.default_process(question), processed, scorer=fuzz.WRatio
    )


def make_phrasings(
    sets: Sequence[QuestionSet], number: int, misspelt: float, rng: random.Random
) -> list[str]:
    """``number`` different phrasings: beginnings of some at hand with the ends of others."""
    at_hand = [text.split() for one in sets for own, _ in one.entries.values() for text in own]
    made: dict[str, None] = {}
    while len(made) < number:
        one, other = rng.choice(at_hand), rng.choice(at_hand)
        text = " ".join((*one[: (len(one) + 1) // 2], *other[len(other) // 2 :]))
        made[misspell(text, rng) if rng.random() < misspelt else text] = None
    return list(made)


def write_knowledge(phrasings: Sequence[str], per_entry: int, path: Path) -> None:
    """Write a knowledge file whose entries have ``per_entry`` phrasings each."""
    entries = [
        {
            "id": f"e{start}",
            "question": phrasings[start],
            "also_asked": list(phrasings[start + 1 : start + per_entry]),
            "answer": f"Answer {start}.",
        }
        for start in range(0, len(phrasings), per_entry)
    ]
    text = yaml.safe_dump({"title": "Scaling", "entries": entries}, allow_unicode=True)
    path.write_text(text, encoding="utf-8")


def memory_of(path: Path, what: str) -> int:
    """Bytes that a new process needs for the ``matcher``, or for the whole ``process``."""
    code = f"import scaling; scaling.print_{what}_memory({str(path)!r})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


def print_matcher_memory(path: str) -> None:
    """Print how many bytes a knowledge file's matcher allocates and keeps."""
    _load_what_all_share()
    knowledge = Knowledge.load(path)
    tracemalloc.start()
    matcher = Matcher(knowledge)
    matcher.match("what is thsi")
    gc.collect()
    print(tracemalloc.get_traced_memory()[0])


def print_process_memory(path: str) -> None:
    """Print how many bytes this process grows by when a bot is loaded."""
    _load_what_all_share()
    before = _resident()
    bot = Bot.load(path)
    bot.match("what is thsi")
    gc.collect()
    print(_resident() - before)


def _load_what_all_share() -> None:
    entry = {"question": "Who are you?", "answer": "A bot."}
    Bot(Knowledge.from_dict({"title": "Small", "entries": [entry]})).ask("what is thsi")


def _resident() -> int:
    """Bytes of this process in memory now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return 1024 * int(status.partition("VmRSS:")[2].split()[0])


def measure(phrasings: Sequence[str], per_entry: int, questions: Sequence[str]) -> dict[str, float]:
    """The figures of one knowledge, by column."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "faq.yaml"
        write_knowledge(phrasings, per_entry, path)
        start = time.perf_counter()
        bot = Bot.load(path)
        bot.match("hello")
        load = time.perf_counter() - start
        start = time.perf_counter()
        Matcher(bot.knowledge)
        indexing = time.perf_counter() - start
        matcher, whole = memory_of(path, "matcher"), memory_of(path, "process")
    rng = random.Random(7)
    match = timed(bot.match, questions)
    typos = timed(bot.match, [misspell(question, rng) for question in questions])
    scan = timed(wratio_scan(phrasings), questions[:SCANNED_QUESTIONS])
    return {
        "load s": load,
        "index s": indexing,
        "match ms": match.median,
        "p99": match.slow,
        "p99/p50": match.slow / match.median,
        "typos ms": typos.median,
        "typos p99": typos.slow,
        "WRatio ms": scan.median,
        "times": scan.median / match.median,
        "matcher B": matcher / len(phrasings),
        "process B": whole / len(phrasings),
    }


def report(sets: Sequence[QuestionSet], sizes: Sequence[int], per_entry: int) -> None:
    """Print the figures of every size."""
    asked = [text for one in sets for text, _ in one.questions]
    questions = random.Random(7).sample(asked, min(QUESTIONS, len(asked)))
    table = Table("phrasings", COLUMNS)
    for number in sizes:
        for misspelt in (0.0, MISSPELT_SHARE):
            phrasings = make_phrasings(sets, number, misspelt, random.Random(7))
            figures = measure(phrasings, per_entry, questions)
            table.add(f"{number:,d}, {misspelt:.0%} misspelt", figures)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET_FOLDER")
    parser.add_argument("--phrasings", nargs="+", type=int, default=[750, 35_000])
    parser.add_argument("--phrasings-per-entry", type=int, default=5)
    arguments = parser.parse_args()
    sets = [read_set(folder) for folder in arguments.sets]
    report(sets, arguments.phrasings, arguments.phrasings_per_entry)


if __name__ == "__main__":
    main()
