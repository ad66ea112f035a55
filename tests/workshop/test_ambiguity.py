"""What ``chatbot check`` warns of: names and synonyms that also mean something else."""

from __future__ import annotations

from typing import Any

import pytest

from chatbot.knowledge import Knowledge
from chatbot.workshop.ambiguity import find_ambiguities


def found(*names: list[str], **data: Any) -> list[tuple[str, str]]:
    """What is found where profiles have the names, each its own first and then its aliases."""
    profiles = [
        {"kind": "room", "name": name, "aliases": aliases, "summary": "A room."}
        for name, *aliases in names
    ]
    knowledge = Knowledge.from_dict({"title": "Rooms", "profiles": profiles, **data})
    return [(one.entity, one.what) for one in find_ambiguities(knowledge)]


def test_names_that_mean_one_thing_need_no_word() -> None:
    assert found(["Attic"], ["Tower suite", "tower"], ["the Orangery"]) == []


@pytest.mark.parametrize("name", ["May", "IT", "Will", "OK"])
def test_a_name_that_is_a_common_word_is_named(name: str) -> None:
    assert found(["Attic"], ["Kay", name]) == [
        (
            "kay",
            f'the name "{name}" is also a common word; leave it out, or try questions in which '
            "it is only that",
        )
    ]


def test_a_name_that_is_a_number_is_named() -> None:
    ((who, what),) = found(["Attic"], ["Room Six", "6"])
    assert who == "room-six"
    assert what.startswith('the name "6" is a number')


def test_a_name_within_that_of_another_profile_is_named() -> None:
    assert found(["York"], ["York University"]) == [
        ("york", '"York" is also part of the name "York University"; try questions with both')
    ]


def test_a_name_within_ones_own_or_within_one_without_a_profile_is_no_matter() -> None:
    kinds = {"room": {"also_known": ["York Minster"]}}
    assert found(["York", "York Hall"], ["Attic"], kinds=kinds) == []


def test_an_alias_of_two_profiles_is_named_at_both() -> None:
    assert found(["Attic", "loft"], ["Studio", "Loft"]) == [
        ("attic", '"loft" is also a name of studio; keep it in one of them'),
        ("studio", '"Loft" is also a name of attic; keep it in one of them'),
    ]


def entries(*phrasings: list[str]) -> list[dict[str, object]]:
    return [{"question": one, "also_asked": more, "answer": "So."} for one, *more in phrasings]


def test_a_synonym_that_another_entry_has_in_a_phrase_is_named() -> None:
    lost = ["Where is my ticket?", "I lost my card"]
    paying = ["Can I pay by credit card?", "is a credit card fine"]
    assert found(entries=entries(lost, paying), synonyms=[["card", "ticket"]]) == [
        (
            "",
            'the synonym "card" is also part of "credit card", where it may not mean the same; '
            'make "credit card" a group of its own, or take the synonym out',
        )
    ]


@pytest.mark.parametrize(
    "paying",
    [
        ["Can I pay by credit card?", "is a card fine"],
        ["Can I pay by credit card?"],
        ["Do I need a card?", "is a card needed"],
    ],
)
def test_a_synonym_that_stands_alone_too_is_no_matter(paying: list[str]) -> None:
    lost = ["Where is my ticket?", "I lost my card"]
    assert found(entries=entries(lost, paying), synonyms=[["card", "ticket"]]) == []
