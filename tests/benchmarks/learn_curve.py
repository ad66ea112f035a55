"""How much better a FAQ gets when its author learns from what people ask, week by week.

    python -m tests.benchmarks.learn_curve SET [--phrasings 5] [--weeks 8] [--share 0.1]

The knowledge begins with a few phrasings an entry; the questions of the set are the traffic of
some weeks, in random order, without the numbers and addresses that a log leaves out. Each week's
questions are asked, ``chatbot learn`` proposes from all that were asked so far, and the author, who
knows the labels, goes through the proposals in their order and says yes to as many as ``--share``
of the week's questions: to a phrasing if the label says so, to "other entry" if it says another, to
"unanswered" where the bot answers what nothing answers, and no where all is well; a no costs
nothing. What would turn a right answer into another, by the effect that is shown, or make more
worse than better, is left.

After each week all questions are asked: the precision of the answers, the coverage of the questions
in scope, and how many answers turned from right to wrong; the same for the questions that are still
to come, which nothing was learnt from.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from chatbot import Bot
from chatbot.dialogue.turn_log import TurnLog
from chatbot.log import Turn, redacted, without_marks
from chatbot.workshop.grouping import distinct
from chatbot.workshop.learning.changes import Change
from chatbot.workshop.learning.effects import Replay
from chatbot.workshop.learning.proposals import Proposal, propose
from tests.benchmarks.sets import QuestionSet, read_set

WEEK = 7 * 24 * 60 * 60.0
SEED = 1


class _Kept:
    """A log that is a list."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []

    def add(self, turn: Turn) -> None:
        self.turns.append(turn)


class Simulation:
    """An author, a file and its traffic."""

    def __init__(self, folder: Path, phrasings: int, weeks: int, share: float) -> None:
        found = read_set(folder)
        few = {name: (said[:phrasings], answer) for name, (said, answer) in found.entries.items()}
        begun = QuestionSet(found.name, few, [])
        self.knowledge = begun.knowledge()
        names = {label: name for name, label in begun.ids().items()}
        said = ((without_marks(redacted(one)), label) for one, label in found.questions)
        questions = [(one, names.get(label, "")) for one, label in said if one]
        random.Random(SEED).shuffle(questions)
        self.questions = questions
        self.labels = dict(questions)
        self.share = share
        size = -(-len(questions) // weeks)
        self.weeks = [questions[at : at + size] for at in range(0, len(questions), size)]
        self.log = _Kept()
        self.rejected: set[str] = set()

    def run(self) -> Iterator[tuple[int, dict[str, str], Sequence[Change], int]]:
        """After each week its number, the answers to all questions, what was learnt, the flips."""
        before = answers(Bot(self.knowledge), self.questions)
        yield 0, before, (), 0
        for number, week in enumerate(self.weeks, start=1):
            turns = TurnLog(self.log, self.knowledge)  # type: ignore[arg-type]  # in memory
            bot = Bot(self.knowledge)
            for question, _ in week:
                turns.add(bot.ask(question))
            learnt = self.review(round(self.share * len(week)))
            after = answers(Bot(self.knowledge), self.questions)
            flips = sum(
                before[q] == label and after[q] not in (label, "")
                for q, label in self.labels.items()
                if label
            )
            yield number, after, learnt, flips
            before = after

    def review(self, most: int) -> list[Change]:
        """Go through the proposals until so many are taken."""
        asked = distinct(self.log.turns, "en")
        replay = Replay(self.knowledge, asked, {})
        learnt: list[Change] = []
        for proposal in propose(self.log.turns, replay.bot, self.rejected):
            if len(learnt) == most:
                break
            change = self.decide(proposal, replay.bot)
            if change is None or self.does_harm(change, replay):
                self.rejected.add(proposal.key)
                continue
            replay.accept(change)
            learnt.append(change)
        self.knowledge = replay.knowledge
        return learnt

    def does_harm(self, change: Change, replay: Replay) -> bool:
        """Whether a right answer would become another, or more would get worse than better."""
        effect = replay.effect(change)
        spoilt = [one for one in effect.switched if replay.answer(one) == self.labels[one]]
        return bool(spoilt) or len(effect.lost) > len(effect.gained)

    def decide(self, proposal: Proposal, bot: Bot) -> Change | None:
        """What the author says to a proposal: the change to make, or no."""
        if proposal.change.kind == "synonym":
            return None
        text = proposal.change.texts[0]
        label = self.labels[text]
        reply = bot.ask(text)
        given = reply.entry_ids[0] if reply.kind == "answer" else ""
        if given == label:
            return None
        if label:
            return Change("phrasing", (text,), label)
        return Change("unanswered", (text,))


def answers(bot: Bot, questions: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Question → id of the entry that answers it; empty without an answer."""
    found = {}
    for question, _ in questions:
        reply = bot.ask(question)
        found[question] = reply.entry_ids[0] if reply.kind == "answer" else ""
    return found


def figures(given: dict[str, str], questions: Sequence[tuple[str, str]]) -> str:
    """Precision and coverage, per cent."""
    answered = [(given[question], label) for question, label in questions if given[question]]
    inside = [given[question] for question, label in questions if label]
    right = sum(one == label for one, label in answered)
    precision = 100 * right / len(answered) if answered else 100.0
    coverage = 100 * sum(map(bool, inside)) / len(inside) if inside else 100.0
    return f"{precision:9.1f} {coverage:8.1f}"


def main() -> None:
    """Print the curve."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("set", type=Path)
    parser.add_argument("--phrasings", type=int, default=5)
    parser.add_argument("--weeks", type=int, default=8)
    parser.add_argument("--share", type=float, default=0.1)
    options = parser.parse_args()
    simulation = Simulation(options.set, options.phrasings, options.weeks, options.share)
    print("week  learnt  unanswered  precision coverage  flips  to come: precision coverage")
    total = 0
    for number, given, learnt, flips in simulation.run():
        total += flips
        unanswered = sum(change.kind == "unanswered" for change in learnt)
        to_come = [question for week in simulation.weeks[number:] for question in week]
        rest = figures(given, to_come) if to_come else ""
        said = f"{figures(given, simulation.questions)}  {flips:5}           {rest}"
        print(f"{number:4}  {len(learnt):6}  {unanswered:10}  {said}", flush=True)
    print(f"{total} answers turned from right to wrong")


if __name__ == "__main__":
    main()
