"""Grades the bot on questions written from the article alone, without sight of the phrasings.

A row of a CSV file has a question and what an honest reader of the article would accept:

    expect = whole (" or " whole)*     any one of them is right
    whole  = part (" + " part)?        two questions in one: both, in any order
    part   = id ("|" id)*  |  "decline:" reason ("|" reason)*

Talks have a line ``> question`` and a line ``= expect`` a turn, an empty line between two talks;
there ``smalltalk`` and ``clarify`` may stand for an id. Half of the questions was kept aside while
the matching and the knowledge file were written; a third set was written after that.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from chatbot import Bot, Reply

HERE = Path(__file__).parent
DECLINE = "decline:"


class Part(NamedTuple):
    """One thing that is asked, and what may become of it."""

    declined: bool
    names: frozenset[str]
    """Reasons to decline, or entry ids."""


class Grade(NamedTuple):
    """One question and how the bot did."""

    question: str
    expect: str
    answerable: bool
    """Whether it asks one thing, and the article answers it."""
    unanswerable: bool
    """Whether it asks one thing, and the article does not answer it."""
    verdict: str
    """``right``, ``wrong``, ``asked back``, ``declined`` or ``other reason``."""


def examine(half: str) -> list[Grade]:
    """Every single question of one set, asked by itself."""
    with (HERE / f"{half}.csv").open(newline="", encoding="utf-8") as file:
        return [
            _grade(row["question"], row["expect"], _bot().ask(row["question"]))
            for row in csv.DictReader(file)
        ]


def examine_talks(half: str) -> list[Grade]:
    """Every turn of one set's talks."""
    grades: list[Grade] = []
    text = (HERE / f"{half}-talks.txt").read_text(encoding="utf-8")
    for talk in text.strip().split("\n\n"):
        session = None
        for question, expect in _turns(talk):
            reply = _bot().ask(question, session)
            session = reply.session
            grades.append(_grade(question, expect, reply))
    return grades


def shares(grades: list[Grade]) -> dict[str, float]:
    """The figures of a set, per cent."""
    answerable = [grade.verdict for grade in grades if grade.answerable]
    unanswerable = [grade.verdict for grade in grades if grade.unanswerable]
    verdicts = Counter(grade.verdict for grade in grades)
    return {
        "answerable right": 100 * answerable.count("right") / len(answerable),
        "unanswerable declined with the right reason": 100
        * unanswerable.count("right")
        / len(unanswerable),
        "right of all": 100 * verdicts["right"] / len(grades),
        "wrong of all": 100 * verdicts["wrong"] / len(grades),
    }


@cache
def _bot() -> Bot:
    return Bot.load()


def _turns(talk: str) -> Iterator[tuple[str, str]]:
    lines = talk.splitlines()
    for asked, expected in zip(lines[::2], lines[1::2], strict=True):
        yield asked.removeprefix("> "), expected.removeprefix("= ")


def _parse(expect: str) -> list[list[Part]]:
    return [
        [
            Part(part.startswith(DECLINE), frozenset(part.removeprefix(DECLINE).split("|")))
            for part in whole.split(" + ")
        ]
        for whole in expect.split(" or ")
    ]


def _grade(question: str, expect: str, reply: Reply) -> Grade:
    wholes = _parse(expect)
    parts = [part for whole in wholes for part in whole]
    single = all(len(whole) == 1 for whole in wholes)
    verdict = _verdict(wholes, reply)
    return Grade(
        question,
        expect,
        single and not any(part.declined for part in parts),
        single and all(part.declined for part in parts),
        verdict,
    )


def _verdict(wholes: list[list[Part]], reply: Reply) -> str:
    if any(_fits(whole, reply) for whole in wholes):
        return "right"
    wanted = frozenset[str]().union(*(p.names for w in wholes for p in w if not p.declined))
    if reply.kind == "clarify":
        return "asked back"
    if reply.kind == "answer":
        return "half" if wanted.issuperset(reply.entry_ids) else "wrong"
    return "declined" if wanted else "other reason"


def _fits(whole: list[Part], reply: Reply) -> bool:
    ids = set(reply.entry_ids) if reply.kind == "answer" else set()
    wanted = [part.names for part in whole if not part.declined]
    reasons = [part.names for part in whole if part.declined]
    if len(whole) == 1 and reply.kind in whole[0].names:
        return True
    answered = all(ids & names for names in wanted) and ids <= frozenset().union(*wanted)
    declined = all(reply.reason in names for names in reasons)
    kind = "answer" if wanted else "decline"
    return reply.kind == kind and answered and declined


if __name__ == "__main__":
    for name in ("development", "kept", "third"):
        print(name, {figure: round(share, 1) for figure, share in shares(examine(name)).items()})
        talks = examine_talks(name)
        print(f"  talks: {sum(grade.verdict == 'right' for grade in talks)} of {len(talks)} turns")
