"""What a word that nobody knows may have been meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from chatbot.language import Correction, Language

_LEAST_SIMILARITY: Final = 0.77
_LEAST_SIMILARITY_SHORT: Final = 0.74
_MOST: Final = 6
"""How many known words of one length are looked at further."""
_SHORTEST: Final = 3
_TWO_SLIPS: Final = 9
"""From this length on a word is similar enough with two letters more or fewer."""
_SHORT: Final = 5
_MIDDLING: Final = 8
"""From these lengths on words are looked up by two and by three letters at either end."""
_OWN_WORD_BONUS: Final = 0.08
_COMMON_WORD_BONUS: Final = 0.06
_AS_GOOD: Final = 0.08


class Speller:
    """Repairs words that neither the knowledge nor the lexicon knows.

    A word that is known is never changed: a correctly spelt word must not turn into another.
    """

    def __init__(self, own_words: Iterable[str], language: Language) -> None:
        self._of_knowledge = frozenset(own_words)
        self._own = self._of_knowledge | language.tables.function_words
        self._in_tables = language.tables.known
        self._own_by_part: dict[tuple[int, int, str], list[str]] = {}
        for word in sorted(self._own):
            for number, part in enumerate(_parts(word, len(word))):
                self._own_by_part.setdefault((len(word), number, part), []).append(word)
        self._lexicon = language.lexicon

    def knows(self, word: str) -> bool:
        """Whether the word stands for itself: known, too short to repair, or no plain word."""
        return (
            word in self._own
            or word in self._lexicon
            or word in self._in_tables
            or len(word) < _SHORTEST
            or not word.isalpha()
        )

    def _own_like(self, word: str, reach: int) -> Iterator[Sequence[str]]:
        """Own words and function words that share a part with the word, one list per length.

        For a very short word only longer ones of its start.
        """
        short = len(word) <= _SHORTEST
        for length in range(len(word) + 1 if short else len(word) - reach, len(word) + reach + 1):
            found: dict[str, None] = {}
            for number, part in enumerate(_parts(word, length)):
                found.update(dict.fromkeys(self._own_by_part.get((length, number, part), ())))
            yield [one for one in found if one[0] == word[0]] if short else list(found)

    def corrections(self, word: str) -> list[Correction]:
        """Known words like an unknown one, likeliest first, all about as likely; or none.

        Likeness is the normalised optimal string alignment similarity (Damerau-Levenshtein
        without repeated edits of one place); at equal likeness the knowledge's own words come
        before general ones, and common words before rare ones.
        """
        found: dict[str, float] = {}
        reach = 1 if len(word) < _TWO_SLIPS else 2
        for known, similarity in self._alike(word, self._own_like(word, reach)):
            found[known] = _OWN_WORD_BONUS + self._likelihood(word, known, similarity)
        general = self._lexicon.spelt_like(word, reach) if len(word) > _SHORTEST else ()
        for known, similarity in self._alike(word, general):
            likelihood = self._likelihood(word, known, similarity)
            found[known] = max(likelihood, found.get(known, 0.0))
        ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return [
            Correction(known, min(1.0, likelihood))
            for known, likelihood in ranked
            if likelihood >= ranked[0][1] - _AS_GOOD
        ]

    def _likelihood(self, word: str, known: str, similarity: float) -> float:
        common = 1 - self._lexicon.rarity(known)
        return similarity + _COMMON_WORD_BONUS * common

    def split(self, word: str) -> tuple[str, str] | None:
        """Two words of which the unknown word was run together: ``northkorea``."""
        for cut in range(len(word) - 2, 1, -1):
            first, second = word[:cut], word[cut:]
            if first in self._own and second in self._own:
                return first, second
        return None

    def joined(self, first: str, second: str) -> str | None:
        """One own word that a stray space cut in two: ``in come``."""
        whole = first + second
        if whole in self._of_knowledge and not (first in self._own and second in self._own):
            return whole
        return None

    @staticmethod
    def _alike(word: str, groups: Iterable[Sequence[str]]) -> Iterator[tuple[str, float]]:
        cutoff = _LEAST_SIMILARITY if len(word) > 4 else _LEAST_SIMILARITY_SHORT
        scorer = OSA.normalized_similarity
        for words in groups:
            found = process.extract(word, words, scorer=scorer, score_cutoff=cutoff, limit=_MOST)
            for known, similarity, _ in found:
                yield known, similarity


def _parts(word: str, length: int) -> Iterator[str]:
    """The beginning and the end by which words of a length are looked up.

    A word with one mistake has one of them unharmed, as they do not overlap; so has nearly every
    longer word with two. They are as long as that allows, so that few words share one.
    """
    size = 1 if length < _SHORT else 2 if length < _MIDDLING else 3
    yield word[:size]
    yield word[-size:]
