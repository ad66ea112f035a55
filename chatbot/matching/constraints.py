"""What a text demands beyond its words: whom it names, what it denies, who acts on whom.

The guards compare it: an entry that says otherwise does not answer a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import Final, Literal, NamedTuple, TypeVar

from chatbot.language import Language, Tables
from chatbot.matching.terms import Occurrence, Term

_T = TypeVar("_T")
TOLD_BY_NUMBERS: Final = frozenset({"time", "duration", "price", "amount", "number", "size"})
"""What an answer with a number may tell."""


class Direction(NamedTuple):
    """A pair of terms, from the one that acts or begins to the other: "China supports Cuba"."""

    source: Term
    target: Term
    action: frozenset[Term]
    """What is said between them; empty for ``A to B``."""


Person = Literal["asking", "asked", "specific", "other"]


class Agent(NamedTuple):
    """Who does what: "can my visitor sign in"."""

    action: Term
    """The first content word after whoever does it."""
    person: Person
    """Whoever asks, whom they ask, a specific other ("my coach") or others ("a coach")."""
    word: str
    """The word for whoever does it."""


class Letter(NamedTuple):
    """A letter that tells which of several things with one name: "USB-C", "class B"."""

    name: Term
    """The word before it."""
    letter: str


class Constraints(NamedTuple):
    """What one text names, denies, counts, and points from and to."""

    names: frozenset[Term] = frozenset()
    """The entities named."""
    denied: frozenset[Term] = frozenset()
    """What the text denies: ``friend`` in "who is not a friend"."""
    undone: frozenset[Term] = frozenset()
    """What is not done: ``pay`` in "what if I do not pay"."""
    numbers: frozenset[str] = frozenset()
    """Numbers, in figures."""
    letters: frozenset[Letter] = frozenset()
    """Letters by themselves, each with the word before it."""
    directions: frozenset[Direction] = frozenset()
    """Who acts on whom, and what leads where."""
    agents: frozenset[Agent] = frozenset()
    """Who does what, where that is read off a pronoun or a noun before it."""
    asks: frozenset[str] = frozenset()
    """What the text asks for: ``time``, ``price`` and so on."""
    tells: frozenset[str] = frozenset()
    """What it is about beside that, by the same names."""


_NOTHING: Final = Constraints()
"""Those of a text that does none of it; one value for all."""


class EntryConstraints(NamedTuple):
    """What an entry's phrasings, and its answer, say taken together."""

    profile: Term | None
    """The entity whose profile the entry is part of."""
    names: frozenset[Term]
    """All entities in its phrasings and its answer."""
    denied: frozenset[Term]
    undone: frozenset[Term]
    numbers: frozenset[str]
    """The numbers in its phrasings where every phrasing has one, else none."""
    letters: frozenset[Letter]
    directions: frozenset[Direction]
    agents: frozenset[Agent]
    asks: frozenset[str]
    """What any of its phrasings asks for."""
    tells: frozenset[str]
    """What any of them is about beside that."""
    answers: frozenset[str]
    """What the answer is about, by the same names."""
    aspects: frozenset[str] = frozenset()
    """Of a profile's entry: what the aspects of its kind ask for or are about."""


def constraints_of(
    occurrences: Sequence[Occurrence], language: Language, scope: int
) -> Constraints:
    """Read the constraints off the terms of a text.

    A negator denies at most ``scope`` terms after it; as many before it may tell what is meant.
    """
    tables = language.tables
    words = {one.word for one in occurrences}
    names = frozenset(one.term for one in occurrences if one.term.is_name)
    denied = undone = frozenset[Term]()
    if words & tables.denying:
        denied = frozenset(_denied(occurrences, tables, scope))
        undone = frozenset(_undone(occurrences, tables, scope))
    numbers = frozenset(filter(str.isdecimal, words))
    directions = frozenset(_between_names(occurrences, tables) if len(names) > 1 else ())
    directions |= frozenset(_from_to(occurrences, tables) if words & tables.goal_links else ())
    agents = frozenset(_agents(occurrences, tables) if words & tables.before_agents else ())
    said = tuple(word for one in occurrences for word in one.word.split())
    asks, tells = language.cues.asked(said), language.cues.told(said)
    letters = frozenset(_letters(occurrences, tables))
    found = Constraints(names, denied, undone, numbers, letters, directions, agents, asks, tells)
    return found if any(found) else _NOTHING


def constraints_of_entry(
    profile: Term | None,
    phrasings: Sequence[Constraints],
    answer: Sequence[Occurrence],
    language: Language,
    aspects: frozenset[str] = frozenset(),
) -> EntryConstraints:
    """The constraints of an entry, from its phrasings and the terms of its answer."""
    said = {one for one in phrasings if any(one)}
    counted = all(phrasing.numbers for phrasing in phrasings)
    in_answer = frozenset(one.term for one in answer if one.term.is_name)
    told = language.cues.told(tuple(one.word for one in answer))
    if any(one.term.kind == "number" for one in answer):
        told |= TOLD_BY_NUMBERS
    return EntryConstraints(
        profile,
        _union([in_answer, *(one.names for one in said)]),
        _union(one.denied for one in said),
        _union(one.undone for one in said),
        _union(one.numbers for one in said if counted),
        _union(one.letters for one in said),
        _union(one.directions for one in said),
        _union(one.agents for one in said),
        _union(one.asks for one in said),
        _union(one.tells for one in said),
        told,
        aspects,
    )


