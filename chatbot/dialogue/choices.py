"""Whether a message picks one of the entries that were offered."""

from __future__ import annotations

from chatbot.dialogue import language
from chatbot.knowledge import Entry


def pick(message: str, offered: tuple[Entry, ...]) -> Entry | bool | None:
    """The entry picked; False for none of them; True for a yes that leaves open which.

    None where the message picks nothing and is a question of its own.

    >>> pick("none of these", ()) is None
    True
    """
    words = language.words_of(message)
    if not offered or not words:
        return None
    if words[0] in language.NO and not _says_more(words, language.NO):
        return False
    if language.YES.issuperset(words) or (words[0] in language.YES and not _says_more(words)):
        return offered[0] if len(offered) == 1 else True
    said = [word for word in words if word not in language.PICKING]
    place = _place(said, words)
    if place is not None:
        return offered[place] if -len(offered) <= place < len(offered) else None
    return _by_words(said, offered)


def _says_more(words: list[str], beside: frozenset[str] = language.YES) -> bool:
    """Whether there is more to a message than yes or no."""
    known = beside | language.PICKING | language.REFERRING | language.INTERJECTIONS | {"of"}
    return not known.issuperset(words)


def _place(said: list[str], words: list[str]) -> int | None:
    """The place named, counted from 0 (from -1 backwards), where nothing else is said."""
    if len(said) > 1:
        return None
    word = said[0] if said else ""
    if word.isdecimal() and word.isascii() and len(word) < 3:
        return int(word) - 1 if word != "0" else None
    if word in language.ORDINALS:
        return language.ORDINALS[word]
    return 0 if not said and words[-1] == "one" and words[0] in ("one", "number") else None


def _by_words(said: list[str], offered: tuple[Entry, ...]) -> Entry | None:
    """The only offered entry whose question has all the words that say something."""
    telling = {word for word in said if language.is_telling(word)}
    if not telling:
        return None
    having = [entry for entry in offered if telling.issubset(language.words_of(entry.question))]
    return having[0] if len(having) == 1 else None
