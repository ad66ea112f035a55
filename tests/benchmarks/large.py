"""How everything grows with a knowledge, from a thousand phrasings to a million.

    python large.py SET_FOLDER... [--phrasings 1000 10000 100000 1000000] [--plot GROWTH.svg]

The knowledge is made of the sets. Their own entries stand in it as they are, and the sets' own
questions are asked; all others are there to be in the way. Such an entry takes two entries of the
sets: its phrasings begin as phrasings of the one do and end as phrasings of the other, but for
their longest word, in place of which a made-up one stands, as the name of a product or a place
would: one of as many as there are entries, the first far more often than the last. They are written
into files of 20,000 phrasings or so, which one file includes.

Columns
  compile s   CPU time of ``chatbot compile``; MB: the most memory it takes; file: what it writes
  open ms     CPU time of Bot.load and the first question
  process     MB of the process at the end, pages that it shares with others included; own: without
  p50, p99    milliseconds of CPU time a question (``bot.match``); typos: where they are misspelt
  top1        how often the best match is right, of 100; scan: the same where nothing is left out
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from sets import QuestionSet, misspell, read_set
from tables import Table

COLUMNS = {
    "compile s": 1,
    "MB": 0,
    "file MB": 1,
    "open ms": 0,
    "process MB": 0,
    "own": 0,
    "p50": 2,
    "p99": 2,
    "typos p50": 2,
    "typos p99": 2,
    "top1": 1,
    "scan": 1,
}
PER_ENTRY = 5
PER_FILE = 20_000
QUESTIONS = 400
CONSONANTS, VOWELS = "bcdfghjklmnprstvwz", "aeiou"


def made_up(number: int, rng: random.Random) -> list[str]:
    """So many different words of three or four syllables."""
    found: dict[str, None] = {}
    while len(found) < number:
        syllables = (rng.choice(CONSONANTS) + rng.choice(VOWELS) for _ in range(rng.randint(3, 4)))
        found["".join(syllables)] = None
    return list(found)


def own_entries(sets: Sequence[QuestionSet]) -> dict[str, list[str]]:
    """The sets' entries by ids that tell them apart."""
    return {
        f"{one.name}/{number}": phrasings
        for one in sets
        for number, (phrasings, _) in enumerate(one.entries.values())
    }


