"""Reads misspelt words of an utterance as what they were meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from chatbot.language import Correction, Token, Utterance
from chatbot.matching.recognising import Recogniser
from chatbot.matching.spelling import Speller


class Repairer:
    """Repairs utterances in the light of one knowledge's words."""

    def __init__(self, texts: Iterable[Sequence[str]], recogniser: Recogniser) -> None:
        """Take the words of every text of the knowledge, in order."""
        self._language = recogniser.language
        parameters = recogniser.parameters
        own_words: set[str] = set()
        self._apart: dict[str, tuple[str, str]] = {}
        """Two words of the knowledge run together, as in "wifi", where it has "Wi-Fi"."""
        for words in texts:
            own_words.update(words)
            for first, second in pairwise(words):
                if min(len(first), len(second)) <= parameters.short_part:
                    self._apart[first + second] = (first, second)
        for word in own_words.intersection(self._apart):
            del self._apart[word]
        self._names = recogniser.words_of_names
        self._speller = Speller({*own_words, *self._names}, self._language, parameters)

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
        if word in self._apart:
            return self._split(token, self._apart[word])
        if token.entity is not None or self._speller.knows(word):
            return (token,)
        name = word.removesuffix(self._language.tables.possessive)
        if name != word and name in self._names:
            return (self._read_as(token, (Correction(name, 1.0),)),)
        found = tuple(self._speller.corrections(word))
        parts = self._speller.split(word)
        if parts and (not found or self._language.tables.function_words.issuperset(parts)):
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
