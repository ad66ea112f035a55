"""Each guard finds its own conflict, and no other."""

from __future__ import annotations

import pytest

from chatbot.language import Language
from chatbot.matching.conflicts import Case, Conflict, Division, find_conflicts
from chatbot.matching.constraints import (
    Agent,
    Constraints,
    Direction,
    EntryConstraints,
    Letter,
    constraints_of_entry,
)
from chatbot.matching.terms import Occurrence, Term

CRUMB, CRUST, OLD_MILL = (Term("entity", one) for one in ("crumb", "crust", "old-mill"))
OPEN, PRICE, PAY, SUPPLY = (Term("word", one) for one in ("open", "price", "pay", "supply"))
ROME, PARIS = Term("word", "rome"), Term("word", "pari")
ENGLISH = Language.load("en")
NAMES = {CRUMB: "Crumb", CRUST: "Crust", OLD_MILL: "Old Mill"}
NONE = frozenset[Term]()
SILENT = Constraints()
NO_ASPECT = frozenset[str]()
SUPPLIES = frozenset({SUPPLY})
CLASS_B = Letter(Term("word", "class"), "b")
THERE = Direction(CRUMB, CRUST, SUPPLIES)
BACK = Direction(CRUST, CRUMB, SUPPLIES)
ASKING, ASKED = Agent(PAY, "asking", "i"), Agent(PAY, "asked", "you")
COACH, BAKER = Agent(PAY, "specific", "coach"), Agent(PAY, "specific", "baker")
COACHES = Agent(PAY, "other", "coaches")


def conflicts(  # noqa: PLR0913  # what a case holds
    asked: Constraints = SILENT,
    entry: Constraints = SILENT,
    *,
    profile: Term | None = None,
    shared: frozenset[Term] = NONE,
    left_over: tuple[str, ...] = (),
    answers: frozenset[str] = NO_ASPECT,
    aspects: frozenset[str] = NO_ASPECT,
    subject: Term | None = OLD_MILL,
) -> tuple[Conflict, ...]:
    """What forbids an entry, from a question's constraints and its own."""
    division = Division(shared, left_over)
    meant = EntryConstraints(profile, *entry, answers=answers, aspects=aspects)
    case = Case(
        asked,
        meant,
        lambda: division,
        lambda: iter(()),
        lambda term: NAMES.get(term, term.key),
        subject,
    )
    return tuple(find_conflicts(case))


def naming(*names: Term) -> Constraints:
    """The constraints of a text that only names."""
    return SILENT._replace(names=frozenset(names))


def test_nothing_speaks_against_what_means_nothing_in_particular() -> None:
    assert conflicts() == ()


def test_a_question_about_another_entity_is_a_conflict() -> None:
    assert conflicts(naming(CRUST), naming(CRUMB), profile=CRUMB) == (
        Conflict("entity", ("Crust",), ("Crumb",)),
    )
    assert conflicts(naming(CRUST), SILENT) == (Conflict("entity", ("Crust",)),)


def test_an_entry_that_names_nobody_may_hold_for_all_that_the_knowledge_has() -> None:
    general = (Conflict("general", ("Crust",)),)
    how_much = naming(CRUST)._replace(asks=frozenset({"price"}))
    assert conflicts(naming(CRUST), subject=None) == ()
    assert conflicts(naming(CRUST), subject=None, left_over=("seeds",), shared=SUPPLIES) == general
    assert conflicts(how_much, how_much._replace(names=NONE), subject=None) == general
    assert conflicts(naming(CRUST), profile=CRUMB, subject=None)[0].kind == "entity"
    assert conflicts(naming(CRUST), naming(CRUMB), subject=None)[0].kind == "entity"


