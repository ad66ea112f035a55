"""One language: its tables, its stemmer, its words, and the parsing of texts with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from chatbot.language.cues import Cues
from chatbot.language.folders import without_region
from chatbot.language.lexicon import Lexicon, lexicon_of
from chatbot.language.limits import LIMITS
from chatbot.language.loading import load_tables
from chatbot.language.related import Related, read_related, related_words
from chatbot.language.separated import with_verbs_joined
from chatbot.language.tables import DEFAULT, Sides, Tables
from chatbot.language.text import clean, fold
from chatbot.language.tokenising import Piece, pieces
from chatbot.language.values import Token, Utterance
from chatbot.storage import Codec, Packer, Sections

_STEMMERS: Final = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Language code → Snowball's name of it."""
_CODEC: Final = Codec(Tables)


class Language:
    """Parses texts of one language. Immutable; any number of threads may share one."""

    def __init__(self, code: str, tables: Tables, lexicon: Lexicon) -> None:
        self.code = code
        self.tables = tables
        self.cues = Cues(tables)
        self.lexicon = lexicon
        self.stem = _stemmer(code)
        """A word without its inflection; the word itself where there is no stemmer."""
        self._opposites = self._paired(tables.opposites)

    @classmethod
    @cache
    def load(cls, code: str = DEFAULT) -> Language:
        """The language of a code such as ``de``.

        A language without a folder of its own gets the fallback: no words are known of it, and
        nothing of another language is applied.
        """
        return cls(code, load_tables(code), lexicon_of(code))

    @classmethod
    def open(cls, packed: Sections) -> Language:
        """The language that :meth:`pack` laid out."""
        code = packed.value("code")
        return cls(code, packed.value("tables", _CODEC), lexicon_of(code))

    def pack(self, out: Packer) -> None:
        """Lay out the tables; the words that a language has beside any knowledge stay where they
        are."""
        out.value("code", self.code)
        out.value("tables", self.tables, _CODEC)

    @property
    def is_known(self) -> bool:
        """Whether it has tables, so that function words need not be learnt."""
        return bool(self.tables.function_words)

    def learnt_from(self, texts: Sequence[str]) -> Language:
        """The language with the function words that a knowledge's own phrasings show.

        They are the words that many of the texts have, if there are enough texts to tell.
        """
        if len(texts) < LIMITS.enough:
            return self
        counts = Counter(word for text in texts for word in set(self.words(text)))
        common = frozenset(w for w, n in counts.items() if n > LIMITS.common * len(texts))
        return self.with_function_words(common)

    def with_function_words(self, words: frozenset[str]) -> Language:
        """The language with other function words."""
        return Language(self.code, self.tables._replace(function_words=words), self.lexicon)

    def parse(self, text: str) -> Utterance:
        """The tokens of a text, of whatever length."""
        text = clean(text)
        found = self._pieces(text)
        ends = [*(piece.start for piece in found[1:]), *[len(text)] * bool(found)]
        stem, function_words = self.stem, self.tables.function_words
        tokens = [
            Token(surface, word, stem(word), start, end, word in function_words, text[end:after])
            for (surface, word, start, end), after in zip(found, ends, strict=True)
        ]
        return Utterance(text, tuple(tokens))

    def token(self, word: str, surface: str, start: int, end: int, after: str) -> Token:
        """The token of a word."""
        function = word in self.tables.function_words
        return Token(surface, word, self.stem(word), start, end, function, after)

    def name_token(self, name: str, entity_id: str) -> Token:
        """The token of an entity's name, to be put into an utterance."""
        return Token(name, fold(name), fold(name), 0, 0, False, entity=entity_id)

    def words(self, text: str) -> tuple[str, ...]:
        """The words of a text of any length, as they are compared."""
        return tuple(piece.word for piece in self._pieces(clean(text)))

    def knows(self, word: str) -> bool:
        """Whether a word is one of the language.

        Where the lexicon is small, also a long one with the stem of a word in it, or a compound: a
        slip hardly makes a long word into another.
        """
        if word in self.lexicon or word in related_words(self.code):
            return True
        if not self.lexicon.is_small or len(word) < LIMITS.long_word:
            return False
        stem = self.stem(word)
        return self.lexicon.has_stem(stem) or any(self.compound_parts(stem))

    def compound_parts(self, stem: str) -> Iterator[tuple[str, str]]:
        """Every way to read a stem as a compound: the stems of what it tells of and what it is.

        "monatskart" is a card, "kart", by the month, "monat". Nothing in a language that does not
        write compounds as one word. Both must be stems of words that the lexicon relates.
        """
        links, least = self.tables.compound_links, LIMITS.compound_part
        for start in range(least, len(stem) - least + 1) if links else ():
            first, head = stem[:start], stem[start:]
            if self.lexicon.has_stem(head):
                without = (first.removesuffix(link) for link in links if first.endswith(link))
                words = (one for one in (first, *without) if len(one) >= least)
                stems = dict.fromkeys(map(self.stem, words))
                yield from ((one, head) for one in stems if self.lexicon.has_stem(one))

    def opposites(self, stem: str) -> frozenset[str]:
        """The stems that mean the opposite of a stem."""
        prefixes = self.tables.negating_prefixes
        without = {stem.removeprefix(prefix) for prefix in prefixes} - {stem}
        with_prefix = {prefix + stem for prefix in prefixes}
        return self._opposites.get(stem, frozenset()) | without | with_prefix

    def related(self) -> Related:
        """The words and phrases that the language relates by hand."""
        return _related(Language.load(self.code))

    def _pieces(self, text: str) -> Sequence[Piece]:
        found = list(pieces(text, self.tables))
        if not self.tables.separable_prefixes:
            return found
        return with_verbs_joined(found, text, self.tables)

    def _paired(self, pairs: Sides) -> dict[str, frozenset[str]]:
        """By stem on one side of a pair: the stems on the other side."""
        found: dict[str, frozenset[str]] = {}
        for sides in pairs:
            one, other = (frozenset(self.stems(words)) for words in sides)
            for own, opposite in ((one, other), (other, one)):
                for stem in own:
                    found[stem] = found.get(stem, frozenset()) | opposite - own
        return found

    def stems(self, words: Iterable[str]) -> tuple[str, ...]:
        """The stems of words."""
        return tuple(map(self.stem, words))


@cache
def _related(language: Language) -> Related:
    return read_related(language.code, language.words, language.stem)


def _stemmer(code: str) -> Callable[[str], str]:
    name = _STEMMERS.get(without_region(code))
    if name is None:
        return str
    import Stemmer

    stem: Callable[[str], str] = Stemmer.Stemmer(name, 0).stemWord
    return stem
