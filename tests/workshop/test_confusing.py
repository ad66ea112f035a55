"""What ``chatbot check`` warns of: entries that are easily confused."""

from __future__ import annotations

from chatbot.knowledge import Knowledge
from chatbot.workshop.confusing import find_confusing


def entry(entry_id: str, *phrasings: str) -> dict[str, object]:
    question, *more = phrasings
    return {"id": entry_id, "question": question, "also_asked": more, "answer": "So it is."}


def findings(*entries: dict[str, object]) -> list[tuple[str, str]]:
    knowledge = Knowledge.from_dict({"title": "Library", "entries": list(entries)})
    return [(finding.entry_id, finding.what) for finding in find_confusing(knowledge)]


def test_a_phrasing_of_two_entries_is_found() -> None:
    found = findings(entry("loans", "How long is a loan?"), entry("fees", "how long is a loan"))
    assert found[0][0] == "fees"
    assert "is a phrasing of loans as well" in found[0][1]


def test_phrasings_that_differ_in_function_words_only_are_found() -> None:
    found = findings(
        entry("loans", "How do I renew a book?"), entry("fees", "Where can you renew the books?")
    )
    assert "says the same as “How do I renew a book?” of loans" in found[0][1]


def test_an_entry_that_takes_anothers_phrasing_is_found() -> None:
    found = findings(
        entry("loans", "How many novels may I borrow?", "rules for borrowed items"),
        entry("films", "How many films may I borrow?", "how many novels and films may I borrow"),
    )
    assert any(who == "loans" and "films would answer it" in what for who, what in found)


def test_an_entry_that_only_its_exact_words_find_is_found() -> None:
    found = findings(
        entry("loans", "How many novels may I borrow?", "lending limit"),
        entry("hours", "When do you open?", "opening times", "when are you open"),
    )
    assert ("loans", True) in [(who, "only its exact words find it" in what) for who, what in found]


def test_entries_that_know_their_own_phrasings_are_left_alone() -> None:
    assert (
        findings(
            entry("hours", "When does the library open?", "when is the library open"),
            entry("fees", "What does a late return cost?", "cost of a late return"),
        )
        == []
    )