def entries(sets: Sequence[QuestionSet], number: int) -> Iterator[tuple[str, list[str]]]:
    """Id and phrasings of entries that have about so many phrasings together."""
    rng = random.Random(7)
    own = own_entries(sets)
    made = 0
    for key, phrasings in own.items():
        yield key, phrasings
        made += len(phrasings)
    words = made_up(max(1, (number - made) // PER_ENTRY), rng)
    weights = list(accumulate(1 / place for place in range(1, len(words) + 1)))
    sources = [[text.split() for text in phrasings] for phrasings in own.values()]
    entry = 0
    while made < number:
        one, other = rng.choices(sources, k=2)
        (word,) = rng.choices(words, cum_weights=weights)
        phrasings = {}
        for _ in range(PER_ENTRY):
            begin, end = rng.choice(one), rng.choice(other)
            text = [*begin[: (len(begin) + 1) // 2], *end[len(end) // 2 :]]
            text[text.index(max(text, key=len))] = word
            phrasings[" ".join(text)] = None
        yield f"made/{entry}", list(phrasings)
        entry += 1
        made += len(phrasings)


def write(sets: Sequence[QuestionSet], number: int, folder: Path) -> Path:
    """Write the knowledge; the file that includes the others."""
    lines: list[str] = []
    size = files = 0

    def close() -> None:
        nonlocal size, files
        text = "entries:\n" + "".join(f"- {line}\n" for line in lines)
        (folder / f"part{files:03}.yaml").write_text(text, encoding="utf-8")
        lines.clear()
        size, files = 0, files + 1

    for place, (key, phrasings) in enumerate(entries(sets, number)):
        entry = {
            "id": key.replace("/", "-"),
            "question": phrasings[0],
            "also_asked": phrasings[1:],
            "answer": f"Answer {place}.",
        }
        lines.append(json.dumps(entry, ensure_ascii=False))
        size += len(phrasings)
        if size >= PER_FILE:
            close()
    if lines:
        close()
    path = folder / "faq.yaml"
    path.write_text('title: Large\nlanguage: en\ninclude: ["part*.yaml"]\n', encoding="utf-8")
    return path


def asked(sets: Sequence[QuestionSet]) -> list[tuple[str, set[str]]]:
    """Questions of the sets that have an answer, with the ids of the entries that are right."""
    found = []
    for one in sets:
        places = {label: f"{one.name}-{n}" for n, label in enumerate(one.entries)}
        for text, ids in one.questions:
            if ids:
                found.append((text, {places[each] for each in ids.split("|")}))
    return random.Random(7).sample(found, min(QUESTIONS, len(found)))


def child(function: str, *arguments: object) -> dict[str, float]:
    """What a function here finds in a process of its own."""
    code = (
        f"import json, large; print(json.dumps(large.{function}(*{list(map(str, arguments))!r})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent,
        env={**os.environ, "CHATBOT_CACHE": "off"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def compiling(source: str, target: str) -> dict[str, float]:
    """Compile."""
    from chatbot.dialogue import compile_to

    start = time.process_time()
    gc.disable()  # as the command does
    compile_to(source, target)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = os.stat(target).st_size / 1e6
    return {"compile s": time.process_time() - start, "MB": most, "file MB": size}


def asking(path: str, *folders: str) -> dict[str, float]:
    """Open a compiled file and ask."""
    from chatbot import Bot

    sets = [read_set(Path(folder)) for folder in folders]
    questions = asked(sets)
    start = time.process_time()
    bot = Bot.load(path)
    bot.match("what is thsi")
    opened = time.process_time() - start
    rng = random.Random(7)
    right = timed(bot, questions)
    typos = timed(bot, [(misspell(text, rng), ids) for text, ids in questions])
    status = Path("/proc/self/status").read_text(encoding="ascii")
    whole, own = (int(status.partition(f"{key}:")[2].split()[0]) for key in ("VmRSS", "RssAnon"))
    return {
        "open ms": 1e3 * opened,
        "process MB": whole / 1024,
        "own": own / 1024,
        **right,
        **{f"typos {name}": own for name, own in typos.items() if name != "top1"},
    }


def scanning(path: str, *folders: str) -> dict[str, float]:
    """Ask where nothing is left out."""
    from chatbot import Bot
    from chatbot.matching import PARAMETERS

    bot = Bot.load(path)
    bot.match("hello")
    endless = 10**9
    bot.matcher._by_letters.parameters = PARAMETERS._replace(
        most_postings=endless,
        most_scanned=endless,
        most_alone=endless,
        reckoned=float(endless),
    )
    questions = asked([read_set(Path(folder)) for folder in folders])
    return {"scan": timed(bot, questions)["top1"]}


def timed(bot: object, questions: Sequence[tuple[str, set[str]]]) -> dict[str, float]:
    """How long questions take, and how many are matched rightly."""
    times, right = [], 0
    for text, ids in questions:
        start = time.process_time()
        found = bot.match(text)  # type: ignore[attr-defined]  # or a matcher
        times.append(1e3 * (time.process_time() - start))
        right += bool(found) and found[0].entry_id in ids
    times.sort()
    slow = times[int(0.99 * len(times))]
    return {"p50": times[len(times) // 2], "p99": slow, "top1": 100 * right / len(times)}


def plot(found: dict[int, dict[str, float]], path: str) -> None:
    """Draw how compiling, opening and asking grow, each over its first value."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4))
    for column in ("compile s", "file MB", "process MB", "open ms", "p50", "p99"):
        values = [figures[column] for figures in found.values()]
        axes.loglog(list(found), [value / values[0] for value in values], "o-", label=column)
    axes.set_xlabel("phrasings")
    axes.set_ylabel(f"times that of {min(found):,} phrasings")
    axes.legend()
    figure.savefig(path, bbox_inches="tight")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET_FOLDER")
    sizes = [1_000, 10_000, 100_000, 1_000_000]
    parser.add_argument("--phrasings", nargs="+", type=int, default=sizes)
    parser.add_argument("--plot", metavar="FILE", help="draw it, too; needs matplotlib")
    arguments = parser.parse_args()
    folders = [folder.resolve() for folder in arguments.sets]
    sets = [read_set(folder) for folder in folders]
    found: dict[int, dict[str, float]] = {}
    table = Table("phrasings", COLUMNS)
    for number in arguments.phrasings:
        with tempfile.TemporaryDirectory() as name:
            source = write(sets, number, Path(name))
            target = Path(name) / "faq.compiled"
            figures = child("compiling", source, target)
            figures |= child("asking", target, *folders)
            figures |= child("scanning", target, *folders)
        table.add(f"{number:,}", figures)
        found[number] = figures
    if arguments.plot:
        plot(found, arguments.plot)


if __name__ == "__main__":
    main()
