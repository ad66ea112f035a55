"""When there is an answer, a question back, or a decline, and which."""

from __future__ import annotations

from typing import Any

import pytest

from chatbot.dialogue import Bot
from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.deciding import Decider
from chatbot.dialogue.policy import POLICY
from chatbot.dialogue.values import Decision
from chatbot.knowledge import Knowledge
from chatbot.language import Language
from chatbot.matching import Analysis, Evidence, Match, Mention, TermPair, Word

KNOWLEDGE: dict[str, Any] = {
    "title": "Animals",
    "subject": {"name": "Earth", "kind": "planet"},
    "entries": [
        {"id": "sleep", "question": "Does the cat sleep?", "answer": "Yes."},
        {"id": "bark", "question": "Does the dog bark?", "answer": "Yes.", "sureness": "careful"},
        {"id": "swim", "question": "Does the fish swim?", "answer": "Yes."},
        {"id": "zebra", "question": "Are zebras horses?", "answer": "Yes."},
    ],
    "profiles": [{"kind": "animal", "name": "Cow", "summary": "It gives milk."}],
    "kinds": {
        "animal": {
            "aspects": {"food": {"question": "What does a {name} eat?"}},
            "also_known": ["Yak", {"name": "Zebra", "aliases": ["Zebras"]}],
        }
    },
    "unanswered": ["Do cows dream?"],
}
ENGLISH = Language.load("en")
THRESHOLDS = POLICY.thresholds


def catalogue_of(**changes: object) -> Catalogue:
    return Catalogue(Knowledge.from_dict(KNOWLEDGE | changes), ENGLISH)


CATALOGUE = catalogue_of()


def analysis(
    *matches: tuple[str, float], names: tuple[str, ...] = (), vocabulary_coverage: float = 1.0
) -> Analysis:
    entities = {entity.name: entity for entity in CATALOGUE.knowledge.entities}
    return Analysis(
        ENGLISH.parse("a question"),
        mentions=tuple(
            Mention(entities[name], 0, 1, name.lower(), known=name != "Yak") for name in names
        ),
        matches=tuple(
            Match(entry, entry, entry, confidence, answerable=entry in CATALOGUE.entries)
            for entry, confidence in matches
        ),
        vocabulary_coverage=vocabulary_coverage,
    )


def decide(given: Analysis, catalogue: Catalogue = CATALOGUE) -> Decision:
    return Decider(catalogue).decide("a question", given)


def decided(given: Analysis, catalogue: Catalogue = CATALOGUE) -> tuple[str, Any]:
    decision = decide(given, catalogue)
    if decision.kind == "decline":
        return decision.kind, decision.reason
    return decision.kind, [match.entry_id for match in decision.matches]


@pytest.mark.parametrize("sureness", ["careful", "balanced", "eager"])
def test_an_answer_is_given_from_the_threshold_on(sureness: str) -> None:
    catalogue = catalogue_of(settings={"sureness": sureness})
    needed = THRESHOLDS[catalogue.knowledge.settings.sureness].answer
    assert decided(analysis(("sleep", needed)), catalogue) == ("answer", ["sleep"])
    assert decided(analysis(("sleep", needed - 0.01)), catalogue)[0] != "answer"


def test_the_surer_the_bot_must_be_the_more_it_needs() -> None:
    eager, balanced, careful = (THRESHOLDS[s] for s in ("eager", "balanced", "careful"))
    assert eager.answer < balanced.answer < careful.answer
    assert all(0 < one.clarify < one.answer for one in THRESHOLDS.values())


def test_an_entry_may_need_more_than_the_others() -> None:
    enough = THRESHOLDS["balanced"].answer
    assert decided(analysis(("sleep", enough)))[0] == "answer"
    assert decided(analysis(("bark", enough))) == ("clarify", ["bark"])


def test_close_entries_are_offered_together() -> None:
    found = analysis(("sleep", 0.3), ("swim", 0.25), ("bark", 0.01))
    assert decided(found) == ("clarify", ["sleep", "swim"])


def test_entries_that_are_equally_likely_are_offered_even_past_the_threshold() -> None:
    catalogue = catalogue_of(settings={"sureness": "eager"})
    found = analysis(("sleep", 0.5), ("swim", 0.5))
    assert decided(found, catalogue) == ("clarify", ["sleep", "swim"])


def test_no_more_than_three_are_offered() -> None:
    found = analysis(("sleep", 0.3), ("swim", 0.2), ("bark", 0.2), ("zebra", 0.2))
    assert decided(found) == ("clarify", ["sleep", "swim", "bark"])


def test_one_that_is_moderately_likely_is_offered_alone() -> None:
    assert decided(analysis(("sleep", 0.45), ("swim", 0.01))) == ("clarify", ["sleep"])


