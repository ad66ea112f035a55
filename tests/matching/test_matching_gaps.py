"""What is asked and has no answer: matched like any entry, and never a match to show."""

from __future__ import annotations

from typing import Any

import pytest

from chatbot.knowledge import Knowledge
from chatbot.matching import Conflict, Matcher
from chatbot.matching.gaps import lacking_aspects, unanswered_questions

KNOWLEDGE: dict[str, Any] = {
    "title": "Lighthouses",
    "entries": [
        {"id": "unanswered", "question": "When can I climb the tower?", "answer": "In summer."},
        {"id": "steps", "question": "How many steps has the tower?", "answer": "It has 201 steps."},
    ],
    "profiles": [
        {"id": "fang", "kind": "rock", "name": "Fang", "summary": "A dangerous rock."},
        {"id": "unanswered-2", "kind": "rock", "name": "Claw", "summary": "A flat rock."},
    ],
    "kinds": {"rock": {"aspects": {"birds": {"question": "Which birds nest on {name}?"}}}},
    "unanswered": ["How many people live there?", "How high is Fang?", "Who built {name}?"],
}
MATCHER = Matcher(Knowledge.from_dict(KNOWLEDGE))


def test_the_unanswered_questions_are_a_gap_with_an_id_that_no_author_can_give() -> None:
    (gap,) = unanswered_questions(Knowledge.from_dict(KNOWLEDGE))
    assert gap.phrasings == tuple(KNOWLEDGE["unanswered"])
    assert any(map(str.isspace, gap.id))
    assert not gap.answer


def test_an_aspect_that_many_profiles_lack_is_kept_once() -> None:
    (lacking,) = lacking_aspects(Knowledge.from_dict(KNOWLEDGE))
    assert (lacking.aspect, lacking.templates) == ("birds", ("Which birds nest on {name}?",))


@pytest.mark.parametrize("name", ["Fang", "Claw"])
def test_an_aspect_is_lacking_in_every_entity_that_a_question_names(name: str) -> None:
    best = MATCHER.analyse(MATCHER.read(f"which birds nest on {name}")).matches[0]
    assert (best.phrasing, best.answerable) == (f"Which birds nest on {name}?", False)


@pytest.mark.parametrize(
    ("question", "known_as"),
    [
        ("how many people live here", "How many people live there?"),
        ("so how high is the Fang", "How high is Fang?"),
        ("which birds nest on fang", "Which birds nest on Fang?"),
    ],
)
def test_a_question_near_a_gap_is_known_for_it(question: str, known_as: str) -> None:
    best = MATCHER.analyse(MATCHER.read(question)).matches[0]
    assert (best.phrasing, best.confidence > 0.5) == (known_as, True)


@pytest.mark.parametrize(
    "question", [*KNOWLEDGE["unanswered"], "Which birds nest on Fang?", "fang"]
)
def test_a_gap_is_never_among_the_matches(question: str) -> None:
    ids = [match.entry_id for match in MATCHER.match(question, limit=100)]
    assert set(ids) <= {"unanswered", "steps", "fang", "unanswered-2"}


def test_gaps_take_no_room_among_the_matches() -> None:
    question = "how many people climb the tower"
    without = Matcher(Knowledge.from_dict(KNOWLEDGE | {"unanswered": []}))
    for limit in (1, 2):
        assert len(MATCHER.match(question, limit)) == len(without.match(question, limit)) == limit


def test_a_gap_that_names_one_has_a_conflict_with_another() -> None:
    found = MATCHER.analyse(MATCHER.read("How high is Claw?")).matches
    conflicts = {match.phrasing: match.evidence.conflicts for match in found}
    assert Conflict("entity", ("Claw",)) in conflicts["How high is Fang?"]


def test_a_name_is_known_if_an_entry_is_about_it_or_names_it() -> None:
    data = KNOWLEDGE | {
        "entries": [{"question": "Is Sprat near?", "answer": "Yes."}],
        "kinds": {"rock": {"also_known": ["Sprat", "Tooth"]}},
        "unanswered": ["How old is Tooth?"],
    }
    matcher = Matcher(Knowledge.from_dict(data))
    analysis = matcher.analyse(matcher.read("are Fang and Sprat near Tooth?"))
    assert [mention.known for mention in analysis.mentions] == [True, True, False]
