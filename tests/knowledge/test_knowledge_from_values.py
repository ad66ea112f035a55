"""Building knowledge in code: the same checks as for a file, with the way to the value as place."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any

import pytest

from chatbot.errors import KnowledgeError
from chatbot.knowledge import Entry, Knowledge, python_tree

WHEN: dict[str, object] = {"question": "When?", "answer": "At seven."}


def problems(data: Any) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        Knowledge.from_dict(data)
    return [str(problem) for problem in caught.value.problems]


def problem_of_entry(**fields: object) -> str:
    """The one problem of an entry, without the place that all of them share."""
    (problem,) = problems({"title": "Bread", "entries": [WHEN | fields]})
    return problem.removeprefix("<knowledge>: entries[0].")


def test_knowledge_is_built_from_plain_values() -> None:
    knowledge = Knowledge.from_dict({"title": "Bread", "entries": [WHEN]})
    when = Entry(id="when", question="When?", phrasings=("When?",), answer="At seven.")
    assert knowledge == Knowledge(title="Bread", entries=(when,))


def test_any_mapping_and_tuples_will_do() -> None:
    data: Mapping[str, object] = types.MappingProxyType(
        {"title": "Bread", "entries": (types.MappingProxyType(WHEN),)}
    )
    assert Knowledge.from_dict(data) == Knowledge.from_dict({"title": "Bread", "entries": [WHEN]})


def test_values_are_left_as_they_are() -> None:
    data = {"title": "Bread", "entries": [WHEN | {"also_asked": ["open?"]}]}
    Knowledge.from_dict(data)
    assert data == {"title": "Bread", "entries": [WHEN | {"also_asked": ["open?"]}]}


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (7, "needs text, not a number; put it in quotes"),
        (1.5, "needs text, not a number; put it in quotes"),
        (True, "needs text, not true or false; put it in quotes"),
        (b"At seven.", "needs text, not a value of type bytes; put it in quotes"),
        ({"a", "b"}, "needs text, not a value of type set; put it in quotes"),
        (["At seven."], "needs text, not a list"),
        (None, "is empty; fill it in"),
        (" \n", "is empty; fill it in"),
    ],
)
def test_what_is_no_text_is_refused(value: object, error: str) -> None:
    assert problem_of_entry(answer=value) == f'answer: "answer" {error}'


def test_forbidden_characters_are_refused() -> None:
    assert problem_of_entry(also_asked=["open?", "\x1b[2J"]) == (
        "also_asked[1]: character U+001B is not allowed; remove it"
    )
    assert problem_of_entry(answer="\ud800") == (
        "answer: character U+D800 is not allowed; remove it"
    )


def test_unknown_key_is_refused_and_shown_safely() -> None:
    assert problem_of_entry(anwser="a") == 'anwser: unknown key "anwser"; did you mean "answer"?'
    assert problems({"title": "B", "entries": [WHEN], "\x1b": 1})[0] == (
        "<knowledge>: \\x1b: character U+001B is not allowed; remove it"
    )


def test_key_that_is_no_text_is_refused() -> None:
    assert problems({"title": "B", "entries": [WHEN | {1: 2}]}) == [
        "<knowledge>: entries[0]: a key is of type int; keys are text"
    ]


def test_duplicate_id_names_the_first_place() -> None:
    entries = [WHEN | {"id": "when"}, WHEN | {"id": "when"}]
    assert problems({"title": "B", "entries": entries}) == [
        '<knowledge>: entries[1].id: duplicate id "when", first at entries[0].id; '
        "change one of them"
    ]


@pytest.mark.parametrize("data", [None, [], "title: B", 7])
def test_what_is_no_mapping_is_refused(data: object) -> None:
    (problem,) = problems(data)
    assert problem.startswith("<knowledge>: the file ")


@pytest.mark.parametrize(("value", "read"), [(0, 0), (5, 5), ("4", 4)])
def test_number_of_suggestions_is_read(value: object, read: int) -> None:
    data = {"title": "B", "entries": [WHEN], "settings": {"suggestions": value}}
    assert Knowledge.from_dict(data).settings.suggestions == read


@pytest.mark.parametrize(
    "value", [6, -1, True, 2.0, pytest.param(10**5000, id="huge"), "٣", [3], {}, None]
)
def test_wrong_number_of_suggestions_is_refused(value: object) -> None:
    data = {"title": "B", "entries": [WHEN], "settings": {"suggestions": value}}
    assert problems(data) == [
        '<knowledge>: settings.suggestions: "suggestions" is a whole number from 0 to 5'
    ]


def test_value_that_holds_itself_is_refused() -> None:
    loop: list[object] = []
    loop.append(loop)
    assert problems({"title": loop}) == [
        "<knowledge>: nested more than 32 deep; check the brackets and the indentation"
    ]


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(python_tree, "MOST_NODES", 1_000)  # so many as are allowed take seconds
    (problem,) = problems({"title": "B", "entries": [""] * 1_000})
    assert problem.endswith(": more than 500,000 values; split the knowledge")


def test_past_a_hundred_problems_no_more_are_named() -> None:
    assert len(problems({"title": "B", "entries": [{}] * 1_000})) == 100