def test_what_has_every_word_is_offered_however_unlikely() -> None:
    given = analysis(("sleep", 0.01), ("swim", 0.01))
    best, other = given.matches
    same, alike = (TermPair("nap", "sleep", similarity, "related") for similarity in (0.9, 0.5))
    for content, pair, kind in ((True, same, "clarify"), (True, alike, "decline")):
        words = (Word("nap", "nap", 1.0, content, known=True),)
        match = best._replace(evidence=Evidence((pair,)))
        assert decided(given._replace(words=words, matches=(match, other)))[0] == kind


def test_unlikely_entries_are_not_offered() -> None:
    assert decided(analysis(("sleep", 0.1), ("swim", 0.05)))[0] == "decline"


def test_what_the_profile_does_not_answer_is_declined_by_name() -> None:
    decision = decide(analysis(("cow/food", 0.9), names=("Cow",)))
    assert (decision.reason, decision.aspect) == ("unknown_aspect", "food")
    assert decision.entity is not None
    assert decision.entity.name == "Cow"


def test_what_a_profile_does_not_answer_is_never_offered() -> None:
    found = analysis(("cow/food", 0.3), ("sleep", 0.25), names=("Cow",))
    assert "cow/food" not in decided(found)[1]


def test_what_the_author_leaves_unanswered_is_declined_as_not_covered() -> None:
    enough = THRESHOLDS["balanced"].answer
    decision = decide(analysis(("unanswered 1", enough)))
    assert (decision.kind, decision.reason) == ("decline", "not_covered")
    assert (decision.unanswered, decision.matches) == ("unanswered 1", ())
    of_cow = decide(analysis(("unanswered 1", enough), names=("Cow",)))
    assert (of_cow.reason, of_cow.unanswered) == ("unknown_aspect", "unanswered 1")


def test_nothing_else_is_offered_where_what_is_left_unanswered_is_likeliest() -> None:
    enough = THRESHOLDS["balanced"].answer
    unsure = analysis(("unanswered 1", enough - 0.01), ("sleep", 0.4))
    assert decided(unsure) == ("decline", "not_covered")
    sure = analysis(("unanswered 1", enough), ("sleep", 0.01))
    assert decided(sure) == ("decline", "not_covered")
    assert decided(analysis(("sleep", enough), ("unanswered 1", 0.01))) == ("answer", ["sleep"])


def test_an_entity_nobody_wrote_about_is_declined_rather_than_offered_another() -> None:
    assert decided(analysis(("cow", 0.4), names=("Yak",))) == ("decline", "unknown_entity")


def test_an_entity_that_an_entry_is_about_is_no_stranger() -> None:
    assert decided(analysis(("zebra", 0.4), names=("Zebra",))) == ("clarify", ["zebra"])
    assert decided(analysis(("zebra", 0.01), names=("Zebra",))) == ("decline", "not_covered")


def test_the_reason_follows_from_who_is_named_and_how_much_is_known() -> None:
    assert decided(analysis(names=("Cow",))) == ("decline", "unknown_aspect")
    assert decided(analysis(names=("Earth",))) == ("decline", "not_covered")
    assert decided(analysis(vocabulary_coverage=1.0)) == ("decline", "not_covered")
    assert decided(analysis(vocabulary_coverage=0.2)) == ("decline", "off_topic")
    assert decided(Analysis(ENGLISH.parse(""))) == ("decline", "empty")


def test_what_seems_to_be_about_something_else_must_be_surer() -> None:
    enough = THRESHOLDS["balanced"].answer + 0.1
    odd = analysis(("sleep", enough), vocabulary_coverage=0.3)
    assert decided(odd) == ("decline", "off_topic")
    assert decided(analysis(("sleep", enough + 0.2), vocabulary_coverage=0.3)) == (
        "answer",
        ["sleep"],
    )
    assert (
        decided(analysis(("sleep", enough), names=("Cow",), vocabulary_coverage=0.3))[0] == "answer"
    )
    assert decided(odd._replace(on_subject=True)) == ("answer", ["sleep"])
    assert decided(analysis(names=("Yak",), vocabulary_coverage=0.3)) == ("decline", "off_topic")


def test_a_knowledge_without_a_subject_has_nothing_else_to_be_about() -> None:
    without = {key: value for key, value in KNOWLEDGE.items() if key != "subject"}
    catalogue = Catalogue(Knowledge.from_dict(without), ENGLISH)
    enough = THRESHOLDS["balanced"].answer + 0.1
    odd = analysis(("sleep", enough), vocabulary_coverage=0.3)
    assert decided(odd, catalogue) == ("answer", ["sleep"])
    stranger = analysis(names=("Yak",), vocabulary_coverage=0.3)
    assert decided(stranger, catalogue) == ("decline", "unknown_entity")


def test_a_bare_number_picks_from_nothing_however_near_an_entry_with_it_is() -> None:
    entries = [
        {"question": "What are the two pools?", "also_asked": ["two pools"], "answer": "A and B."},
        {"question": "Where is the sauna?", "answer": "Upstairs."},
    ]
    bot = Bot(Knowledge.from_dict({"title": "The baths", "entries": entries}))
    assert bot.ask("2").kind == "decline"
    assert bot.ask("2", bot.ask("where is the sauna").session).kind == "decline"
