"""What is said about an entry besides its question and answer: for whom, from when, by whom."""

from __future__ import annotations

from chatbot.knowledge.answers import fault_of
from chatbot.knowledge.ledger import Ledger, unique
from chatbot.knowledge.model import Button, Entry, Link
from chatbot.knowledge.problems import shown
from chatbot.knowledge.record import Record


def with_attributes(entry: Entry, record: Record, ledger: Ledger, above: Entry) -> Entry:
    """The entry with what its record says about it; what it does not say is as it is ``above``."""
    first, last = _validity(record, above)
    return entry._replace(
        section=ledger.values.text(record, "section") or above.section,
        tags=unique(record.texts("tags")) or above.tags,
        audience=unique(record.texts("audience")) or above.audience,
        owner=record.text("owner") or above.owner,
        valid_from=first,
        valid_until=last,
        review_by=record.date("review_by") or above.review_by,
        active=record.flag("active") and above.active,
        meta={**above.meta, **record.anything("meta")},
        buttons=_buttons(record, ledger),
        links=_links(record, ledger),
    )


def _validity(record: Record, above: Entry) -> tuple[str, str]:
    """The first and the last day an entry is valid; empty where there is none."""
    first = record.date("valid_from") or above.valid_from
    last = record.date("valid_until") or above.valid_until
    if last and first > last:
        place = record.value("valid_until" if "valid_until" in record else "valid_from")
        what = f"it is valid until {last}, which is before it is, from {first} on"
        record.problems.add(place, f"{what}; change one of them")
    return first, last


def _buttons(record: Record, ledger: Ledger) -> tuple[Button, ...]:
    buttons = []
    for button in record.records("buttons"):
        entry_id = button.text("id")
        if entry_id:
            ledger.references.append((entry_id, button.value("id")))
            buttons.append(Button(entry_id, ledger.values.text(button, "text")))
    return tuple(buttons)


def _links(record: Record, ledger: Ledger) -> tuple[Link, ...]:
    links = []
    for link in record.records("links"):
        url = ledger.values.text(link, "url")
        what = fault_of(url) if url else ""
        if not what and url.startswith("#"):
            what = f'{shown(url)} leads to another entry; write it under "buttons"'
        if what:
            record.problems.add(link.value("url"), what)
        links.append(Link(ledger.values.text(link, "text"), url))
    return tuple(links)