@pytest.mark.parametrize(
    ("asked", "known", "speaks_against"),
    [
        (ASKED, ASKING, True),
        (COACH, ASKING, True),
        (COACH, ASKED, True),
        (ASKED, COACH, True),
        (ASKING, ASKED, False),  # "how do you pay" is of anybody
        (ASKING, COACH, False),  # who asks may be a coach
        (COACH, BAKER, False),  # another word for it, or another thing in the frame
        (COACH, COACH, False),
        (COACHES, ASKED, True),
        (COACHES, ASKING, False),  # who asks may be one of them
        (COACH, ASKING._replace(action=SUPPLY), False),
    ],
)
def test_what_somebody_else_does_is_a_conflict(
    asked: Agent, known: Agent, speaks_against: bool
) -> None:
    found = conflicts(
        SILENT._replace(agents=frozenset({asked})), SILENT._replace(agents=frozenset({known}))
    )
    assert found == ((Conflict("agent", (asked.word,)),) if speaks_against else ())


def test_a_profile_that_mentions_another_entity_does_not_answer_for_it() -> None:
    both = naming(CRUMB, CRUST)
    assert conflicts(naming(CRUST), both, profile=CRUMB)
    assert not conflicts(naming(CRUMB), both, profile=CRUMB)
    assert not conflicts(naming(CRUST), both)


def test_a_profile_answers_a_question_that_names_others_it_speaks_of() -> None:
    both = naming(CRUMB, CRUST)
    assert not conflicts(both, both, profile=CRUMB)
    assert conflicts(both, naming(CRUMB), profile=CRUMB)


def test_the_subject_need_not_be_named() -> None:
    assert not conflicts(naming(OLD_MILL), SILENT)
    assert not conflicts(SILENT, naming(CRUMB), profile=CRUMB)


def test_sharing_the_mere_name_is_a_conflict() -> None:
    crumb = naming(CRUMB)
    shared = frozenset({CRUMB})
    said = Conflict("name_only", ("prices",))
    assert conflicts(crumb, crumb, shared=shared, left_over=("prices",)) == (said,)
    assert not conflicts(crumb, crumb, shared=shared)
    more = shared | {PRICE}
    assert not conflicts(crumb, crumb, shared=more, left_over=("prices",))
    assert not conflicts(SILENT, SILENT, left_over=("prices",))


def test_a_question_for_the_opposite_is_a_conflict() -> None:
    denied = SILENT._replace(denied=frozenset({OPEN}))
    assert conflicts(denied, SILENT) == (Conflict("denial"),)
    assert not conflicts(denied, denied)
    assert not conflicts(SILENT, denied)


def test_another_number_is_a_conflict() -> None:
    two, three = (SILENT._replace(numbers=frozenset({number})) for number in "23")
    assert conflicts(two, three) == (Conflict("number", ("2",), ("3",)),)
    assert not conflicts(two, two)
    assert not conflicts(two, SILENT)
    assert not conflicts(SILENT, three)
    assert not conflicts(two, SILENT._replace(numbers=frozenset("23")))


def test_the_other_direction_is_a_conflict() -> None:
    names = naming(CRUMB, CRUST)
    there, back = (names._replace(directions=frozenset({way})) for way in (THERE, BACK))
    both = names._replace(directions=frozenset({THERE, BACK}))
    said = Conflict("direction", ("Crust", "Crumb"))
    assert conflicts(back, there) == (said,)
    assert not conflicts(there, there)
    assert not conflicts(back, both)
    assert not conflicts(back, names)


def test_the_other_direction_of_something_else_is_not() -> None:
    names = naming(CRUMB, CRUST)
    pays = names._replace(directions=frozenset({BACK._replace(action=frozenset({PAY}))}))
    assert not conflicts(pays, names._replace(directions=frozenset({THERE})))


def test_words_that_are_no_entities_have_directions_too() -> None:
    there = SILENT._replace(directions=frozenset({Direction(ROME, PARIS, NONE)}))
    back = SILENT._replace(directions=frozenset({Direction(PARIS, ROME, NONE)}))
    assert conflicts(there, back) == (Conflict("direction", ("rome", "pari")),)


