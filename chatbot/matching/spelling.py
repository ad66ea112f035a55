"""What a word that nobody knows may have been meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from chatbot.language import Correction, Language
from chatbot.matching.parameters import Parameters
from chatbot.storage import Packer, Sections


class Speller:
    """Repairs words that neither the knowledge nor the lexicon knows.

    A word that is known is never changed: a correctly spelt word must not turn into another.
    """

    def __init__(self, packed: Sections, language: Language, parameters: Parameters) -> None:
        """Take what :func:`pack_speller` laid out for the same language and parameters."""
        self._parameters = parameters
        self._of_knowledge = packed.table("words")
        self._language = language
        self._function_words = language.tables.function_words
        self._in_tables = language.tables.known
        self._parts = packed.table("parts")
        self._with_part = packed.strings("with_part")
        """By part: the words of one length that have it, a line each."""
        self._lexicon = language.lexicon

    def knows(self, word: str) -> bool:
        """Whether the word stands for itself: known, too short to repair, or no plain word."""
        return (
            self._is_own(word)
            or self._language.knows(word)
            or word in self._in_tables
            or len(word) < self._parameters.shortest_repaired
            or not word.isalpha()
        )

    def _is_own(self, word: str) -> bool:
        return word in self._of_knowledge or word in self._function_words

    def _own_like(self, word: str, reach: int) -> Iterator[Sequence[str]]:
        """Own words and function words that share a part with the word, one list per length.

        For a very short word only longer ones of its start.
        """
        short = len(word) <= self._parameters.shortest_repaired
        for length in range(len(word) + 1 if short else len(word) - reach, len(word) + reach + 1):
            found: dict[str, None] = {}
            for number, part in enumerate(_ends(word, length, self._parameters)):
                place = self._parts.find(_part(length, number, part))
                if place is not None:
                    found.update(dict.fromkeys(self._with_part[place].split("\n")))
            yield [one for one in found if one[0] == word[0]] if short else list(found)

    def corrections(self, word: str) -> list[Correction]:
        """Known words like an unknown one, likeliest first, all about as likely; or none.

        Likeness is the normalised optimal string alignment similarity (Damerau-Levenshtein
        without repeated edits of one place); at equal likeness the knowledge's own words come
        before general ones, and common words before rare ones.
        """
        found: dict[str, float] = {}
        p = self._parameters
        reach = 1 if len(word) < p.two_slips else 2
        for known, similarity in self._alike(word, self._own_like(word, reach)):
            found[known] = p.own_word + self._likelihood(word, known, similarity)
        for known in self._swapped(word) if len(word) <= p.shortest_repaired else ():
            found[known] = self._likelihood(word, known, p.alike_short)
        general = self._lexicon.spelt_like(word, reach) if len(word) > p.shortest_repaired else ()
        for known, similarity in self._alike(word, general):
            likelihood = self._likelihood(word, known, similarity)
            found[known] = max(likelihood, found.get(known, 0.0))
        ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return [
            Correction(known, min(1.0, likelihood))
            for known, likelihood in ranked
            if likelihood >= ranked[0][1] - p.as_likely
        ]

    def _swapped(self, word: str) -> Iterator[str]:
        """Function words and own words that a word is but for two neighbouring letters."""
        for place in range(1, len(word)):
            other = word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
            if other != word and self._is_own(other):
                yield other

    def _likelihood(self, word: str, known: str, similarity: float) -> float:
        common = 1 - self._lexicon.rarity(known)
        return similarity + self._parameters.common_word * common

    def split(self, word: str) -> tuple[str, str] | None:
        """Two words of which the unknown word was run together: ``northkorea``.

        A verb with a separable beginning, German "absagen", is one word.
        """
        prefixes = self._language.tables.separable_prefixes
        for cut in range(len(word) - 2, 1, -1):
            first, second = word[:cut], word[cut:]
            if first not in prefixes and self._is_own(first) and self._is_own(second):
                return first, second
        return None

    def joined(self, first: str, second: str) -> str | None:
        """One own word that a stray space cut in two: ``in come``."""
        whole = first + second
        if whole in self._of_knowledge and not (self._is_own(first) and self._is_own(second)):
            return whole
        return None

    def _alike(self, word: str, groups: Iterable[Sequence[str]]) -> Iterator[tuple[str, float]]:
        p = self._parameters
        cutoff = p.alike if len(word) > p.short else p.alike_short
        scorer = OSA.normalized_similarity
        for words in groups:
            found = process.extract(
                word, words, scorer=scorer, score_cutoff=cutoff, limit=p.compared_words
            )
            for known, similarity, _ in found:
                yield known, similarity


def pack_speller(
    own_words: Iterable[str], language: Language, parameters: Parameters, out: Packer
) -> None:
    """Lay out the words of a knowledge for a :class:`Speller`."""
    own = frozenset(own_words)
    by_part: dict[str, list[str]] = {}
    for word in sorted(own | language.tables.function_words):
        for number, part in enumerate(_ends(word, len(word), parameters)):
            by_part.setdefault(_part(len(word), number, part), []).append(word)
    out.table("words", sorted(own))
    out.table("parts", list(by_part))
    out.strings("with_part", map("\n".join, by_part.values()))


def _part(length: int, number: int, part: str) -> str:
    """What words of a length that have a part in common are found by."""
    return f"{length} {number} {part}"


def _ends(word: str, length: int, p: Parameters) -> Iterator[str]:
    """The beginning and the end by which words of a length are looked up.

    A word with one mistake has one of them unharmed, as they do not overlap; so has nearly every
    longer word with two. They are as long as that allows, so that few words share one.
    """
    size = 1 if length < p.ends_of_two else 2 if length < p.ends_of_three else 3
    yield word[:size]
    yield word[-size:]
