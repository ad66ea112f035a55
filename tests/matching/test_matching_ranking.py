"""Few phrasings are looked at closely, and the best is among them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chatbot.knowledge import Knowledge
from chatbot.language import Language
from chatbot.matching import Matcher
from chatbot.matching.answers import AnswersBuilder
from chatbot.matching.conflicts import Conflict
from chatbot.matching.index import Index, Text, pack_index
from chatbot.matching.judging import Judge
from chatbot.matching.parameters import PARAMETERS, Parameters
from chatbot.matching.query import Query, weigh
from chatbot.matching.ranking import RankedCandidate, Ranker
from chatbot.matching.retrieval import retrieve
from chatbot.matching.scoring import Candidate
from chatbot.matching.terms import Term
from chatbot.storage import Packer
from tests.packing import recogniser_of

WORDS = """who what how can do i my the a not
    library book card fee late open close borrow return renew printer laptop room study reserve
    desk member passport child school garden window summer music coffee parking"""
EMPTY = Knowledge(title="Nothing", entries=())
TEXT = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=7, unique=True).map(" ".join)
ENTRIES = st.lists(st.lists(TEXT, min_size=1, max_size=4), min_size=2, max_size=30)


ENGLISH = Language.load("en")
RECOGNISER = recogniser_of(EMPTY, ENGLISH)
ALL = PARAMETERS._replace(compared=1_000)
NO = Conflict("denial")


class Forbidding(Judge):
    """Judges entries given by their places to be forbidden."""

    def __init__(self, forbidden: tuple[int, ...]) -> None:
        self.forbidden = forbidden

    def lacking(self, entry: int) -> Sequence[Term] | None:
        return None

    def is_vaguer_than(self, candidate: Candidate) -> bool:
        return False

    def conflicts(self, candidate: Candidate) -> tuple[Conflict, ...]:
        return (NO,) if candidate.entry in self.forbidden else ()


def index_of(*entries: list[str]) -> Index:
    """The index of entries given by their phrasings."""
    texts = []
    for place, phrasings in enumerate(entries):
        for text in phrasings:
            found = RECOGNISER.recognise(ENGLISH.parse(text).tokens)
            terms, words = (one.term for one in found), (one.word for one in found)
            texts.append(Text(place, text, tuple(terms), tuple(words)))
    return pack_index(texts, {}, len(entries), RECOGNISER, PARAMETERS, Packer())


def query_of(text: str, index: Index) -> Query:
    """A question to that index."""
    return weigh(RECOGNISER.recognise(ENGLISH.parse(text).tokens), index)


def ranked(
    text: str,
    *entries: list[str],
    forbidden: tuple[int, ...] = (),
    parameters: Parameters = PARAMETERS,
) -> list[RankedCandidate]:
    """The candidates for a question, with a conflict for those forbidden."""
    index = index_of(*entries)
    answers = AnswersBuilder().pack(len(entries), index, Packer())
    return Ranker(index, answers, parameters).rank(query_of(text, index), Forbidding(forbidden))


def order(found: list[RankedCandidate]) -> list[int]:
    return [one.candidate.entry for one in found]


def test_phrasings_that_share_most_come_first() -> None:
    index = index_of(["summer music"], ["library card fee"], ["coffee"])
    found = retrieve(query_of("the library card", index), index, PARAMETERS)
    assert [index.phrasings[position].text for position in found] == ["library card fee"]


def test_a_question_without_any_known_word_finds_nothing() -> None:
    index = index_of(["borrow book"], ["library card fee"])
    assert retrieve(query_of("xqzv", index), index, PARAMETERS) == []


def test_no_more_phrasings_are_looked_at_closely_than_that() -> None:
    entries = [[f"library {word}"] for word in WORDS.split()]
    index = index_of(*entries)
    assert len(retrieve(query_of("library", index), index, PARAMETERS)) == PARAMETERS.compared


def test_a_phrasing_written_twice_counts_once() -> None:
    index = index_of(["borrow book", "borrow  book", "borrow book book"], ["card"])
    assert [phrasing.text for phrasing in index.phrasings] == ["borrow book", "card"]


def test_entries_come_best_first() -> None:
    found = ranked("borrow a book", ["borrow book"], ["book fee"], ["borrow a book"])
    assert order(found) == [2, 0, 1]
    assert [one.exact for one in found] == [True, False, False]


def test_a_tie_goes_to_the_first_in_the_file() -> None:
    found = ranked("book", ["book fee"], ["book fee"], ["book fee"])
    assert order(found) == [0, 1, 2]
    assert len({one.score for one in found}) == 1


def test_the_order_of_a_phrasings_words_breaks_no_tie() -> None:
    assert order(ranked("please book library", ["library book"], ["book library"])) == [0, 1]
    assert order(ranked("please book library", ["book library"], ["library book"])) == [0, 1]
    three = ["book library card", "library card book", "card book library"]
    assert order(ranked("please card library book", *([own] for own in three))) == [0, 1, 2]


def test_an_entry_with_a_conflict_goes_down_but_stays() -> None:
    entries = [["borrow book"], ["borrow book late"]]
    assert order(ranked("borrow a book", *entries)) == [0, 1]
    found = ranked("borrow a book", *entries, forbidden=(0,))
    assert order(found) == [1, 0]
    assert found[1].conflicts == (NO,)


def test_the_very_words_are_exact_in_any_inflection_but_in_their_order_only() -> None:
    assert ranked("borrowed books", ["borrow book"])[0].exact
    assert not ranked("book borrow", ["borrow book"])[0].exact
    assert not ranked("borrow", ["borrow book"])[0].exact
    assert not ranked("borrow book late", ["borrow book"])[0].exact


@given(ENTRIES, TEXT)
def test_the_candidates_contain_the_winner_of_a_look_at_all(
    entries: list[list[str]], question: str
) -> None:
    """The brute-force winner is found, or one that scores the same."""
    few = ranked(question, *entries)
    brute = ranked(question, *entries, parameters=ALL)
    assume(brute)
    assert few[0].score >= brute[0].score * 0.999 or order(few)[0] == order(brute)[0]


@pytest.mark.parametrize("is_scanned", [False, True])
@given(entries=ENTRIES, text=TEXT)
def test_those_that_are_passed_over_share_less(
    is_scanned: bool, entries: list[list[str]], text: str
) -> None:
    index = index_of(*entries)
    index.is_scanned = is_scanned
    query = query_of(text, index)
    few = PARAMETERS._replace(compared=4, compared_at_least=4, reckoned=1.0)
    shared = {}
    for place, phrasing in enumerate(index.phrasings):
        own = (query.vector.get(term, 0.0) * index.weights[term] for term in phrasing.terms)
        overlap = sum(own)
        if overlap:
            shared[place] = overlap / index.lengths[place] + overlap / query.length
    found = [shared[place] for place in retrieve(query, index, few)]
    assert found == pytest.approx(sorted(shared.values(), reverse=True)[:4])


@given(ENTRIES, TEXT)
def test_a_matcher_agrees_with_a_look_at_all(entries: list[list[str]], question: str) -> None:
    values = [
        {"id": f"e{n}", "question": own[0], "also_asked": own[1:], "answer": f"Answer {n}."}
        for n, own in enumerate(entries)
    ]
    knowledge = Knowledge.from_dict({"title": "Any", "language": "en", "entries": values})
    few = Matcher(knowledge).match(question, limit=1)
    brute = Matcher(knowledge, ALL).match(question, limit=1)
    assert [match.entry_id for match in few] == [match.entry_id for match in brute]
