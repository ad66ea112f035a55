"""``chatbot batch``: has the lines of a file answered block by block, and keeps what is done."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from chatbot.errors import Problem
from chatbot.storage import is_container
from chatbot.surfaces.batch.answering import Source, as_row, reply_keys
from chatbot.surfaces.batch.journal import Journal, make_sure_of
from chatbot.surfaces.batch.lines import (
    FIELDS,
    Examined,
    Questions,
    blocks,
    bundles,
    conversations,
    cores,
)
from chatbot.surfaces.progress import Progress
from chatbot.surfaces.status import (
    ANSWERED,
    BAD_USAGE,
    KNOWLEDGE_NOT_READABLE,
    NOT_ANSWERED,
    complain,
    complain_of,
)

if TYPE_CHECKING:
    from argparse import Namespace

    from chatbot.surfaces.batch.answering import Line
    from chatbot.surfaces.batch.processes import Workers

MOST_TOLD = 100
"""Broken lines that are named; of a file of another sort every line is one."""
_BLOCK = 1_000
"""Lines for each that answers, after which what is done is kept."""


class _Plan(NamedTuple):
    """What is to be done."""

    examined: Examined
    header: tuple[str, ...] | None
    """The columns of a table that is written; None of JSON Lines."""


def run(options: Namespace) -> int:
    """Do what the options say; the exit status."""
    names = dict(one.partition("=")[::2] for one in options.column)
    unknown = [field for field, name in names.items() if field not in FIELDS or not name]
    if unknown:
        complain(f"batch: --column is FIELD=NAME, with question or session; not {unknown[0]}")
        return BAD_USAGE
    if options.processes is not None and options.processes < 1:
        complain("batch: --processes is a number from 1")
        return BAD_USAGE
    if options.cluster and not is_container(options.faq or ""):
        what = "chatbot compile FAQ, and name that with --faq"
        complain(f"batch: workers elsewhere need a file they can open: {what}")
        return BAD_USAGE
    if options.output is not None:
        make_sure_of(options.output)
    questions = Questions(options.questions, names, options.encoding)
    broken = _Broken()
    try:
        examined = questions.examine(broken.tell)
    except OSError as error:
        complain_of(error, options.questions)
        return KNOWLEDGE_NOT_READABLE
    broken.sum_up()
    as_csv = (options.output or "").lower().endswith(".csv")
    _answer_all(questions, _Plan(examined, examined.columns if as_csv else None), options)
    return NOT_ANSWERED if broken.number else ANSWERED


class _Broken:
    """Says which lines are passed over."""

    def __init__(self) -> None:
        self.number = 0

    def tell(self, problem: Problem) -> None:
        self.number += 1
        if self.number <= MOST_TOLD:
            complain(f"{problem}; the line is passed over")

    def sum_up(self) -> None:
        if self.number > MOST_TOLD:
            complain(f"and {self.number - MOST_TOLD} more lines are passed over")


def _answer_all(questions: Questions, plan: _Plan, options: Namespace) -> None:
    with ExitStack() as open_now:
        source, fingerprint = open_now.enter_context(_source(options))
        journal = Journal(options.output, _made_from(plan, fingerprint, source))
        open_now.callback(journal.close)
        if plan.header is not None and journal.is_new:
            journal.keep([_table_begins(plan.header)], 0, {})
        if journal.rows < plan.examined.lines:
            workers = _workers(source, plan.header, options)
            open_now.callback(workers.close)
            _answer_rest(questions.lines(), journal, workers, plan.examined.lines)
        journal.finish()


def _answer_rest(lines: Iterator[Line], journal: Journal, workers: Workers, total: int) -> None:
    """Answer the lines that are not done; a block of them is kept whole or not at all."""
    progress = Progress(sys.stderr, "questions answered")
    for _ in range(journal.rows):
        next(lines)
    for block in blocks(lines, _BLOCK * workers.number):
        states = journal.states({line.session for line in block if line.session})
        asked = bundles(conversations(block, states))
        written: dict[int, str] = {}
        for place, answered in workers.answers(asked):
            for conversation, own in zip(asked[place], answered, strict=True):
                said = conversation.lines
                written.update(zip((one.number for one in said), own.written, strict=True))
                if said[-1].session:
                    states[said[-1].session] = own.state
            progress(journal.rows + len(written), total)
        journal.keep((written[line.number] for line in block), len(block), states)


@contextmanager
def _source(options: Namespace) -> Iterator[tuple[Source, str]]:
    """What each that answers opens, and what changes with all that it knows.

    What is wrong with the knowledge or the encoder is told here, before anything is begun.
    """
    from chatbot.dialogue import as_compiled
    from chatbot.surfaces.installed import AUTO, OFF
    from chatbot.surfaces.semantic import encoder_for, load

    with tempfile.TemporaryDirectory() as folder:
        aside = os.path.join(folder, "faq.compiled")
        faq = as_compiled(options.faq, aside, options.language, cached=options.cache)
        asked_for = options.semantic or faq.knowledge.settings.semantic
        encoder = encoder_for(faq.knowledge, options.semantic) or OFF
        wanted = AUTO if asked_for == AUTO else encoder
        audience = tuple(options.audience or ())
        source = Source(os.path.abspath(faq.path), audience, wanted, options.cache)
        bot = load(source.faq, source, log=False)
        used = OFF if bot.encoder is None else encoder
        yield source._replace(semantic=used), faq.fingerprint


def _workers(source: Source, header: Sequence[str] | None, options: Namespace) -> Workers:
    number = options.processes or cores()
    if options.cluster is None:
        from chatbot.surfaces.batch.processes import start

        return start(source, header, number)
    from chatbot.surfaces.batch.cluster import Cluster

    return Cluster(options.cluster, source, header, number)


def _made_from(plan: _Plan, fingerprint: str, source: Source) -> str:
    """What must be the same for a run to be resumed."""
    return json.dumps(
        [plan.examined.digest, plan.header, fingerprint, source.audience, source.semantic]
    )


def _table_begins(header: Sequence[str]) -> str:
    from chatbot.workshop.exporting.tables import SIGNATURE

    return SIGNATURE + as_row(["line", *header, *(f"reply.{key}" for key in reply_keys())])
