"""The matcher on sets of real questions, beside what people would use instead.

    python compare.py SET_FOLDER... [--peers] [--limit N] [--uneven]

Prints a table in Markdown for every set. `--uneven` lets every entry keep a random number of its
phrasings, from one to all, as authors write more about some things than about others.

Columns
  top1     in-scope questions whose best match is the right entry, per cent
  typo     the same, with about a third of the longer words misspelt (fixed seed)
  auroc    how well the score separates in-scope from out-of-scope questions (100 = perfectly)
  r@p99    in-scope questions answered rightly at the threshold where 99 % of all answers are right
  ece      expected calibration error of the confidence, in and out of scope together
  At the shipped settings, through Bot.ask:
  right    in-scope questions answered with the right entry
  offered  in-scope questions met with "did you mean", the right entry among the first three
  wrong    of all questions, those answered with a wrong entry, or answered though out of scope
  refused  out-of-scope questions declined, or taken for small talk
  asked    out-of-scope questions met with "did you mean"
  p50, p99 microseconds for one question
  load     seconds to load, until the first question is answered
Peers have neither settings nor a calibrated confidence, so their rows have gaps.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from peers import PEERS, Peer
from sets import SEED, QuestionSet, misspell, read_set
from tables import Table

from chatbot import Bot, Reply
from chatbot.workshop.metrics import auroc, expected_calibration_error

COLUMNS = {
    "top1": 1,
    "typo": 1,
    "auroc": 1,
    "r@p99": 1,
    "ece": 3,
    "right": 1,
    "offered": 1,
    "wrong": 1,
    "refused": 1,
    "asked": 1,
    "p50": 0,
    "p99": 0,
    "load": 2,
}
PRECISION = 0.99

Best = Callable[[str], tuple[str | None, float]]
"""From a question to the id of the best entry, None for none, and its score."""


class Rated(NamedTuple):
    """One question as a matcher saw it."""

    label: str
    """The right id; empty for out of scope."""
    found: str | None
    score: float

    @property
    def right(self) -> bool:
        """Whether the best entry is the right one."""
        return self.found == self.label


def share(hits: int, of: int) -> float:
    """Per cent."""
    return 100 * hits / of if of else 0.0


def recall_at_precision(rated: Sequence[Rated], precision: float) -> float:
    """Per cent of the in-scope questions answered rightly at the best threshold so precise."""
    inside = sum(bool(one.label) for one in rated)
    ordered = sorted(rated, key=lambda one: -one.score)
    best = right = 0
    for number, one in enumerate(ordered, 1):
        right += one.right
        is_tied = number < len(ordered) and ordered[number].score == one.score
        if not is_tied and right >= precision * number:
            best = right
    return share(best, inside)


def matching_figures(best: Best, questions: QuestionSet) -> dict[str, float]:
    """The figures that any matcher has."""
    rng = random.Random(SEED)
    times: list[float] = []

    def rate(text: str, label: str) -> Rated:
        start = time.perf_counter()
        found, score = best(text)
        times.append((time.perf_counter() - start) * 1e6)
        return Rated(label, found, score)

    rated = [rate(text, label) for text, label in questions.questions]
    inside, outside = ([o for o in rated if bool(o.label) is kind] for kind in (True, False))
    typos = [rate(misspell(text, rng), label) for text, label in questions.questions if label]
    times.sort()
    return {
        "top1": share(sum(one.right for one in inside), len(inside)),
        "typo": share(sum(one.right for one in typos), len(typos)),
        "auroc": auroc([one.score for one in inside], [one.score for one in outside]),
        "r@p99": recall_at_precision(rated, PRECISION),
        "ece": expected_calibration_error([(one.score, one.right) for one in rated]),
        "p50": times[len(times) // 2],
        "p99": times[int(len(times) * 0.99)],
    }


def asking_figures(ask: Callable[[str], Reply], questions: QuestionSet) -> dict[str, float]:
    """The figures at the shipped settings."""
    ids = questions.ids()
    right = offered = wrong = refused = asked = 0
    for text, label in questions.questions:
        reply = ask(text)
        found = [ids.get(entry_id, "") for entry_id in reply.entry_ids]
        if reply.kind == "answer":
            hit = bool(label) and label in found[:1]
            right, wrong = right + hit, wrong + (not hit)
        elif reply.kind == "clarify":
            offered, asked = offered + (bool(label) and label in found[:3]), asked + (not label)
        else:
            refused += not label
    total = len(questions.questions)
    inside = sum(bool(label) for _, label in questions.questions)
    return {
        "right": share(right, inside),
        "offered": share(offered, inside),
        "wrong": share(wrong, total),
        "refused": share(refused, total - inside),
        "asked": share(asked, total - inside),
    }


def chatbot_figures(questions: QuestionSet) -> dict[str, float]:
    """All figures of the chatbot."""
    ids = questions.ids()
    knowledge = questions.knowledge()
    start = time.perf_counter()
    bot = Bot(knowledge)
    bot.match("hello")
    load = time.perf_counter() - start

    def best(text: str) -> tuple[str | None, float]:
        found = bot.match(text, limit=1)
        return (ids[found[0].entry_id], found[0].confidence) if found else (None, 0.0)

    figures = matching_figures(best, questions)
    return figures | asking_figures(bot.ask, questions) | {"load": load}


def peer_figures(peer: Peer, questions: QuestionSet) -> dict[str, float]:
    """The figures that a peer has."""
    labels = [label for label, (own, _) in questions.entries.items() for _ in own]
    start = time.perf_counter()
    nearest = peer([phrasing for own, _ in questions.entries.values() for phrasing in own])
    load = time.perf_counter() - start

    def best(text: str) -> tuple[str | None, float]:
        found = nearest(text)
        return (labels[found[0]], found[1]) if found else (None, 0.0)

    figures = matching_figures(best, questions)
    del figures["ece"]
    return figures | {"load": load}


def report(questions: QuestionSet, with_peers: bool) -> None:
    """Print one set's table."""
    phrasings = sum(len(own) for own, _ in questions.entries.values())
    inside = sum(bool(label) for _, label in questions.questions)
    print(
        f"\n{questions.name}: {len(questions.entries)} entries, {phrasings} phrasings, "
        f"{inside} questions in scope, {len(questions.questions) - inside} out of scope\n"
    )
    table = Table("matcher", COLUMNS)
    table.add("chatbot", chatbot_figures(questions))
    for name, peer in PEERS.items() if with_peers else ():
        try:
            table.add(name, peer_figures(peer, questions))
        except ModuleNotFoundError as missing:
            table.add(f"{name}: no {missing.name}", {})


def main() -> None:
    """Read the command line and compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET_FOLDER")
    parser.add_argument("--peers", action="store_true", help="measure the peers as well")
    parser.add_argument("--uneven", action="store_true", help="cut the entries' phrasings down")
    parser.add_argument("--limit", type=int, help="only so many questions in and out of scope")
    arguments = parser.parse_args()
    for folder in arguments.sets:
        questions = read_set(folder).limited_to(arguments.limit)
        if arguments.uneven:
            questions = questions.uneven(random.Random(SEED))
        report(questions, arguments.peers)


if __name__ == "__main__":
    main()
