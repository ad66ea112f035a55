"""What holds of matching whatever the knowledge and whatever the question."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chatbot.knowledge import Knowledge
from chatbot.language import load_tables
from chatbot.matching import Analysis, Matcher
from chatbot.matching.parameters import PARAMETERS

WORDS = """who what how can do i my the a not from to 2 library book card fee late open close
    borrow return renew printer laptop room study reserve desk member passport child school garden
    window summer music coffee parking crumb mill"""
FUNCTION_WORDS = load_tables("en").function_words
FOREIGN = "zloty kumquat sitar obelisk tundra"
TEXT = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=7, unique=True).map(" ".join)
TELLING = TEXT.filter(lambda text: any(len(word) > 4 for word in text.split()))
SAYING = TEXT.filter(lambda text: len(set(text.split()) - FUNCTION_WORDS) > 1)
ENTRIES = st.lists(
    st.lists(TELLING, min_size=1, max_size=4), min_size=2, max_size=8, unique_by=lambda own: own[0]
)
Entries = list[list[str]]
ROOT = Path(__file__).parents[2]


def matcher_for(entries: Entries, **more: object) -> Matcher:
    """A matcher for entries given by their phrasings; ids ``0``, ``1`` and so on."""
    values = [
        {"id": str(n), "question": own[0], "also_asked": own[1:], "answer": f"{n} is the answer."}
        for n, own in enumerate(entries)
    ]
    return Matcher(Knowledge.from_dict({"title": "Any", "entries": values, **more}))


def analysed(matcher: Matcher, question: str) -> Analysis:
    return matcher.analyse(matcher.read(question))


def ranking(matcher: Matcher, question: str) -> list[str]:
    return [match.entry_id for match in matcher.match(question, limit=20)]


@given(ENTRIES, st.one_of(TEXT, st.text(st.characters(), max_size=60)))
def test_a_match_keeps_its_bounds(entries: Entries, question: str) -> None:
    found = matcher_for(entries).match(question, limit=20)
    confidences = [match.confidence for match in found]
    assert len({match.entry_id for match in found}) == len(found) <= len(entries)
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 <= one <= 1 for one in confidences)
    assert sum(confidences) <= 1 + 1e-9
    for match in found:
        assert match.phrasing in entries[int(match.entry_id)]


@given(ENTRIES, TEXT)
def test_the_same_knowledge_and_question_get_the_same_result(
    entries: Entries, question: str
) -> None:
    matcher = matcher_for(entries)
    once = analysed(matcher, question)
    analysed(matcher, "late summer renewal of teh cards")
    assert analysed(matcher, question) == once == analysed(matcher_for(entries), question)


@given(st.data(), ENTRIES)
def test_an_exact_phrasing_is_first_and_all_but_certain(
    data: st.DataObject, entries: Entries
) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    question = data.draw(st.sampled_from(entries[place]))
    matcher = matcher_for(entries)
    best = matcher.match(question)[0]
    own = [n for n, texts in enumerate(entries) if best.phrasing in texts]
    if best.entry_id == str(place):
        assert best.confidence == PARAMETERS.exact or len(own) > 1
    else:  # another entry says the same
        assert matcher.match(best.phrasing)[0].phrasing == best.phrasing
        assert best.confidence <= PARAMETERS.exact / 2


@given(st.data(), ENTRIES, st.lists(st.sampled_from(FOREIGN.split()), min_size=1, max_size=4))
def test_an_unrelated_entry_does_not_change_the_winner(
    data: st.DataObject, entries: Entries, words: list[str]
) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    asked = data.draw(st.permutations(data.draw(st.sampled_from(entries[place])).split()))
    question = " ".join(asked[: max(2, len(asked) - 1)])
    before = matcher_for(entries).match(question)
    assume(before and (len(before) < 2 or before[0].confidence > 1.5 * before[1].confidence))
    assert ranking(matcher_for([*entries, [" ".join(words)]]), question)[0] == before[0].entry_id


@given(st.data(), ENTRIES, TEXT)
def test_writing_a_phrasing_twice_does_not_change_the_ranking(
    data: st.DataObject, entries: Entries, question: str
) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    again = data.draw(st.sampled_from(entries[place]))
    doubled = [[*own, again] if n == place else own for n, own in enumerate(entries)]
    before, after = (matcher_for(one).match(question, limit=20) for one in (entries, doubled))
    assert before == after


@given(
    st.lists(SAYING, min_size=2, max_size=8, unique=True),
    st.sampled_from(["please", "the", "so", "just", "ok"]),
)
def test_a_function_word_more_changes_little(phrasings: list[str], word: str) -> None:
    matcher = matcher_for([[phrasing] for phrasing in phrasings])
    for phrasing in phrasings:
        before, after = matcher.match(phrasing)[0], matcher.match(f"{phrasing} {word}")[0]
        if before.confidence == PARAMETERS.exact:
            assert after.entry_id == before.entry_id
            assert after.confidence > before.confidence - 0.15


def test_more_ways_of_asking_do_not_lose_an_entry_its_questions() -> None:
    more = ["Extend membership", "My passport has expired", "Stay a member next year"]
    few = matcher_for([["Library card"], ["Renew a library card"]])
    many = matcher_for([["Library card"], ["Renew a library card", *more]])
    assert ranking(few, "renewing library cards")[0] == "1"
    assert ranking(many, "renewing library cards")[0] == "1"


def test_the_same_question_is_answered_the_same_whatever_the_hash_seed() -> None:
    code = """
