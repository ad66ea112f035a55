"""Confidence grows with the evidence, is shared where claims are equal, and never above 1."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.knowledge import Knowledge
from chatbot.language import Language
from chatbot.matching import Match, Matcher, confidence
from chatbot.matching.answers import AnswerMatch
from chatbot.matching.confidence import FEATURES, Contest, rate
from chatbot.matching.conflicts import Conflict, ConflictKind
from chatbot.matching.index import Phrasing, pack_index
from chatbot.matching.parameters import PARAMETERS
from chatbot.matching.query import Query
from chatbot.matching.ranking import RankedCandidate
from chatbot.matching.scoring import Candidate, Comparison
from chatbot.storage import Packer
from tests.packing import recogniser_of

RECOGNISER = recogniser_of(Knowledge(title="Nothing", entries=()), Language.load("en"))
EXACT = PARAMETERS.exact
NOTHING = AnswerMatch(0.0, ())
NO = Conflict("denial")
NO_PHRASINGS = pack_index([], {}, 0, RECOGNISER, PARAMETERS, Packer()).phrasings
CLOSEST = Comparison(Phrasing(0, (), 1.0, 0, NO_PHRASINGS), (), (), {}, 0.0, 0.0, 0.0)
NAMELESS, NAMING = (
    Contest(
        Candidate(Query((), (), 1, 1, names, 1, {}, {}), 0, (CLOSEST,), 1, 0, 0, NOTHING, True, ()),
        0,
        0,
    )
    for names in (False, True)
)
VALUES = st.floats(0, 1)
WORDS = "library book card late open room who can i the"


def rated(values: dict[str, float], conflicts: int = 0, contest: Contest = NAMELESS) -> float:
    """The confidence in a candidate whose features have these values."""
    constant = {name: lambda _, value=value: value for name, value in values.items()}
    with patch.object(confidence, "FEATURES", constant):
        return confidence.confidence(contest, [NO] * conflicts, PARAMETERS).confidence


@given(st.fixed_dictionaries(dict.fromkeys(FEATURES, VALUES)), st.sampled_from([*FEATURES]), VALUES)
def test_more_evidence_never_lowers_it(
    values: dict[str, float], feature: str, other: float
) -> None:
    low, high = sorted((values[feature], other))
    assert rated(values | {feature: low}) <= rated(values | {feature: high})


@given(st.fixed_dictionaries(dict.fromkeys(FEATURES, st.floats(-1, 1))), st.integers(0, 5))
def test_it_is_a_probability(values: dict[str, float], conflicts: int) -> None:
    assert 0 <= rated(values, conflicts) <= 1


def test_all_evidence_is_nearly_certain_and_none_nearly_impossible() -> None:
    assert rated(dict.fromkeys(FEATURES, 1.0)) > 0.99
    assert rated(dict.fromkeys(FEATURES, 0.0)) < 0.03


def test_every_conflict_lowers_it_a_lot() -> None:
    full = dict.fromkeys(FEATURES, 0.9)
    assert rated(full) > 0.9
    assert rated(full, 2) < 0.03 < rated(full, 1) < rated(full) - 0.1


@pytest.mark.parametrize("kind", sorted(PARAMETERS.doubts))
def test_a_doubt_leaves_too_little_for_an_answer_but_enough_for_a_question(
    kind: ConflictKind,
) -> None:
    full = {name: lambda _: 1.0 for name in FEATURES}
    with patch.object(confidence, "FEATURES", full):
        doubted = confidence.confidence(NAMELESS, [Conflict(kind)], PARAMETERS).confidence
    assert 0.3 <= doubted <= 0.5


@given(st.fixed_dictionaries(dict.fromkeys(FEATURES, VALUES)), st.sampled_from([*FEATURES]), VALUES)
def test_beside_a_name_too_more_evidence_never_lowers_it(
    values: dict[str, float], feature: str, other: float
) -> None:
    low, high = sorted((values[feature], other))
    less, more = (rated(values | {feature: one}, 0, NAMING) for one in (low, high))
    assert less <= more


def test_beside_a_name_less_evidence_is_enough() -> None:
    some = dict.fromkeys(FEATURES, 0.5)
    assert rated(some, 0, NAMING) > rated(some)
    assert rated(some, 1, NAMING) < rated(some, 0, NAMING) - 0.1


def library_with(*entries: tuple[str, ...]) -> Matcher:
    """A matcher for entries given by their phrasings, ids by their place."""
    values = [
        {"id": str(n), "question": own[0], "also_asked": own[1:], "answer": f"Answer {n}."}
        for n, own in enumerate(entries)
    ]
    return Matcher(Knowledge.from_dict({"title": "Any", "entries": values}))


def confidences(found: tuple[Match, ...]) -> list[float]:
    return [match.confidence for match in found]


def test_two_entries_with_the_same_words_share_it() -> None:
    matcher = library_with(("Lost a book", "I lost it"), ("I lost it", "Lost a card"), ("Fees?",))
    assert confidences(matcher.match("i lost it"))[:2] == [EXACT / 2, EXACT / 2]


@pytest.mark.parametrize("question", ["renew my", "please renew my thing", "renew"])
def test_of_two_entries_that_are_equally_good_neither_is_sure(question: str) -> None:
    matcher = library_with(("Renew my xqzva",), ("Renew my xqzvb",), ("Where is the garden?",))
    first, second, *_ = confidences(matcher.match(question))
    assert first < 0.6
    assert second > 0.8 * first


@pytest.mark.parametrize(
    "phrasings",
    [
        ("How long does domestic shipping take?", "How long does international shipping take?"),
        ("How much is an adult ticket?", "How much is a season ticket?"),
        ("How much is shipping?", "How long does shipping take?"),
    ],
)
def test_entries_that_the_question_does_not_tell_apart_are_equally_likely(
    phrasings: tuple[str, ...],
) -> None:
    matcher = library_with(*[(one,) for one in phrasings], ("Is there a cloakroom?",))
    asked = "shipping" if "hipping" in phrasings[0] else "how much is a ticket"
    first, second, *_ = confidences(matcher.match(asked))
    assert first == second


def test_a_word_of_the_answer_tells_entries_apart() -> None:
    values = [
        {"question": "How do I get a first passport?", "answer": "Bring your birth certificate."},
        {"question": "How do I get a new passport?", "answer": "Bring the old one."},
    ]
    matcher = Matcher(Knowledge.from_dict({"title": "Town hall", "entries": values}))
    first, second = confidences(matcher.match("passport, do i need my birth certificate"))
    assert first > second


def test_the_very_words_of_one_entry_are_all_but_certain(library: Matcher) -> None:
    assert confidences(library.match("CAN I RESERVE A STUDY ROOM"))[0] == EXACT


@given(words=st.lists(st.sampled_from(WORDS.split())))
def test_all_matches_together_never_exceed_certainty(words: list[str], library: Matcher) -> None:
    found = confidences(library.match(" ".join(words), limit=20))
    assert found == sorted(found, reverse=True)
    assert sum(found) <= 1 + 1e-9
    assert all(0 <= one <= 1 for one in found)


@pytest.mark.parametrize("entries", [2, 3])
def test_equally_good_entries_are_equally_likely_whatever_their_order(entries: int) -> None:
    matcher = library_with(*[(f"Renew my card at {name}",) for name in ("xqzva", "xqzvb", "xqzvc")])
    found = confidences(matcher.match("renew my card", limit=entries))
    assert found == pytest.approx([found[0]] * entries)
    assert sum(found) <= 1 + 1e-9


def test_no_candidates_have_no_confidences() -> None:
    nothing: list[RankedCandidate] = []
    assert rate(nothing, 5, PARAMETERS) == []


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_the_limit_changes_no_confidence(limit: int, library: Matcher) -> None:
    question = "how long may i keep the room"
    assert library.match(question, limit) == library.match(question, 5)[:limit]


def test_a_number_that_only_an_answer_has_is_nothing_shared() -> None:
    entries = [
        {"id": "beds", "question": "How many beds are there?", "answer": "There are 12 beds."},
        {"id": "bus", "question": "Where does bus 12 stop?", "answer": "At the market."},
    ]
    matcher = Matcher(Knowledge.from_dict({"title": "Hostel", "entries": entries}))
    found = {match.entry_id: match for match in matcher.match("how many is 12 times 12")}
    assert found["beds"].confidence <= PARAMETERS.nothing_shared
    assert matcher.match("bus 12")[0].confidence > 0.5
