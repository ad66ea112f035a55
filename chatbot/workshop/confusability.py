"""Which entries of a knowledge get in each other's way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import NamedTuple, TypeVar

from chatbot.dialogue import Bot, pack
from chatbot.knowledge import Entry, Knowledge
from chatbot.language import Language
from chatbot.matching import Matcher, Progress, TextCache
from chatbot.workshop.holding_out import Held, can_be_held_out, rounds
from chatbot.workshop.near_doubles import NearDouble, find_near_doubles
from chatbot.workshop.outcomes import Outcome, ask, judge
from chatbot.workshop.questions import Question

MOST_TRIED = 2_000
"""Phrasings that are tried; of a larger file so many, evenly spread."""
_Item = TypeVar("_Item")


class Double(NamedTuple):
    """Two phrasings of different entries that say the same, or nearly."""

    earlier: Held
    later: Held
    exactly: bool


class Confusability(NamedTuple):
    """Everything that was found."""

    doubles: tuple[Double, ...]
    near_doubles: tuple[NearDouble, ...]
    """Entries that say nearly the same in other words; without doubles."""
    misrouted: dict[tuple[str, str], list[str]]
    """Id of an entry, and of the one that answers in its place → phrasings for which it does when
    they are held out; without doubles."""
    contradicted: tuple[Held, ...]
    """Phrasings that also stand among the questions left unanswered."""
    unreached: tuple[Entry, ...]
    """Entries that come first for no phrasing that is held out, nor for a test of the author's."""
    untried: int
    """Phrasings that were not tried, as the knowledge is large."""


def examine(bot: Bot, progress: Progress) -> Confusability:
    """Compare all phrasings, then hold out each and ask it."""
    knowledge = bot.knowledge
    phrasings = [Held(entry, p) for entry in knowledge.entries for p in entry.phrasings]
    compared, held = _spread(phrasings), _spread(can_be_held_out(knowledge))
    asked = _spread(knowledge.entries) if knowledge.entries[1:] else ()
    total, done = len(compared) + len(held) + len(asked), count()

    def tick() -> None:
        progress(next(done), total)

    doubles = tuple(_find_doubles(bot.matcher, compared, tick))
    twice = {half for double in doubles for half in (double.earlier, double.later)}
    same = {(double.earlier.entry.id, double.later.entry.id) for double in doubles}
    text_cache = TextCache()
    near = tuple(
        one
        for one in find_near_doubles(knowledge, asked, tick, text_cache)
        if (one.earlier.id, one.later.id) not in same
    )
    misrouted: dict[tuple[str, str], list[str]] = {}
    found: set[str] = set()
    for one, outcome in _ask(knowledge, held, tick, text_cache):
        if outcome.best_is_right or not outcome.is_error:
            found.add(one.entry.id)
        if outcome.verdict == "wrong" and one not in twice:
            misrouted.setdefault((one.entry.id, outcome.entry_ids[0]), []).append(one.phrasing)
    tick()
    untried = len(phrasings) - len(compared)
    unreached = () if untried else tuple(_unreached(bot, found))
    contradicted = tuple(_contradicted(knowledge, phrasings))
    return Confusability(doubles, near, misrouted, contradicted, unreached, untried)


def _contradicted(knowledge: Knowledge, phrasings: Sequence[Held]) -> Iterator[Held]:
    words = Language.load(knowledge.language).words
    unanswered = {words(question) for question in knowledge.unanswered}
    return (one for one in phrasings if words(one.phrasing) in unanswered)


def _spread(items: Sequence[_Item]) -> tuple[_Item, ...]:
    """At most :data:`MOST_TRIED` of the items, from everywhere in the file."""
    return tuple(items[:: -(-len(items) // MOST_TRIED) or 1])


def _find_doubles(
    matcher: Matcher, phrasings: Sequence[Held], tick: Callable[[], None]
) -> Iterator[Double]:
    """Each phrasing that says what one of an earlier entry says, in whatever order and form."""
    language = matcher.language
    earliest: dict[frozenset[str], Held] = {}
    for one in phrasings:
        tick()
        words = matcher.words(matcher.read(one.phrasing))
        negligible = language.tables.negligible
        said = frozenset(word.stem for word in words if word.text not in negligible)
        first = earliest.setdefault(said or frozenset(language.words(one.phrasing)), one)
        if first.entry is not one.entry and not _is_refused(matcher, first, one):
            exactly = language.words(first.phrasing) == language.words(one.phrasing)
            yield Double(first, one, exactly)


def _is_refused(matcher: Matcher, one: Held, other: Held) -> bool:
    """Whether the same words mean something else: from here to there, or from there to here."""
    found = matcher.match(other.phrasing)
    return any(match.evidence.conflicts for match in found if match.entry_id == one.entry.id)


def _ask(
    knowledge: Knowledge,
    held: tuple[Held, ...],
    tick: Callable[[], None],
    text_cache: TextCache,
) -> Iterator[tuple[Held, Outcome]]:
    for without, now in rounds(knowledge, held):
        bot = Bot(without, packed=pack(without, text_cache=text_cache).sections())
        for one in now:
            tick()
            yield one, ask(bot, Question(one.phrasing, (one.entry.id,), ""))[0]


def _unreached(bot: Bot, found: set[str]) -> Iterator[Entry]:
    for entry in bot.knowledge.entries:
        tests = entry.tests.match
        if entry.id not in found and not any(
            judge(bot.ask(question), (entry.id,)) == "right" for question in tests
        ):
            yield entry
