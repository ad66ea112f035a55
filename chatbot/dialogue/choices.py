"""Whether a message picks one of the entries that were offered."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from chatbot.knowledge import Entry
from chatbot.language import Language, Utterance

Picked = tuple[Entry, ...] | bool | None


class Picker:
    """Finds what a message picks, in one language."""

    def __init__(self, language: Language) -> None:
        self._language = language
        tables = language.tables
        self._beside = tables.choice_words | tables.anaphors | tables.interjections | tables.of_them
        """Words beside a yes or a no that say nothing more."""
        self._two = frozenset(word for phrase in tables.both for word in phrase)
        """Words for two of them, as in "neither of the two"."""

    def pick(self, message: Utterance, offered: tuple[Entry, ...]) -> Picked:
        """The entries picked; none of them for a no; True where it is left open which.

        None where the message picks nothing and is a question of its own.
        """
        tables = self._language.tables
        words = message.words
        if not offered or not words:
            return None
        if words[0] in tables.no:
            denied = frozenset[str]() if words[0] in tables.interjections else self._two
            if (tables.no | self._beside | denied).issuperset(words):
                return ()
        if words[0] in tables.yes and (tables.yes | self._beside).issuperset(words):
            if len(offered) == 1:
                return offered
            return True if (tables.yes | tables.choice_words).issuperset(words) else None
        if words in tables.both or set(words) <= tables.all_of_them:
            two_of_more = words in tables.both and len(offered) > 2
            return True if two_of_more else offered
        said = [word for word in words if word not in tables.choice_words]
        place = self._place(said, words)
        if place is not None:
            within = -len(offered) <= place < len(offered)
            return (offered[place],) if within else True
        return self._by_words(said, offered)

    def _place(self, said: Sequence[str], words: Sequence[str]) -> int | None:
        """The place named, counted from 0 (from -1 backwards), where nothing else is said."""
        if len(said) > 1:
            return None
        word = said[0].removeprefix("#") if said else ""
        if word.isdecimal() and word.isascii() and len(word) < 3:
            return int(word) - 1 if word != "0" else None
        tables = self._language.tables
        if word in tables.ordinals:
            return tables.ordinals[word]
        only_one = not said and words[-1] in tables.number_one
        return 0 if only_one and words[0] in tables.number_one | tables.choice_numbers else None

    def _by_words(self, said: Sequence[str], offered: tuple[Entry, ...]) -> Picked:
        """The only offered entry whose question has all content words, or else what is asked.

        So "how much is it?" picks of "When is it open?" and "What does it cost?" the second.
        It is left open where only an answer tells what is asked.
        """
        language, cues = self._language, self._language.cues
        content = set(language.stems(filter(cues.is_content, said)))
        asked = cues.asked(tuple(said))
        questions = [language.words(entry.question) for entry in offered]
        if content and cues.question_words(said):
            return None  # a question of its own
        if content:
            having = [content.issubset(language.stems(words)) for words in questions]
        else:
            having = [bool(asked & (cues.asked(one) | cues.told(one))) for one in questions]
        if sum(having) == 1:
            return tuple(compress(offered, having))
        figures = frozenset[str]() if content else cues.asked_in_figures(said)
        told = (cues.measured(language.parse(entry.text)) for entry in offered if figures)
        return any(not figures.isdisjoint(one) for one in told) or None
