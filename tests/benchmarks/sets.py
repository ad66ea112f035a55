"""Sets of real questions: how they are read, cut down, misspelt and made into knowledge.

A set is a folder with ``entries.csv`` (id, phrasing, answer) and ``questions.csv`` (question, id);
an empty id means that nothing in the set answers the question.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from chatbot.knowledge import Knowledge

SEED = 7
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class QuestionSet(NamedTuple):
    """One set."""

    name: str
    entries: dict[str, tuple[list[str], str]]
    """Id → its phrasings and its answer."""
    questions: list[tuple[str, str]]
    """Question and id; an empty id for out of scope."""

    def knowledge(self) -> Knowledge:
        """The set as a knowledge file would give it, with ids that give nothing away."""
        entries = [
            {
                "id": f"e{number}",
                "question": phrasings[0],
                "also_asked": phrasings[1:],
                "answer": answer or f"Answer {number}.",
            }
            for number, (phrasings, answer) in enumerate(self.entries.values())
        ]
        return Knowledge.from_dict({"title": self.name, "entries": entries})

    def ids(self) -> dict[str, str]:
        """The id in the knowledge → the id in the set."""
        return {f"e{number}": label for number, label in enumerate(self.entries)}

    def cut_down(self, size: int, rng: random.Random) -> QuestionSet:
        """Only ``size`` entries; what asked for the others is out of scope, and as much as in."""
        kept = set(rng.sample(list(self.entries), size))
        entries = {label: entry for label, entry in self.entries.items() if label in kept}
        inside = [one for one in self.questions if kept.intersection(one[1].split("|"))]
        outside = [(text, "") for text, label in self.questions if (text, label) not in inside]
        outside = rng.sample(outside, min(len(outside), len(inside)))
        return QuestionSet(f"{self.name}, {size} entries", entries, inside + outside)

    def uneven(self, rng: random.Random) -> QuestionSet:
        """Every entry with a random number of its phrasings, from one to all."""
        entries = {
            label: (rng.sample(phrasings, rng.randint(1, len(phrasings))), answer)
            for label, (phrasings, answer) in self.entries.items()
        }
        return self._replace(name=f"{self.name}, uneven", entries=entries)

    def limited_to(self, number: int | None) -> QuestionSet:
        """Only ``number`` questions in scope and as many out of it, at random; None for all."""
        if number is None:
            return self
        rng = random.Random(SEED)
        inside = [(text, label) for text, label in self.questions if label]
        outside = [(text, label) for text, label in self.questions if not label]
        drawn = [rng.sample(one, min(number, len(one))) for one in (inside, outside)]
        return self._replace(questions=drawn[0] + drawn[1])


def read_set(folder: Path) -> QuestionSet:
    """Read one set's folder."""
    entries: dict[str, tuple[list[str], str]] = {}
    for row in _rows(folder / "entries.csv"):
        phrasings, _ = entries.setdefault(row["id"], ([], row["answer"]))
        phrasings.append(row["phrasing"])
    questions = [(row["question"], row["id"]) for row in _rows(folder / "questions.csv")]
    return QuestionSet(folder.name, entries, questions)


def read_faq(folder: Path) -> QuestionSet:
    """Read a FAQ's folder: ``faq.yaml`` and ``questions.csv``."""
    knowledge = Knowledge.load(folder / "faq.yaml")
    entries = {entry.id: (list(entry.phrasings), entry.answer) for entry in knowledge.entries}
    questions = [(row["question"], row["id"]) for row in _rows(folder / "questions.csv")]
    return QuestionSet(folder.name, entries, questions)


def read_folder(folder: Path) -> QuestionSet:
    """Read a folder, which is a FAQ's or a set's."""
    return read_faq(folder) if (folder / "faq.yaml").exists() else read_set(folder)


def misspell(text: str, rng: random.Random) -> str:
    """Drop, swap, replace or double one letter in about a third of the longer words."""
    words: list[str] = []
    for word in text.split():
        if len(word) > 3 and rng.random() < 0.3:
            i = rng.randrange(1, len(word) - 1)
            word = rng.choice(
                (
                    word[:i] + word[i + 1 :],
                    word[:i] + word[i + 1] + word[i] + word[i + 2 :],
                    word[:i] + rng.choice(LETTERS) + word[i + 1 :],
                    word[:i] + word[i] + word[i:],
                )
            )
        words.append(word)
    return " ".join(words)


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)
