"""What a text names, denies, counts, and which way it points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.knowledge import Knowledge
from chatbot.language import Language
from chatbot.matching import PARAMETERS
from chatbot.matching.constraints import Constraints, Direction, constraints_of
from chatbot.matching.repairing import Repairer, pack_repairer
from chatbot.matching.terms import Term
from tests.packing import packed, recogniser_of

COUNTRIES = Knowledge.from_dict(
    {
        "title": "Countries",
        "entries": [{"id": "one", "question": "Who is a friend?", "answer": "Nobody."}],
        "kinds": {"country": {"also_known": ["China", "Russia", "Cuba"]}},
    }
)
ENGLISH = Language.load("en")
RECOGNISER = recogniser_of(COUNTRIES, ENGLISH)
OWN = [["friend"], ["support"], ["country"], ["ally"]]
REPAIRER = Repairer(packed(pack_repairer, OWN, RECOGNISER), RECOGNISER)


def constraints(text: str) -> Constraints:
    """The constraints of a text."""
    tokens = REPAIRER.repair(ENGLISH.parse(text)).tokens
    return constraints_of(RECOGNISER.recognise(tokens), ENGLISH, PARAMETERS.negation_scope)


def agents(language: str, text: str) -> set[tuple[str, str, str]]:
    """Who does what in a text: the action, the person and the word."""
    values = {
        "title": "Any",
        "language": language,
        "entries": [{"question": "Who?", "answer": "Ann."}],
    }
    of = Language.load(language)
    said = recogniser_of(Knowledge.from_dict(values), of).recognise(of.parse(text).tokens)
    found = constraints_of(said, of, PARAMETERS.negation_scope).agents
    return {(one.action.key, one.person, one.word) for one in found}


def keys(terms: frozenset[Term]) -> set[str]:
    return {term.key for term in terms}


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("who is not a friend?", {"friend"}),
        ("who isn't a friend?", {"friend"}),
        ("who is NOT a friend?", {"friend"}),
        ("who is no friend", {"friend"}),
        ("who has never been a friend", {"friend"}),
        ("countries that don't support it", {"support"}),
        ("which countries do not support it", {"support"}),
        ("who doesn't support Cuba", {"support"}),
        ("what is not allowed", {"allow"}),
    ],
)
def test_a_question_for_what_is_not_so_denies_it(text: str, denied: set[str]) -> None:
    assert keys(constraints(text).denied) == denied


@pytest.mark.parametrize(
    "text",
    [
        "isn't China a friend?",
        "I can not log in",
        "no, Cuba",
        "why does it not work",
        "hide it from people who are not my friends",
        "who is a friend?",
        "not",
        "",
    ],
)
def test_a_problem_a_surprise_and_a_correction_deny_nothing(text: str) -> None:
    assert constraints(text).denied == frozenset()


@pytest.mark.xfail(
    strict=True, reason="`name` and `list` ask as `which` does, but count as content"
)
@pytest.mark.parametrize(
    "text", ["name a country that is not an ally", "list the countries that do not support it"]
)
def test_a_request_for_what_is_not_so_denies_it(text: str) -> None:
    assert constraints(text).denied


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("does China support Russia", "china", "russia"),
        ("does Russia support China", "russia", "china"),
        ("is Russia supported by China", "china", "russia"),
        ("China's support for Russia", "china", "russia"),
    ],
)
def test_who_acts_on_whom_is_understood(text: str, source: str, target: str) -> None:
    support = frozenset({Term("word", "support")})
    way = Direction(Term("entity", source), Term("entity", target), support)
    assert constraints(text).directions == {way}


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("what does Russia do for Cuba", "russia", "cuba"),
        ("what does Cuba do for Russia", "cuba", "russia"),
        ("what has China got against Cuba", "china", "cuba"),
    ],
)
def test_who_acts_is_understood_of_function_words_too(text: str, source: str, target: str) -> None:
    assert (
        Direction(Term("entity", source), Term("entity", target), frozenset())
        in constraints(text).directions
    )


def test_each_of_a_group_acts() -> None:
    directions = constraints("do China and Russia back Cuba").directions
    ways = {(one.source.key, one.target.key) for one in directions}
    assert ways == {("china", "cuba"), ("russia", "cuba")}


@pytest.mark.parametrize(
    ("language", "text", "action", "person", "word"),
    [
        ("en", "what if my coach cancels", "cancel", "specific", "coach"),
        ("en", "how do I cancel", "cancel", "asking", "i"),
        ("en", "do the riders have to pay you", "pay", "other", "riders"),
        ("en", "can riders pay", "pay", "other", "riders"),
        ("en", "can you collect it", "collect", "asked", "you"),
        ("en", "can you tell me if I pay", "pay", "asking", "i"),
        ("de", "kann ich bezahlen", "bezahl", "asking", "ich"),
        ("de", "können Sie liefern", "lief", "asked", "sie"),
        ("fr", "pouvez-vous livrer", "livr", "asked", "vous"),
    ],
)
def test_who_does_what_is_read_off_the_word_before(
    language: str, text: str, action: str, person: str, word: str
) -> None:
    assert agents(language, text) == {(action, person, word)}


@pytest.mark.parametrize("text", ["is the coach free", "are you open", "does it work", "coaches"])
def test_nobody_does_anything_where_something_is_said_of_somebody(text: str) -> None:
    assert not agents("en", text)


@pytest.mark.parametrize(
    "text",
    [
        "trade between China and Cuba",
        "China vs Russia",
        "is China allied with Russia",
        "China, Russia",
    ],
)
def test_what_reads_the_same_from_either_side_has_no_direction(text: str) -> None:
    assert constraints(text).directions == frozenset()


def test_from_one_to_the_other_is_a_direction() -> None:
    there, back = (
        constraints("flights from rome to paris"),
        constraints("flights from paris to rome"),
    )
    assert {(d.source.key, d.target.key) for d in there.directions} == {("rome", "pari")}
    assert {(d.source.key, d.target.key) for d in back.directions} == {("pari", "rome")}


def test_numbers_are_figures_however_they_are_written() -> None:
    assert constraints("two friends and 3 allies").numbers == {"2", "3"}
    assert constraints("a friend").numbers == frozenset()


def test_letters_by_themselves_belong_to_the_word_before_them() -> None:
    found = constraints("support class B and USB-C, friend or a vitamin I take").letters
    assert {(one.name.key, one.letter) for one in found} == {("class", "b"), ("usb", "c")}


def test_names_are_the_entities() -> None:
    assert keys(constraints("friends of China's and cubas, not of Japan").names) == {
        "china",
        "cuba",
    }


@given(
    st.lists(
        st.sampled_from(["not", "who", "china", "to", "russia", "and", "by", "3", "friend", "that"])
    )
)
def test_any_row_of_words_can_be_understood(words: list[str]) -> None:
    found = constraints(" ".join(words))
    assert keys(found.names) <= {"china", "russia"}
    assert bool(found.numbers) == ("3" in words)
    assert keys(found.denied) <= {"friend", "china", "russia", "3"}
