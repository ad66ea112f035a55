"""``chatbot evaluate``: how well a knowledge file answers questions."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from chatbot.dialogue import Bot
from chatbot.knowledge import Knowledge
from chatbot.workshop.evaluation import Evaluation, Outcome, ask_all, evaluate
from chatbot.workshop.holding_out import held_out, rounds
from chatbot.workshop.questions import Asked, QuestionsError, read_questions

_BAD_DATA = 65
_NOT_READABLE = 66


def run(
    faq: str, questions: str | None, *, as_json: bool, html: str | None, cross_validate: bool,
    out: TextIO,
) -> int:  # fmt: skip
    """Evaluate ``faq`` with the questions of a file, or with its own phrasings; the exit status.

    The report goes to ``out``, as text or JSON, and as a page to the file ``html`` if there is
    one. Raises KnowledgeError and KnowledgeNotReadable for the knowledge, and OSError when the
    page cannot be written.
    """
    knowledge = Knowledge.load(faq)
    try:
        outcomes = _outcomes(knowledge, questions, cross_validate)
    except QuestionsError as error:
        sys.stderr.write(f"{error}\n")
        return _BAD_DATA
    except OSError as error:
        sys.stderr.write(f"{questions}: {error.strerror}\n")
        return _NOT_READABLE
    evaluation = evaluate(knowledge.title, outcomes)
    out.write(_written(evaluation, as_json))
    if html:
        from chatbot.workshop.page import page

        Path(html).write_text(page(evaluation), encoding="utf-8")
    return 0


def _written(evaluation: Evaluation, as_json: bool) -> str:
    from chatbot.workshop import report

    return report.as_json(evaluation) if as_json else report.as_text(evaluation)


def _outcomes(knowledge: Knowledge, questions: str | None, cross_validate: bool) -> list[Outcome]:
    if questions is not None:
        known = {entry.id for entry in knowledge.entries}
        return ask_all(Bot(knowledge), read_questions(questions, known))
    return list(_cross_validated(knowledge)) if cross_validate else []


def _cross_validated(knowledge: Knowledge) -> Iterator[Outcome]:
    """Each entry's phrasings, asked of the knowledge without them."""
    total = rounds(knowledge)
    for number, (left, out) in enumerate(held_out(knowledge), 1):
        _progress(f"round {number} of {total}")
        asked = [Asked(phrasing, (entry.id,), entry.line) for entry, phrasing in out]
        yield from ask_all(Bot(left), asked)
    _progress("")


def _progress(said: str) -> None:
    """How far long work has come, on a terminal only."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{said:30}\r" if said else f"\r{'':30}\r")
        sys.stderr.flush()