def _union(sets: Iterable[frozenset[_T]]) -> frozenset[_T]:
    return frozenset[_T]().union(*sets)


def _denied(occurrences: Sequence[Occurrence], tables: Tables, scope: int) -> Iterator[Term]:
    """What negators deny that tell which are asked for."""
    for position, one in enumerate(occurrences):
        if one.word in tables.denying and _is_selecting(occurrences, position, tables, scope):
            after = occurrences[position + 1 : position + 1 + scope]
            content = next((each for each in after if not each.function), None)
            if content is not None:
                yield content.term


def _undone(occurrences: Sequence[Occurrence], tables: Tables, scope: int) -> Iterator[Term]:
    """What negators in a condition say is not done: the next word, auxiliaries passed over."""
    for position, one in enumerate(occurrences):
        if one.word in tables.denying and _is_conditional(occurrences, position, tables, scope):
            after = occurrences[position + 1 : position + 1 + scope]
            verb = next((each for each in after if each.word not in tables.auxiliaries), None)
            if verb is not None and not verb.function:
                yield verb.term


def _is_conditional(
    occurrences: Sequence[Occurrence], position: int, tables: Tables, scope: int
) -> bool:
    """Whether a negator tells what is not done: "what if I do not pay"."""
    before = occurrences[max(0, position - scope) : position]
    return any(one.word in tables.conditionals for one in before)


def _is_selecting(
    occurrences: Sequence[Occurrence], position: int, tables: Tables, scope: int
) -> bool:
    """Whether a negator tells which are asked for: "who is not a friend", "those that do not help".

    Not where it tells of something else: "hide it from people who are not my friends". "I can not
    log in" states a problem, "is not China a friend?" expects yes, "no, Cuba" corrects.
    """
    nouns = 0
    for place in range(position - 1, max(-1, position - 1 - scope), -1):
        one = occurrences[place]
        if one.word in tables.selecting:
            return sum(each.is_content for each in occurrences[:place]) <= 1
        if one.function and one.word not in tables.auxiliaries:
            return False
        nouns += one.is_content
        if nouns > 1:
            return False
    return False


def _letters(occurrences: Sequence[Occurrence], tables: Tables) -> Iterator[Letter]:
    """Letters by themselves after a content word, but for pronouns and conjunctions."""
    for before, one in pairwise(occurrences):
        is_letter = len(one.word) == 1 and one.word.isalpha() and one.word.isascii()
        if (
            is_letter
            and before.is_content
            and one.word not in tables.pronouns | tables.conjunctions
        ):
            yield Letter(before.term, one.word)


def _between_names(occurrences: Sequence[Occurrence], tables: Tables) -> Iterator[Direction]:
    """Who acts on whom, for names, or groups of names, with something said between them."""
    for first, second in pairwise(_groups_of_names(occurrences, tables)):
        between = occurrences[first[-1] + 1 : second[0]]
        words = {one.word for one in between}
        action = frozenset(one.term for one in between if not one.function)
        if words & tables.symmetric_links or not (action or words & tables.toward_links):
            continue
        sources, targets = (second, first) if words & tables.backward_links else (first, second)
        for source, target in product(sources, targets):
            if occurrences[source].term != occurrences[target].term:
                yield Direction(occurrences[source].term, occurrences[target].term, action)


def _groups_of_names(occurrences: Sequence[Occurrence], tables: Tables) -> list[list[int]]:
    """Positions of the names, those that a conjunction joins in one group."""
    groups: list[list[int]] = []
    for place in (i for i, one in enumerate(occurrences) if one.term.is_name):
        joined = groups and place - groups[-1][-1] == 2
        if joined and occurrences[place - 1].word in tables.conjunctions:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _from_to(occurrences: Sequence[Occurrence], tables: Tables) -> Iterator[Direction]:
    """``A to B``, with or without ``from`` in front."""
    for before, link, after in zip(occurrences, occurrences[1:], occurrences[2:], strict=False):
        if link.word in tables.goal_links and not (before.function or after.function):
            yield Direction(before.term, after.term, frozenset())


def _agents(occurrences: Sequence[Occurrence], tables: Tables) -> Iterator[Agent]:
    """Who does what, after each word that may stand before: "can I pay", "if the coach cancels"."""
    people = tables.asking_agents | tables.asked_agents
    for place, opener in enumerate(occurrences):
        if opener.word not in tables.before_agents:
            continue
        rest = iter(occurrences[place + 1 :])
        agent = next((one for one in rest if one.word not in tables.determiners), None)
        if agent is None or (agent.function and agent.word not in people):
            continue
        # Not on to what others do or are, "can you say if I pay", nor to what it is done with.
        ends = (tables.auxiliaries | tables.conditionals) - tables.before_agents
        ends |= tables.pronouns | tables.determiners
        action = next((one for one in rest if not one.function or one.word in ends), None)
        if action is not None and action.is_content:
            own = occurrences[place + 1].word in tables.pronouns
            yield Agent(action.term, _person(agent.word, tables, own=own), agent.word)


def _person(word: str, tables: Tables, *, own: bool) -> Person:
    """Who a word stands for; ``own`` after a possessive: "my coach", not "a coach"."""
    if word in tables.asking_agents:
        return "asking"
    if word in tables.asked_agents:
        return "asked"
    return "specific" if own else "other"
