"""Reads misspelt words of an utterance as what they were meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from chatbot.language import Correction, Token, Utterance
from chatbot.matching.recognising import Recogniser
from chatbot.matching.spelling import Speller, pack_speller
from chatbot.storage import Packer, Sections


class Repairer:
    """Repairs utterances in the light of one knowledge's words."""

    def __init__(self, packed: Sections, recogniser: Recogniser) -> None:
        """Take what :func:`pack_repairer` laid out, and the recogniser of the same knowledge."""
        self._language = recogniser.language
        self._together = packed.table("together")
        """Two words of the knowledge run together, as "wifi" where it has "Wi-Fi"."""
        self._apart = packed.strings("apart")
        """The same with a space between them."""
        self._names = recogniser.words_of_names
        self._speller = Speller(packed.part("speller"), self._language, recogniser.parameters)

    def repair(self, utterance: Utterance) -> Utterance:
        """The utterance with misspelt words read as what they were meant to be."""
        tokens: list[Token] = []
        for token in utterance.tokens:
            whole = self._speller.joined(tokens[-1].word, token.word) if tokens else None
            if whole:
                tokens[-1] = self._joined(tokens[-1], token, whole)
            else:
                tokens += self._repaired(token)
        return Utterance(utterance.text, tuple(tokens))

    def _joined(self, first: Token, second: Token, whole: str) -> Token:
        surface = f"{first.surface} {second.surface}"
        token = self._language.token(whole, surface, first.start, second.end, second.after)
        return token

    def _repaired(self, token: Token) -> Iterable[Token]:
        word = token.word
        together = self._together.find(word)
        if together is not None:
            first, _, second = self._apart[together].partition(" ")
            return self._split(token, (first, second))
        if token.entity is not None or self._speller.knows(word):
            return (token,)
        name = word.removesuffix(self._language.tables.possessive)
        if name != word and name in self._names:
            return (self._read_as(token, (Correction(name, 1.0),)),)
        found = tuple(self._speller.corrections(word))
        parts = self._speller.split(word)
        function_words = self._language.tables.function_words
        meant = bool(found) and found[0].word in function_words
        if parts and not meant and (not found or function_words.issuperset(parts)):
            return self._split(token, parts)
        return (self._read_as(token, found) if found else token,)

    def _split(self, token: Token, parts: tuple[str, str]) -> tuple[Token, Token]:
        first = self._language.token(parts[0], parts[0], token.start, token.end, "")
        second = self._language.token(parts[1], parts[1], token.start, token.end, token.after)
        return first, second

    def _read_as(self, token: Token, found: tuple[Correction, ...]) -> Token:
        surface, after = token.surface, token.after
        read = self._language.token(found[0].word, surface, token.start, token.end, after)
        return read._replace(corrections=found)


def pack_repairer(texts: Iterable[Sequence[str]], recogniser: Recogniser, out: Packer) -> None:
    """Lay out the words of every text of a knowledge, in order, for a :class:`Repairer`."""
    own_words: set[str] = set()
    apart: dict[str, str] = {}
    function_words = recogniser.language.tables.function_words
    short = recogniser.parameters.short_part
    for words in texts:
        own_words.update(words)
        for first, second in pairwise(words):
            letter = len(second) == 1 and first in function_words  # "by e" is not "bye"
            if min(len(first), len(second)) <= short and not letter:
                apart[first + second] = f"{first} {second}"
    for word in own_words.intersection(apart):
        del apart[word]
    out.table("together", list(apart))
    out.strings("apart", apart.values())
    own_words.update(recogniser.words_of_names)
    pack_speller(own_words, recogniser.language, recogniser.parameters, out.part("speller"))
