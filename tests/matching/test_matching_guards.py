"""Each guard speaks against an entry for its own reason, in words, and for no other."""

from __future__ import annotations

import pytest
from chatbot.matching.figures import Figure
from chatbot.matching.guards import GUARDS, Case, Division, EntryMeaning, gather, objections
from chatbot.matching.lexicon import english
from chatbot.matching.reading import Reader

from chatbot.knowledge import Knowledge
from chatbot.matching.meaning import Direction, Meaning

READER = Reader(
    Knowledge.from_dict(
        {
            "title": "Bakeries",
            "subject": {"name": "Old Mill", "kind": "bakery"},
            "kinds": {"bakery": {"also_known": ["Crumb", "Crust"]}},
            "entries": [{"question": "Who bakes?", "answer": "We do."}],
        }
    ),
    ["bakes"],
    english(),
)
NOTHING = frozenset[str]()
SILENT = Meaning(NOTHING, NOTHING, NOTHING, frozenset(), frozenset())
SUPPLIES = frozenset({"supply"})
THERE = Direction("#crumb", "#crust", SUPPLIES)
BACK = Direction("#crust", "#crumb", SUPPLIES)


def case(
    asked: Meaning = SILENT,
    entry: Meaning = SILENT,
    *,
    profile: str | None = None,
    shared: frozenset[str] = NOTHING,
    left_over: tuple[str, ...] = (),
    given: frozenset[str] = NOTHING,
) -> Case:
    """A question's meaning beside an entry's."""
    division = Division(shared, left_over)
    return Case(asked, EntryMeaning(profile, *entry, given), lambda: division, READER)


def naming(*names: str) -> Meaning:
    """The meaning of a text that only names."""
    return SILENT._replace(names=frozenset(names))


def test_nothing_speaks_against_what_means_nothing_in_particular() -> None:
    assert objections(case()) == ()
    assert len(GUARDS) == 6


def test_a_question_about_another_entity_is_guarded_against() -> None:
    assert objections(case(naming("#crust"), naming("#crumb"), profile="#crumb")) == (
        "asks about Crust, this answers about Crumb",
    )
    assert objections(case(naming("#crust"), SILENT)) == (
        "asks about Crust, which this says nothing of",
    )


def test_a_profile_that_mentions_another_entity_does_not_answer_for_it() -> None:
    both = naming("#crumb", "#crust")
    assert objections(case(naming("#crust"), both, profile="#crumb"))
    assert not objections(case(naming("#crumb"), both, profile="#crumb"))
    assert not objections(case(naming("#crust"), both))


def test_a_profile_answers_a_question_that_names_others_it_speaks_of() -> None:
    both = naming("#crumb", "#crust")
    assert not objections(case(both, both, profile="#crumb"))
    assert objections(case(both, naming("#crumb"), profile="#crumb"))


def test_the_subject_need_not_be_named() -> None:
    assert not objections(case(naming("#old-mill"), SILENT))
    assert not objections(case(SILENT, naming("#crumb"), profile="#crumb"))


def test_sharing_the_mere_name_is_guarded_against() -> None:
    crumb = naming("#crumb")
    shared = frozenset({"#crumb"})
    said = "shares the name only, and says nothing of prices"
    assert objections(case(crumb, crumb, shared=shared, left_over=("prices",))) == (said,)
    assert not objections(case(crumb, crumb, shared=shared))
    more = shared | {"price"}
    assert not objections(case(crumb, crumb, shared=more, left_over=("prices",)))
    assert not objections(case(SILENT, SILENT, left_over=("prices",)))


def test_a_question_for_the_opposite_is_guarded_against() -> None:
    denied = SILENT._replace(denied=frozenset({"open"}))
    assert objections(case(denied, SILENT)) == ("asks who or what is not so",)
    assert not objections(case(denied, denied))
    assert not objections(case(SILENT, denied))


def test_another_number_is_guarded_against() -> None:
    two, three = (SILENT._replace(numbers=frozenset({number})) for number in "23")
    assert objections(case(two, three)) == ("asks about 2, this is about 3",)
    assert not objections(case(two, two))
    assert not objections(case(two, SILENT))
    assert not objections(case(SILENT, three))
    assert not objections(case(two, SILENT._replace(numbers=frozenset("23"))))


def test_the_other_direction_is_guarded_against() -> None:
    names = naming("#crumb", "#crust")
    there, back = (names._replace(directions=frozenset({way})) for way in (THERE, BACK))
    both = names._replace(directions=frozenset({THERE, BACK}))
    said = "asks from Crust to Crumb, this answers the other way round"
    assert objections(case(back, there)) == (said,)
    assert not objections(case(there, there))
    assert not objections(case(back, both))
    assert not objections(case(back, names))


def test_the_other_direction_of_something_else_is_not() -> None:
    names = naming("#crumb", "#crust")
    pays = names._replace(directions=frozenset({BACK._replace(action=frozenset({"pay"}))}))
    assert not objections(case(pays, names._replace(directions=frozenset({THERE}))))


def test_a_figure_that_is_not_given_is_guarded_against() -> None:
    loaves, ovens, since = (
        Figure("number", "loav"),
        Figure("number", "oven"),
        Figure("date", "when"),
    )
    asking = [SILENT._replace(figures=frozenset({figure})) for figure in (loaves, ovens, since)]
    assert objections(case(asking[0])) == ("asks for a number, which this does not give",)
    assert objections(case(asking[0], asking[1])) == objections(case(asking[0]))
    assert objections(case(asking[2])) == ("asks for a date, which this does not give",)
    assert not objections(case(asking[0], asking[0]))
    assert not objections(case(asking[0], given=frozenset({"number"})))
    assert objections(case(asking[0], given=frozenset({"date"})))
    assert not objections(case(SILENT, asking[0]))


def test_words_that_are_no_entities_have_directions_too() -> None:
    there = SILENT._replace(directions=frozenset({Direction("rome", "pari", NOTHING)}))
    back = SILENT._replace(directions=frozenset({Direction("pari", "rome", NOTHING)}))
    assert objections(case(there, back)) == (
        "asks from rome to pari, this answers the other way round",
    )


def test_several_guards_may_speak_at_once() -> None:
    asked = naming("#crust")._replace(denied=frozenset({"open"}), numbers=frozenset({"2"}))
    entry = SILENT._replace(numbers=frozenset({"3"}))
    assert len(objections(case(asked, entry, profile="#crumb"))) == 3


def test_an_entry_means_what_its_phrasings_and_its_answer_say() -> None:
    loaves = Figure("number", "loav")
    one = Meaning(
        frozenset({"#crumb"}),
        frozenset({"open"}),
        frozenset({"2"}),
        frozenset({THERE}),
        frozenset({loaves}),
    )
    other = SILENT._replace(numbers=frozenset({"4"}), directions=frozenset({BACK}))
    answer = READER.read_own(["crust", "does", "not", "bake", "9", "loaves"])
    assert gather("#crumb", [one, other], answer) == EntryMeaning(
        "#crumb",
        names=frozenset({"#crumb", "#crust"}),
        denied=frozenset({"open"}),
        numbers=frozenset({"2", "4"}),
        directions=frozenset({THERE, BACK}),
        figures=frozenset({loaves}),
        given=frozenset({"number"}),
    )


@pytest.mark.parametrize("numbers", ["", "5"])
def test_an_entry_has_a_number_only_where_every_phrasing_has_one(numbers: str) -> None:
    counted = SILENT._replace(numbers=frozenset({"2"}))
    other = SILENT._replace(numbers=frozenset(numbers))
    assert bool(gather(None, [counted, other], ()).numbers) == bool(numbers)
