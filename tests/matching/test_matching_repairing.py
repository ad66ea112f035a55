"""Misspelt words of an utterance are read as what was meant, and shown as they were typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.knowledge import Knowledge
from chatbot.language import Language, Token, Utterance
from chatbot.matching.repairing import Repairer, pack_repairer
from tests.packing import packed, recogniser_of

KNOWLEDGE = Knowledge.from_dict(
    {
        "title": "Any",
        "subject": {"name": "New Katland", "kind": "country", "aliases": ["Kat"]},
        "entries": [{"question": "Who?", "answer": "Nobody."}],
    }
)
ENGLISH = Language.load("en")
RECOGNISER = recogniser_of(KNOWLEDGE, ENGLISH)
OWN = [["library"], ["laptop"], ["card"], ["printer"], ["e", "mail"]]
REPAIRER = Repairer(packed(pack_repairer, OWN, RECOGNISER), RECOGNISER)
TYPED = """libary crad lap top librarycard howdo kats freind printr, who's card? xqzv U.S. in 2
    Nwe Katlnad prin ter"""


def read(text: str) -> Utterance:
    return REPAIRER.repair(ENGLISH.parse(text))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("my libary crad", ("my", "library", "card")),
        ("new katlnad", ("new", "katland")),
        ("my lap top card", ("my", "laptop", "card")),
        ("a librarycard", ("a", "library", "card")),
        ("howdo I", ("how", "do", "i")),
        ("befor I pay", ("before", "i", "pay")),
        ("kats card", ("kat", "card")),
        ("xqzvvk", ("xqzvvk",)),
        ("", ()),
    ],
)
def test_words_are_read_as_what_was_meant(typed: str, words: tuple[str, ...]) -> None:
    assert read(typed).words == words


def test_a_repaired_word_keeps_what_was_typed_and_all_it_may_have_been_meant_to_be() -> None:
    (token,) = read("Libary?").tokens
    assert (token.surface, token.word, token.stem) == ("Libary", "library", ENGLISH.stem("library"))
    assert (token.start, token.end, token.after) == (0, 6, "?")
    assert token.corrections[0].word == "library"
    assert token.is_repaired


def test_a_word_cut_in_two_is_one_token_over_both() -> None:
    my, token, _ = read("my lap top, please").tokens
    assert (my.is_repaired, token.is_repaired) == (False, True)
    assert (token.surface, token.start, token.end, token.after) == ("lap top", 3, 10, ", ")


def test_words_run_together_are_two_tokens_in_one_place() -> None:
    first, second = read("librarycard?").tokens
    assert (first.start, first.end) == (second.start, second.end) == (0, 11)
    assert (first.after, second.after) == ("", "?")


def test_a_word_of_a_name_is_known_with_its_possessive_ending_only_if_it_is_one() -> None:
    name, card = read("kats cards").tokens
    assert (name.word, name.corrections[0].similarity) == ("kat", 1)
    assert (card.word, card.corrections) == ("cards", ())


def test_the_token_of_an_entity_is_left_alone() -> None:
    token = ENGLISH.name_token("Libary", "libary")
    assert REPAIRER.repair(Utterance("", (token,))).tokens == (token,)


@given(st.lists(st.sampled_from(TYPED.split())).map(" ".join))
def test_a_repaired_utterance_is_shown_as_it_was_typed(text: str) -> None:
    typed, repaired = ENGLISH.parse(text), read(text)
    assert repaired.text == typed.text
    assert repaired.shown == typed.shown
    assert all(map(is_sound, repaired.tokens))


@given(st.lists(st.sampled_from(TYPED.split())).map(" ".join))
def test_every_part_of_a_repaired_utterance_can_be_shown(text: str) -> None:
    repaired = read(text)
    for place in range(len(repaired)):
        assert repaired.part(place).shown in repaired.text


def is_sound(token: Token) -> bool:
    return bool(token.word and token.stem and token.surface) and token.start < token.end


def test_two_words_of_the_knowledge_run_together_are_read_as_two() -> None:
    utterance = REPAIRER.repair(ENGLISH.parse("your email please"))
    assert utterance.words == ("your", "e", "mail", "please")
