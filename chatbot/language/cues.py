"""What the words of an utterance do: ask, point back, or say something of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from chatbot.language.limits import LIMITS
from chatbot.language.tables import Phrases, Tables, Words
from chatbot.language.values import Token, Utterance

_MONEY: Final = re.compile(r"[$€£¥₽₹]\s?\d|\d\s?[$€£¥₽₹]|\b\d{1,2}p\b")
_CLOCK: Final = re.compile(r"\d[:.h]\d\d|\d\s?[ap]\.?m\b")
_AGE: Final = re.compile(r"(\d{1,3})(\D*)")
_IN_FIGURES: Final = frozenset({"price", "amount", "time", "duration"})
_Meant = tuple[tuple[str, ...], set[str]]


class Cues:
    """Reads what words do in one language."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._contentless = (
            tables.function_words | tables.interjections | tables.followup_tail | tables.adverbs
        )
        self._starters = tables.question_words | tables.starters
        self._asking = _by_first_word(tables.asks)
        self._telling = _by_first_word(tables.tells)
        self._remarking = (
            tables.auxiliaries
            | tables.anaphors
            | tables.negators
            | tables.interjections
            | tables.remark_words
            | tables.confirming
        )

    def asked(self, words: tuple[str, ...]) -> Words:
        """What the words ask for: ``time``, ``price`` and so on."""
        return frozenset(_meant(words, self._asking))

    def asked_in_figures(self, words: Sequence[str]) -> Words:
        """What of it a text tells in figures: the price, an amount, a time, a duration."""
        return self.asked(tuple(words)) & _IN_FIGURES

    def told(self, words: tuple[str, ...]) -> Words:
        """What the words are about, as :meth:`asked` names it, though they may not ask for it."""
        return frozenset(_meant(words, self._telling))

    def measured(self, text: Utterance) -> Words:
        """What amounts a text tells, as :meth:`asked` names them: a price, a time of day, days."""
        found: set[str] = set()
        if _MONEY.search(text.text):
            found.add("price")
        if _CLOCK.search(text.text):
            found.add("time")
        for first, second in pairwise(text.words):
            if first[0].isdecimal():
                told = self.told((second,))
                found |= told - {"time"} if "duration" in told else told  # "3 hours", "3 Uhr"
            elif second[0].isdecimal():
                found |= self.told((first,)) & {"price"}  # "costs 85"
        return frozenset(found | {"amount"} if "price" in found else found)

    def ages(self, words: Sequence[str]) -> Iterator[tuple[int, Words]]:
        """The places of the ages of people that are young or old, with the words for such people.

        "I am 68", "my 7 year old".
        """
        tables, said = self._tables, tuple(words)
        for place, word in enumerate(said):
            figures = _AGE.fullmatch(word)
            if not figures:
                continue
            age, unit = figures.groups()
            after = tuple(filter(None, (unit, *said[place + 1 : place + 4])))
            tells = any(said[:place][-len(one) :] == one for one in tables.before_ages)
            if phrase_at(after, 0, tables.after_ages) or (
                tells and not any(map(self.is_content, set(after[:1]) - tables.years))
            ):
                yield place, self._people_aged(int(age))

    def _people_aged(self, years: int) -> Words:
        if years < LIMITS.of_age:
            return self._tables.young
        return self._tables.old if years >= LIMITS.retired else frozenset()

    def is_content(self, word: str) -> bool:
        """Whether a word says something of itself; a small number by itself does not."""
        if word.isdecimal() and len(word) <= LIMITS.small_number:
            return False
        return word not in self._contentless

    def asks(self, utterance: Utterance) -> bool:
        """Whether it is put as a question or request."""
        return utterance.is_question_marked or self.begins_to_ask(utterance)

    def begins_to_ask(self, utterance: Utterance) -> bool:
        """Whether it begins as a question or request does: "can I", "on how many"."""
        before = self._tables.interjections - self._tables.pronouns  # "you are right" asks nothing
        words = (token.word for token in utterance.tokens)
        first = next((word for word in words if word not in before), "")
        return first in self._starters or (
            first in self._tables.function_words and next(words, "") in self._tables.question_words
        )

    def only_remarks(self, utterance: Utterance) -> bool:
        """Whether it asks no more than whether what was said is so: "Is that so?", "True?"."""
        words, tables = utterance.words, self._tables
        remarks = not (tables.remark_words | tables.confirming).isdisjoint(words)
        return remarks and self._remarking.issuperset(words)

    def question_words(self, words: Iterable[str]) -> Words:
        """The question words among some words."""
        return self._tables.question_words.intersection(words)

    def points_back(self, words: Iterable[str]) -> bool:
        """Whether some word may stand for something said before."""
        return not self._tables.anaphors.isdisjoint(words)

    def has_pronoun(self, words: Iterable[str]) -> bool:
        """Whether some word is a pronoun for an entity talked of."""
        return any(self.is_pronoun(word) for word in words)

    def is_pronoun(self, word: str) -> bool:
        """Whether a word is a pronoun for an entity talked of."""
        return word in self._tables.singular_pronouns or word in self._tables.plural_pronouns


def _by_first_word(table: Mapping[str, Phrases]) -> Mapping[str, Sequence[_Meant]]:
    """The phrases of a table by their first word, the longest first, each with what it means."""
    meanings: dict[tuple[str, ...], set[str]] = {}
    for meaning, phrases in table.items():
        for phrase in phrases:
            meanings.setdefault(phrase, set()).add(meaning)
    found: dict[str, list[_Meant]] = {}
    for phrase, means in sorted(meanings.items(), key=lambda one: -len(one[0])):
        found.setdefault(phrase[0], []).append((phrase, means))
    return found


def _meant(words: tuple[str, ...], by_word: Mapping[str, Sequence[_Meant]]) -> Iterator[str]:
    """What the longest phrase at each place means."""
    place = 0
    while place < len(words):
        length = 1
        for phrase, means in by_word.get(words[place], ()):
            if words[place : place + len(phrase)] == phrase:
                yield from means
                length = len(phrase)
                break
        place += length


def phrase_at(words: tuple[str, ...], start: int, phrases: Phrases) -> int:
    """How many words the longest of the phrases has that stands at a place; 0 for none."""
    if start >= len(words):
        return 0
    first, longest = words[start], 0
    for one in phrases:
        length = len(one)
        if length > longest and one[0] == first and words[start : start + length] == one:
            longest = length
    return longest


def ends_before(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether the words up to a place are all there is, or punctuation follows them."""
    return place >= len(tokens) or bool(tokens[place - 1].after.strip())