def test_what_another_aspect_of_the_kind_tells_is_not_asked_of_this_one() -> None:
    how_much = SILENT._replace(asks=frozenset({"price"}))
    told = frozenset({"price", "time"})
    assert Conflict("aspect", ("price",)) in conflicts(how_much, SILENT, aspects=told)
    assert not conflicts(how_much, SILENT._replace(tells=frozenset({"price"})), aspects=told)
    assert conflicts(how_much, SILENT) == (Conflict("asks", ("price",)),)
    assert not conflicts(SILENT, SILENT, aspects=told)
    who = SILENT._replace(asks=frozenset({"person"}))
    said = conflicts(who, SILENT, aspects=frozenset({"person"}))
    assert said == (Conflict("asks", ("person",)),)


def test_there_may_be_several_conflicts_at_once() -> None:
    asked = naming(CRUST)._replace(denied=frozenset({OPEN}), numbers=frozenset({"2"}))
    entry = SILENT._replace(numbers=frozenset({"3"}))
    assert len(conflicts(asked, entry, profile=CRUMB)) == 3


def test_an_entry_means_what_its_phrasings_and_its_answer_say() -> None:
    one = Constraints(
        names=frozenset({CRUMB}),
        denied=frozenset({OPEN}),
        undone=frozenset({PAY}),
        numbers=frozenset({"2"}),
        letters=frozenset({CLASS_B}),
        directions=frozenset({THERE}),
        agents=frozenset({ASKING}),
        asks=frozenset({"time"}),
        tells=frozenset({"place"}),
    )
    other = SILENT._replace(numbers=frozenset({"4"}), directions=frozenset({BACK}))
    answer = [
        Occurrence(CRUST, "crust", "crust", 0, 1, False),
        Occurrence(Term("word", "becaus"), "because", "because", 1, 2, True),
    ]
    assert constraints_of_entry(CRUMB, [one, other], answer, ENGLISH) == EntryConstraints(
        CRUMB,
        names=frozenset({CRUMB, CRUST}),
        denied=frozenset({OPEN}),
        undone=frozenset({PAY}),
        numbers=frozenset({"2", "4"}),
        letters=frozenset({CLASS_B}),
        directions=frozenset({THERE, BACK}),
        agents=frozenset({ASKING}),
        asks=frozenset({"time"}),
        tells=frozenset({"place"}),
        answers=frozenset({"reason"}),
    )


@pytest.mark.parametrize("numbers", ["", "5"])
def test_an_entry_has_a_number_only_where_every_phrasing_has_one(numbers: str) -> None:
    counted = SILENT._replace(numbers=frozenset({"2"}))
    other = SILENT._replace(numbers=frozenset(numbers))
    assert bool(constraints_of_entry(None, [counted, other], (), ENGLISH).numbers) == bool(numbers)


def asking(*what: str) -> Constraints:
    """The constraints of a text that only asks for something."""
    return SILENT._replace(asks=frozenset(what))


def test_asking_for_something_else_is_a_conflict() -> None:
    said = Conflict("asks", ("time",), ("place",))
    assert conflicts(asking("time"), asking("place")) == (said,)
    assert not conflicts(asking("time"), asking("time", "place"))
    assert not conflicts(asking("time"), asking("place")._replace(tells=frozenset({"time"})))
    assert not conflicts(SILENT, asking("place"))


def test_what_a_plain_question_seldom_tells_must_be_in_its_answer() -> None:
    assert conflicts(asking("reason"), SILENT) == (Conflict("asks", ("reason",)),)
    assert not conflicts(asking("reason"), SILENT, answers=frozenset({"reason"}))
    assert not conflicts(asking("place"), SILENT)


def test_asking_what_if_it_is_not_done_is_a_conflict_with_how_it_is_done() -> None:
    undone = SILENT._replace(undone=frozenset({PAY}))
    assert conflicts(undone, SILENT, shared=frozenset({PAY})) == (Conflict("undone"),)
    assert not conflicts(undone, undone, shared=frozenset({PAY}))
    assert not conflicts(undone, SILENT)
