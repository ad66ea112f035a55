"""How long the commands of an author's year take over a long log.

    python tests/benchmarks/year.py SET_FOLDER... [--entries 1000] [--turns 100000] [--keep FOLDER]

The knowledge is made of the sets as in ``large.py``, five phrasings an entry. The questions are
those of the sets, phrasings with a word left out or another one added, halves of two phrasings,
and the same misspelt; few are asked often and many once, two in a conversation. Some choose what
they are offered, and some say whether they like an answer. ``--keep`` keeps the files there, or
takes those that are.

Columns
  seconds, CPU s  until the end
  first s         until the first line of what was found
  MB              the most memory that the command takes
  lines           that it prints
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from large import entries
from sets import QuestionSet, misspell, read_set
from tables import Table

from chatbot import Bot, QuestionLog
from chatbot.dialogue.turn_log import TurnLog
from chatbot.log import Turn

COLUMNS = {"seconds": 1, "CPU s": 1, "first s": 1, "MB": 0, "lines": 0}
PER_ENTRY = 5
SENTENCES = 4
"""Of an answer."""
POOL = 60_000
WEEK = 7 * 24 * 60 * 60.0
WEEKS = 52
ADDED = ("please", "now", "today", "again", "really", "still", "maybe", "online", "tomorrow")
TYPED_WRONG, PICKED, LIKED, DISLIKED = 0.2, 0.4, 0.04, 0.03
BATCH = 5_000


def written(sets: Sequence[QuestionSet], number: int, path: Path) -> list[str]:
    """Write a knowledge of so many entries; all its phrasings."""
    rng, lines, phrasings = random.Random(7), list[str](), list[str]()
    own_phrasings = sum(len(said) for one in sets for said, _ in one.entries.values())
    for key, said in entries(sets, own_phrasings + number * PER_ENTRY):
        if len(lines) == number:
            break
        own = list(dict.fromkeys(said))[:PER_ENTRY]
        phrasings += own
        entry = {"id": key.replace("/", "-"), "question": own[0], "also_asked": own[1:]}
        told = ". ".join(rng.choice(phrasings) for _ in range(SENTENCES))
        lines.append(json.dumps({**entry, "answer": f"Answer {len(lines)}. {told}."}))
    text = "".join(f"- {line}\n" for line in lines)
    path.write_text(f"title: Shop\nlanguage: en\nentries:\n{text}", encoding="utf-8")
    return phrasings


def pool(sets: Sequence[QuestionSet], phrasings: Sequence[str], rng: random.Random) -> list[str]:
    """Different questions, in random order."""
    found = dict.fromkeys(question for one in sets for question, _ in one.questions)
    while len(found) < POOL:
        words, others = (rng.choice(phrasings).split() for _ in range(2))
        how = rng.randrange(3)
        if how == 0 and len(words) > 2:
            del words[rng.randrange(len(words))]
        elif how == 1:
            words.insert(rng.randrange(len(words) + 1), rng.choice(ADDED))
        else:
            words = [*words[: (len(words) + 1) // 2], *others[len(others) // 2 :]]
        text = " ".join(words)
        found[misspell(text, rng) if rng.random() < TYPED_WRONG else text] = None
    questions = list(found)
    rng.shuffle(questions)
    return questions


class Kept:
    """A log that is a list."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []

    def add(self, turn: Turn) -> None:
        """Keep a turn."""
        self.turns.append(turn)


def turns(bot: Bot, questions: Sequence[str], number: int, rng: random.Random) -> Iterator[Turn]:
    """So many turns of a year; every different question is asked once."""
    kept, asked = Kept(), dict[str, Turn]()
    log = TurnLog(kept, bot.knowledge)  # type: ignore[arg-type]  # all it does is add
    weights = list(accumulate(1 / place for place in range(1, len(questions) + 1)))
    for place, question in enumerate(rng.choices(questions, cum_weights=weights, k=number)):
        if question not in asked:
            log.add(bot.ask(question))
            asked[question] = kept.turns.pop()
        turn, conversation = asked[question], place // 2
        at = time.time() - WEEKS * WEEK * (1 - conversation / number * 2) + place % 2 * 30
        picked = turn.offered_ids[0] if turn.offered and rng.random() < PICKED else ""
        yield replace(turn, id=f"t{place}", time=at, session=f"s{conversation}", picked=picked)


def log(path: Path, found: Iterator[Turn], rng: random.Random) -> None:
    """Write the turns, and what some say about their answers."""
    kept = QuestionLog(path)
    for place, turn in enumerate(found):
        kept.add(turn)
        said = rng.random()
        if turn.kind == "answer" and said < LIKED + DISLIKED:
            kept.rate(turn.id, 1 if said < LIKED else -1)
        if place % BATCH == 0:
            kept.flush(60)
    kept.flush(60)
    kept.close()


def edited(path: Path) -> Path:
    """The same knowledge with 20 other answers and one more entry."""
    text = path.read_text(encoding="utf-8")
    for number in range(20):
        text = text.replace(f'"Answer {number}.', f'"Another answer {number}.')
    new = path.with_name("new.yaml")
    added = json.dumps({"id": "park", "question": "Where can I park?", "answer": "Behind it."})
    new.write_text(f"{text}- {added}\n", encoding="utf-8")
    return new


def measured(*arguments: object) -> dict[str, float]:
    """How long a command takes."""
    command = [sys.executable, "-m", "chatbot", *map(str, arguments)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        first, lines = 0.0, 0
        for _ in process.stdout:
            first = first or time.perf_counter() - began
            lines += 1
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    figures = {"seconds": time.perf_counter() - began, "first s": first, "lines": lines}
    return {**figures, "CPU s": used.ru_utime + used.ru_stime, "MB": used.ru_maxrss / 1024}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--entries", type=int, default=1_000)
    parser.add_argument("--turns", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    rng = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        kept = options.keep or Path(folder)
        kept.mkdir(exist_ok=True)
        faq, questions = kept / "faq.yaml", kept / "log.db"
        if not questions.exists():
            sets = [read_set(one) for one in options.sets]
            asked = pool(sets, written(sets, options.entries, faq), rng)
            bot = Bot.load(faq, log=False)
            log(questions, turns(bot, asked, options.turns, rng), rng)
        table = Table("command", COLUMNS)
        for name in ("stats", "gaps", "learn"):
            table.add(name, measured(name, questions, "--faq", faq, "--json"))
        table.add("diff", measured("diff", faq, edited(faq), "--log", questions, "--json"))
        table.add("stale", measured("stale", faq))
        table.add("check", measured("check", faq))


if __name__ == "__main__":
    main()