import json, sys
from chatbot.knowledge import Knowledge
from chatbot.matching import Matcher
matcher = Matcher(Knowledge.load(sys.argv[1]))
read = [matcher.read(line.strip()) for line in sys.stdin]
print(json.dumps([repr(matcher.analyse(one, limit=20)) for one in read]))
"""
    questions = """does china share a border with the regime and give aid, money, fuel or help?
        which cuontries support north korea at the united nations besides china and russia
        who has kims back in trade, diplomacy, history, politics, sanctions and security
        why is it hard to tell who its real friends are and not just for show
        NK bestie"""
    found = [
        subprocess.run(
            [sys.executable, "-c", code, str(ROOT / "faq.yaml")],
            input=questions,
            env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in (0, 1, 2, 3)
    ]
    assert len(json.loads(found[0])) == 5
    assert len(set(found)) == 1


def test_many_threads_may_share_one_matcher(bakery: Matcher, library: Matcher) -> None:
    questions = [f"when does {name} open" for name in ("crumb", "the states", "crust", "mill")]
    questions += ["i lost my crad", "how many books may i take home", "late fee", "zqx obm"] * 25
    entries = [["Lost my card", "late fee"], ["take home books"]]
    alone = [(analysed(library, text), analysed(bakery, text)) for text in questions]
    expected = [analysed(matcher_for(entries), text) for text in questions]
    fresh = matcher_for(entries)
    with ThreadPoolExecutor(max_workers=16) as pool:
        in_library = pool.map(partial(analysed, library), questions)
        in_bakery = pool.map(partial(analysed, bakery), questions)
        together = list(zip(in_library, in_bakery, strict=True))
        warming = list(pool.map(partial(analysed, fresh), questions))
    assert together == alone
    assert warming == expected


HOSTILE = {
    "a megabyte": "a" * 1_000_000,
    "a megabyte of words": "library card " * 77_000,
    "100,000 words": "card " * 100_000,
    "50,000 marks": "c" + "\u0301" * 50_000,
    "50,000 mixed marks": "when" + "\u0301\u0489\u0fb5" * 17_000 + " open",
    "escape sequences": "\x1b[31m" * 20_000,
    "unfinished sequences": "\x1b]" * 50_000,
    "brackets": "\x1b[" * 50_000 + "1;" * 20_000,
    "quotes": "'" * 99_999,
    "apostrophes": "a'" * 49_999,
    "dots": "a." * 49_999,
    "surrogates": "\ud800\udfff" * 40_000,
    "zero width": "\u200b" * 99_999,
    "bidi": "\u202e\u2066" * 49_999,
    "expanding": "\ufdfa" * 99_999,
    "ideographs": "書" * 999,
    "thousand letters": "x" * 1_000,
    "thousand words": "b c d e f g " * 83,
    "unknown words": "qwzx vkjq pzxw jqkx " * 50,
    "nearly known words": "libary crad lapotp pritner memebrship " * 26,
    "digits": "9" * 1_000,
    "spaces": " " * 99_999,
    "nul": "\0" * 99_999,
}


@pytest.mark.parametrize("question", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_question_gets_a_proper_analysis(question: str, library: Matcher) -> None:
    analysis = analysed(library, question)
    assert all(0 <= match.confidence < 0.9 for match in analysis.matches)


READABLE = {
    "fullwidth": "Ｗｈｅｎ　ａｒｅ　ｙｏｕ　ｏｐｅｎ？",
    "zero width": "w\u200bh\u200ben are y\u00adou open",
    "marks": "wh\u0301\u0302\u0303en a\u0335re you open",
    "escapes": "\x1b[31mwhen\x1b[0m are you open",
    "bidi": "\u202ewhen are you\u202c open",
    "cyrillic": "whеn аrе yоu оpеn",
    "controls": "when\0are\x07you\ropen",
    "surrogates": "\ud83dwhen are you open\udfff",
    "emoji": "🕘 when are you open 🙏🏽",
    "many marks": "when are you open" + "\u0301" * 50_000,
}


@pytest.mark.parametrize("question", READABLE.values(), ids=READABLE)
def test_a_question_that_a_person_can_read_is_read(question: str, library: Matcher) -> None:
    plain = library.match("when are you open")
    assert library.match(question) == plain
    assert plain[0].entry_id == "hours"
