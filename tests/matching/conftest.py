"""Two small knowledges made for these tests, and what matching makes of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chatbot.knowledge import Knowledge
from chatbot.matching import Matcher

LIBRARY = {
    "title": "The town library",
    "synonyms": [
        ["borrow", "check out", "take home"],
        ["book", "novel", "volume"],
        ["fee", "fine", "charge"],
    ],
    "entries": [
        {
            "id": "hours",
            "question": "When is the library open?",
            "also_asked": ["What are your opening hours?", "What time do you close on Sunday?"],
            "answer": "From nine to six, on Sundays until noon.",
        },
        {
            "id": "borrow",
            "question": "How many books can I borrow?",
            "also_asked": ["What is the limit on loans?", "How long may I keep a book?"],
            "answer": "Ten at a time, for four weeks.",
        },
        {
            "id": "late",
            "question": "What is the fine for a late return?",
            "also_asked": ["What happens when I bring a book back too late?"],
            "answer": "Twenty cents a day for each overdue item.",
        },
        {
            "id": "card",
            "question": "How do I get a library card?",
            "also_asked": ["Where can I register?", "I lost my membership card"],
            "answer": "At the front desk, with your passport.",
        },
        {
            "id": "print",
            "question": "Can I print from my laptop?",
            "also_asked": ["Is there a printer or a scanner?"],
            "answer": "The copier on the first floor takes documents by e-mail.",
        },
        {
            "id": "rooms",
            "question": "Can I reserve a study room?",
            "also_asked": ["Is there a quiet place for group work?"],
            "answer": "Three rooms can be reserved for two hours each.",
        },
    ],
}

BAKERY = {
    "title": "The bakers of our town",
    "subject": {"name": "Old Mill Bakery", "kind": "bakery", "aliases": ["the mill", "OMB"]},
    "entries": [
        {
            "id": "delivery",
            "question": "Do you deliver bread from the mill to Hill Street?",
            "answer": "Every morning, by bicycle.",
        },
        {
            "id": "cakes-2",
            "question": "What does a cake for 2 people cost?",
            "answer": "Twelve coins.",
        },
        {
            "id": "cakes-8",
            "question": "What does a cake for 8 people cost?",
            "answer": "Thirty coins.",
        },
        {
            "id": "supplies",
            "question": "Does Crumb & Sons supply the Old Mill Bakery?",
            "also_asked": ["Does Crumb supply the mill with flour?"],
            "answer": "Crumb & Sons supplies the flour.",
        },
    ],
    "profiles": [
        {
            "id": "crumb",
            "kind": "bakery",
            "name": "Crumb & Sons",
            "aliases": ["Crumb", "Crumbs"],
            "summary": "A family bakery beside the river.",
            "aspects": [{"id": "hours", "answer": "Crumb & Sons opens at five."}],
        },
        {
            "id": "sweet-states",
            "kind": "bakery",
            "name": "The States",
            "aliases": ["Sweet States"],
            "summary": "A pastry shop with far too much sugar.",
            "aspects": [{"id": "vegan", "answer": "The States has vegan doughnuts."}],
        },
    ],
    "kinds": {
        "bakery": {
            "plural": "bakeries",
            "also_known": ["Golden Crust", "South Mill Bakery"],
            "summary": {"question": "What is {name}?", "also_asked": ["Tell me about {name}"]},
            "aspects": {
                "hours": {"question": "When does {name} open?"},
                "vegan": {"question": "Does {name} bake vegan bread?"},
            },
        }
    },
}


@pytest.fixture(scope="session")
def library() -> Matcher:
    """Entries and synonyms, no entities."""
    return Matcher(Knowledge.from_dict(LIBRARY))


@pytest.fixture(scope="session")
def bakery() -> Matcher:
    """Entities: a subject, two profiles, two mere names."""
    return Matcher(Knowledge.from_dict(BAKERY))


@pytest.fixture(scope="session")
def best() -> Callable[[Matcher, str], str | None]:
    """The id of the entry that a matcher thinks best, None without any."""

    def find(matcher: Matcher, question: str) -> str | None:
        found = matcher.match(question, limit=1)
        return found[0].entry_id if found else None

    return find
