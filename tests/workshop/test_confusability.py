"""What ``chatbot check`` warns of: entries that get in each other's way."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.dialogue import Bot
from chatbot.knowledge import Knowledge
from chatbot.matching import Match, Matcher, TextCache, silent
from chatbot.workshop import confusability, findings
from chatbot.workshop.annotations import as_github
from chatbot.workshop.checking import check
from chatbot.workshop.confusion import SharedWords
from chatbot.workshop.holding_out import Held
from chatbot.workshop.near_doubles import find_near_doubles
from tests.growth import calls


def entry(entry_id: str, *phrasings: str, match: tuple[str, ...] = ()) -> dict[str, object]:
    question, *more = phrasings
    made: dict[str, object] = {"id": entry_id, "question": question, "answer": "So it is."}
    return made | {"also_asked": more, "tests": {"match": list(match)}}


def warnings(
    *entries: dict[str, object], unanswered: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    data = {"title": "Library", "entries": list(entries), "unanswered": unanswered}
    knowledge = Knowledge.from_dict(data)
    return [(one.entry_id, one.what) for one in findings.find(Bot(knowledge), silent)]


HOURS = entry("hours", "When does the library open?", "at what time does the library open")


def test_entries_that_are_found_and_told_apart_need_no_word() -> None:
    fees = entry("fees", "What does a late return cost?", "the cost of a late return")
    assert warnings(HOURS, fees) == []


def test_questions_left_unanswered_are_no_entries() -> None:
    fees = entry("fees", "What does a late return cost?", "the cost of a late return")
    twice = ("Who founded the library?", "Is the library haunted?", "is the library haunted")
    assert warnings(HOURS, fees, unanswered=twice) == []


def test_a_phrasing_that_is_also_left_unanswered_is_named() -> None:
    fees = entry("fees", "What does a late return cost?", "the cost of a late return")
    found = warnings(HOURS, fees, unanswered=("what does a LATE return cost",))
    said = (
        '"What does a late return cost?" also stands under "unanswered"; take it out of one of them'
    )
    assert ("fees", said) in found


def test_a_phrasing_that_stands_in_two_entries_is_named_at_the_later() -> None:
    found = warnings(
        entry("loans", "How long is a loan?", "duration of a loan, please"),
        entry("fees", "What is the fine?", "what is a fine", "How long is a loan?"),
    )
    assert found[0] == (
        "fees",
        '"How long is a loan?" is also a phrasing of loans (line 0); keep it in one of them',
    )


@pytest.mark.parametrize(
    ("phrasing", "how"),
    [
        ("how LONG is a loan", "the same"),
        ("How long are the loans?", "nearly the same"),
        ("is a loan how long, please", "nearly the same"),
    ],
)
def test_a_phrasing_that_says_the_same_is_named(phrasing: str, how: str) -> None:
    found = warnings(entry("loans", "How long is a loan?"), entry("fees", phrasing))
    assert found[0] == (
        "fees",
        f'"{phrasing}" says {how} as "How long is a loan?" of loans (line 0); '
        "keep one of them, or say what sets it apart",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("When may I renew a novel?", "Where may I renew a novel?"),
        ("How do I renew a novel?", "How do I lose a novel?"),
        ("Can I bring 2 novels?", "Can I bring 9 novels?"),
        ("Can I walk from Rome to Oslo?", "Can I walk from Oslo to Rome?"),
    ],
)
def test_phrasings_that_ask_for_something_else_are_not_doubles(one: str, other: str) -> None:
    found = warnings(entry("loans", one), entry("fees", other))
    assert not [what for _, what in found if "the same" in what]


def answered(entry_id: str, answer: str, *phrasings: str) -> dict[str, object]:
    return entry(entry_id, *phrasings) | {"answer": answer}


FILLERS = [
    answered("hours", "At nine, on Sundays at noon.", "When does the library open?"),
    answered("parking", "Behind the house, for two hours.", "Where do I park?"),
    answered("wifi", "The password hangs at the counter.", "Is there wifi?"),
]


def near_doubles(*entries: dict[str, object]) -> list[tuple[str, str]]:
    found = warnings(*FILLERS, *entries)
    return [(who, what) for who, what in found if "their answers are alike" in what]


def test_entries_that_say_nearly_the_same_in_other_words_are_named_at_the_later() -> None:
    assert near_doubles(
        answered(
            "without",
            "A receipt is usually required for returns; ask our customer support for help.",
            "Can I return a book bought here without a receipt?",
        ),
        answered(
            "lost",
            "We prefer a receipt for returns, but our customer support can help without it.",
            "Can I return a book bought here if I no longer have the original receipt?",
        ),
    ) == [
        (
            "lost",
            '"Can I return a book bought here if I no longer have the ori…" asks nearly what '
            '"Can I return a book bought here without a receipt?" of without (line 0) asks, and '
            "their answers are alike; make one entry of them, or say what sets them apart",
        )
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            ("Can I return a film?", "Films go back to the ground floor within a week."),
            ("Can I return a novel?", "Novels go back to the first floor within a month."),
        ),
        (
            ("Can I renew a loan?", "Twice, for two weeks each time, at the counter."),
            ("Why can't I renew a loan?", "Somebody else has asked for it."),
        ),
        (
            ("Can I reserve a film that is out?", "Yes, at the counter, for one euro a film."),
            ("Can I reserve a film that is not out?", "No, a film at the counter is not kept."),
        ),
    ],
)
def test_entries_with_other_answers_or_another_thing_asked_are_no_near_doubles(
    first: tuple[str, str], second: tuple[str, str]
) -> None:
    assert (
        near_doubles(answered("a", first[1], first[0]), answered("b", second[1], second[0])) == []
    )


def test_entries_whose_answers_are_not_alike_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    post = {"id": "post", "question": "Do you post parcels?", "answer": "On Mondays."}
    card = {"id": "card", "question": "Can I pay by card?", "answer": "At the till downstairs."}
    cash = {"id": "cash", "question": "Can I pay in cash?", "answer": "At the till downstairs."}
    asked = list[str]()
    match = Matcher.match

    def noted(matcher: Matcher, question: str, limit: int = 5) -> tuple[Match, ...]:
        asked.append(question)
        return match(matcher, question, limit)

    monkeypatch.setattr(Matcher, "match", noted)
    knowledge = Knowledge.from_dict({"title": "Shop", "entries": [post, card, cash]})
    list(find_near_doubles(knowledge, knowledge.entries, lambda: None, TextCache()))
    assert asked == ["Can I pay by card?", "Can I pay in cash?"]


def test_a_test_that_repeats_a_phrasing_is_said_to_prove_nothing() -> None:
    fees = entry(
        "fees",
        *("What does a late return cost?", "the cost of a late return"),
        match=("what does a LATE return cost", "what will a late return cost me"),
    )
    assert warnings(HOURS, fees) == [
        (
            "fees",
            'the test "what does a LATE return cost" repeats a phrasing and so proves nothing; '
            "ask it in words that are not among them",
        )
    ]


def test_what_a_kind_gives_all_its_profiles_is_warned_of_once() -> None:
    size = {"question": "How large is {name}?", "also_asked": ["size of {name}"]}
    weight = {"question": "How heavy is {name}?", "also_asked": ["size of {name}"]}
    profiles = [
        {
            "kind": "boat",
            "name": name,
            "summary": "A boat.",
            "aspects": [{"id": one, "answer": f"{name}: {one}."} for one in ("size", "weight")],
        }
        for name in ("Heron", "Kestrel", "Osprey")
    ]
    kinds = {"boat": {"aspects": {"size": size, "weight": weight}}}
    data = {"title": "Boats", "kinds": kinds, "profiles": profiles}
    found = [one for one in findings.find(Bot(Knowledge.from_dict(data)), silent)]
    assert [one.entry_id for one in found if "also a phrasing of" in one.what] == ["heron/weight"]


def test_an_entry_whose_phrasings_another_takes_is_told_which_and_why() -> None:
    found = warnings(
        entry("novels", "How many novels may I borrow?", "rules for the top shelf"),
        entry("films", "How many films may I borrow?", "how many novels or films may I borrow"),
    )
    assert ("novels", True) in [
        (who, "“" not in what and "would be answered with films (line 0)" in what)
        for who, what in found
    ]
    what = next(what for who, what in found if who == "novels")
    assert what.startswith('left out of the file, "How many novels may I borrow?" would be')
    assert what.endswith("; add more like it here, or move it there")
    assert "as both are asked with borrow, novels;" in what


def test_an_entry_that_only_its_very_words_reach_is_named() -> None:
    lost = entry("loans", "How many novels may I borrow?", "lending limit", "the rule of seven")
    assert warnings(HOURS, lost) == [
        (
            "loans",
            "none of its 3 phrasings leads here unless it is written out; "
            "add phrasings that share the words that matter",
        )
    ]


def test_an_entry_that_can_be_asked_in_one_way_only_is_named() -> None:
    one = entry("fees", "What does a late return cost?")
    assert warnings(HOURS, one) == [
        ("fees", 'it can be asked in one way only; add more under "also_asked"')
    ]


def test_the_authors_tests_show_that_an_entry_is_reached() -> None:
    one = entry("fees", "What does a late return cost?", match=("what will a late return cost me",))
    assert warnings(HOURS, one) == []


def test_entries_that_can_be_asked_in_one_way_only_are_counted_in_one_finding() -> None:
    words = ("Where do I park?", "Who pays fines?", "Is wifi free?", "May dogs enter?", "Any jobs?")
    found = warnings(*(entry(f"e{n}", words[n]) for n in range(5)))
    assert found == [
        (
            "",
            "5 entries can be asked in one way only, such as e0, e1, e2; "
            'add more under "also_asked"',
        )
    ]


def test_many_findings_of_a_sort_are_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "MOST_SHOWN", 1)
    asked = ("Where do I park?", "Where do I park the car?", "Where to park")
    found = warnings(*(entry(f"e{n}", *asked) for n in range(3)))
    assert found[-1] == (
        "",
        f"and {found[-1][1].split()[1]} more of these; start with the ones above",
    )
    assert len(found) < 6


def test_large_knowledge_is_sampled_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confusability, "MOST_TRIED", 4)
    words = ("Where do I park?", "Who pays fines?", "Is wifi free?", "May dogs enter?", "Any jobs?")
    found = warnings(*(entry(f"e{n}", words[n]) for n in range(5)))
    assert found == [
        ("", "2 phrasings were not compared with the others, as there are so many"),
    ]


def test_findings_come_with_their_line_and_do_not_fail_the_check(tmp_path: Path) -> None:
    path = tmp_path / "library.yaml"
    path.write_text(
        "title: Library\nentries:\n- question: Where do I park?\n  answer: Behind.\n"
        "- {id: b, question: Where do I park?, answer: There.}\n",
        encoding="utf-8",
    )
    report = check(path)
    assert report.failures == ()
    assert str(report).splitlines() == [
        f"{path}:3: warning: 2 entries can be asked in one way only: where-do-i-park, b; "
        'add more under "also_asked"',
        f'{path}:5: warning: b: "Where do I park?" is also a phrasing of where-do-i-park '
        "(line 3); keep it in one of them",
        f"{path}: no errors in 2 entries; no tests; 2 warnings",
    ]


def test_a_text_that_a_comment_cuts_is_named_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "library.yaml"
    path.write_text(
        "title: Library\nentries:\n- question: Where is desk #2?\n"
        "  also_asked: [the way to desk two]\n  answer: There.  # upstairs\n",
        encoding="utf-8",
    )
    assert str(check(path)).splitlines()[0] == (
        f'{path}:3:13: warning: "Where is desk" ends here, as " #" starts a comment; '
        "put all of it in quotes"
    )


def test_progress_runs_from_none_to_all() -> None:
    told: list[tuple[int, int]] = []
    knowledge = Knowledge.from_dict({"title": "Library", "entries": [HOURS]})
    findings.find(Bot(knowledge), lambda done, total: told.append((done, total)))
    assert told == [(done, 4) for done in range(5)]


def test_shared_words_read_an_entry_once_for_all_its_pairs() -> None:
    popular = entry("all", *(f"Which novel is number {n}?" for n in range(50)))
    others = [entry(f"e{n}", f"Which novel is for {n}?") for n in range(40)]
    knowledge = Knowledge.from_dict({"title": "Library", "entries": [popular, *others]})
    shared = SharedWords(Bot(knowledge))
    first = calls(lambda: shared.of("all", "e0"))
    rest = calls(lambda: [shared.of("all", f"e{n}") for n in range(1, 40)])
    assert rest < 3 * first


def test_contradictions_are_found_without_comparing_each_with_each() -> None:
    def examined(number: int) -> int:
        entries = [entry(f"e{n}", f"Which is novel {n}?") for n in range(number)]
        asked = [f"Is there a film {n}?" for n in range(number)]
        knowledge = Knowledge.from_dict({"title": "T", "entries": entries, "unanswered": asked})
        held = [Held(one, one.question) for one in knowledge.entries]
        return calls(lambda: list(confusability._contradicted(knowledge, held)))

    assert examined(400) < 6 * examined(100)


def test_a_link_that_leads_nowhere_is_named_with_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "library.yaml"
    path.write_text(
        "title: Library\nentries:\n- question: Where is the desk?\n  answer: |\n"
        "    Upstairs.\n    See [the map](map.html).\n",
        encoding="utf-8",
    )
    report = check(path)
    assert f'{path}:6:19: warning: the link "map.html" leads nowhere; ' in str(report)
    assert ",line=6,col=19,title=" in as_github([report])
