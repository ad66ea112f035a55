"""Entries, and the fields that everything with an answer has."""

from __future__ import annotations

from typing import cast

from chatbot.knowledge.attributes import with_attributes
from chatbot.knowledge.ledger import Ledger, unique
from chatbot.knowledge.model import Entry, Examination, Source, Sureness
from chatbot.knowledge.record import Record


def read_entry(record: Record, ledger: Ledger) -> None:
    """Read one entry of ``entries`` into the ledger."""
    question = record.text("question")
    entry = draft(record, ledger)._replace(
        id=record.text("id"),
        question=question,
        phrasings=unique((question, *record.texts("also_asked"))),
    )
    entry = ledger.answered(entry, ledger.values.text(record, "answer"), record.value("answer"))
    variants = [
        (ledger.values.filled(text, node), node)
        for text, node in record.texts_with_places("variants")
    ]
    entry = ledger.varied(entry, variants)
    ledger.add(entry, record.key("id"))


def read_smalltalk(record: Record, ledger: Ledger) -> tuple[Entry, ...]:
    """The entries under ``smalltalk``, to which nothing refers."""
    entries = []
    for name, key, talk in record.named_records("smalltalk"):
        asked = unique(talk.texts("asked"))
        ledger.add_texts(key, asked)
        entry = Entry(
            f"smalltalk/{name}", "".join(asked[:1]), asked, "", line=ledger.problems.place(key)[1]
        )
        entries.append(
            ledger.answered(entry, ledger.values.text(talk, "answer"), talk.value("answer"))
        )
    return tuple(entries)


def read_contact(record: Record, ledger: Ledger) -> str:
    """Whom to ask instead, which may have links as an answer has."""
    text = ledger.values.text(record, "contact")
    return ledger.answered(Entry("", "", (), ""), text, record.value("contact")).answer


def draft(record: Record, ledger: Ledger, profile: Entry | None = None) -> Entry:
    """What entries, summaries and aspects have alike; phrasings and answer are still to come.

    An aspect inherits from ``profile`` what it does not say itself.
    """
    above = profile or Entry("", "", (), "", source=ledger.source)
    see_also = record.texts_with_places("see_also")
    ledger.references += see_also
    tests = record.record("tests")
    path, line = ledger.problems.place(record.node)
    entry = Entry(
        id="",
        question="",
        phrasings=(),
        answer="",
        see_also=unique(reference for reference, _ in see_also),
        source=read_source(record) if "source" in record else above.source,
        sureness=read_sureness(record) or above.sureness,
        tests=Examination(tests.texts("match"), tests.texts("not")),
        line=line,
        path=path if path != ledger.problems.path else "",
    )
    return with_attributes(entry, record, ledger, above)


def read_source(record: Record) -> Source:
    """The ``source`` of a record."""
    source = record.record("source")
    return Source(source.text("title"), source.text("date"), source.text("url"))


def read_sureness(record: Record) -> Sureness | None:
    """The ``sureness`` of a record, None where it has none."""
    return cast(Sureness, record.text("sureness")) or None
