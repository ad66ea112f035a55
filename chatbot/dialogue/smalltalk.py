"""Small talk: what is said besides questions, and what to say to it."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Final

from chatbot.dialogue.policy import POLICY
from chatbot.dialogue.values import Decision
from chatbot.knowledge import Entry, Knowledge
from chatbot.language import Language, Utterance, phrase_at
from chatbot.matching import (
    PARAMETERS,
    Analysis,
    Compiled,
    Match,
    Matcher,
    TextCache,
    pack_matcher,
)
from chatbot.storage import Packer, Sections

GREETING: Final = "smalltalk/greeting"
_COURTESIES: Final = frozenset({GREETING, "smalltalk/praise", "smalltalk/thanks"})
"""Small talk that comes beside other small talk: "I need help, thanks"."""
_FEW: Final = 2
"""Content words of a question so short that its function words matter as well."""


class Smalltalk:
    """Recognises small talk."""

    def __init__(
        self, knowledge: Knowledge, language: Language, packed: Sections | None = None
    ) -> None:
        """Take the knowledge, and what :func:`pack_smalltalk` laid out for it, if it was."""
        self._language = language
        self._compiled: Compiled | None = None
        if packed is None:
            self._knowledge = _of_its_own(knowledge, language)
            phrasings = _phrasings(self._knowledge, language)
        else:
            self._knowledge = Knowledge.open(packed.part("knowledge"), knowledge.path)
            phrasings = packed.value("phrasings")
            self._compiled = Compiled(language, packed.part("matcher"))
        entries = self._knowledge.entries
        self._phrasings = {
            words: None if place is None else entries[place] for words, place in phrasings
        }
        self._longest = max(map(len, self._phrasings), default=0)
        self.entries = {entry.id: entry for entry in entries}
        """Every small talk there is by its id."""

    @cached_property
    def _matcher(self) -> Matcher:
        """Built when it is first needed: most messages are no small talk."""
        own = self._knowledge
        read = self._compiled or Compiled.of(own, text_cache=_texts_of(own.language))
        return Matcher(own, compiled=read)

    @cached_property
    def _asking(self) -> frozenset[str]:
        """The phrasings that are put as questions or requests."""
        parse, asks = self._language.parse, self._language.cues.asks
        said = (phrasing for entry in self._knowledge.entries for phrasing in entry.phrasings)
        return frozenset(phrasing for phrasing in said if asks(parse(phrasing)))

    def exactly(self, message: Utterance) -> Decision | None:
        """What to say to a message that is nothing but phrasings of small talk."""
        read = [self._read(c) for c in message.clauses() if not self._is_address(c)]
        if not read or any(entries is None for entries in read):
            return None
        entries = [entry for found in read if found for entry in found]
        if not entries:
            analysis = Analysis(message)
            return Decision(message.shown, "smalltalk", analysis, wording="acknowledged")
        asking = [entry for entry in entries if entry.id not in _COURTESIES]
        return self._reply(message, (asking or entries)[-1])

    def nearly(self, message: Utterance) -> Decision | None:
        """What to say to a message that is small talk in words of its own."""
        cues = self._language.cues
        bare = cues.question_words(message.words) and not any(map(cues.is_content, message.words))
        too_long = len(message) > POLICY.smalltalk_words
        if bare or too_long or not self._matcher.has_words_of(message):
            return None
        analysis = self._matcher.analyse(message)
        best = analysis.best
        if best is None or best.confidence < POLICY.smalltalk or _is_loose(best):
            return None
        if cues.asks(message) != (best.phrasing in self._asking):
            return None
        if cues.points_back(message.words) > cues.points_back(self._language.words(best.phrasing)):
            return None  # "who built it" is not "who built you"
        if best.phrasing in self._asking and self._asks_else(analysis.utterance, best.phrasing):
            return None
        threshold = POLICY.smalltalk
        return Decision(message.shown, "smalltalk", analysis, matches=(best,), threshold=threshold)

    def _asks_else(self, message: Utterance, phrasing: str) -> bool:
        """Whether the function words make a question another than a phrasing of its content words.

        "How old must I be" is not "how old are you", nor is "any drinks?" "do you drink".
        """
        tables, cues = self._language.tables, self._language.cues
        said, meant = set(message.words), set(self._language.words(phrasing))
        if not tables.pronouns.isdisjoint(meant) and tables.pronouns.isdisjoint(said):
            return True
        verbs = tables.before_agents - tables.negligible - meant
        if not verbs.isdisjoint(message.words[1:]):
            return True
        needed = meant & tables.asked_agents
        if sum(map(cues.is_content, meant)) <= _FEW:
            spare = (tables.negligible - tables.pronouns) | tables.question_words
            spare |= tables.interjections
            needed |= {word for word in meant - spare if not cues.is_content(word)}
        return not needed <= said

    def beside(self, message: Utterance) -> tuple[Utterance, Decision] | None:
        """Small talk before or after a few words that ask nothing: "Lovely, thanks!".

        Those words, and what to say if they are nothing else.
        """
        comma = next((i for i, t in enumerate(message.tokens, 1) if "," in t.after), 0)
        opening = self._read(message.part(0, comma))
        rest = message.part(comma)
        corrected = phrase_at(rest.words, 0, self._language.tables.corrections)
        if opening and not corrected and self._is_aside(rest):
            return rest, self._reply(message, opening[-1])
        for start in range(1, min(len(message), POLICY.smalltalk_rest + 1)):
            rest, closing = message.part(0, start), self._read(message.part(start))
            tells = not self._language.tables.pronouns.isdisjoint(rest.words)
            if closing and not tells and self._is_aside(rest):
                return rest, self._reply(message, closing[-1])
        return None

    def _is_aside(self, words: Utterance) -> bool:
        return len(words) <= POLICY.smalltalk_rest and not self._language.cues.asks(words)

    def without(self, message: Utterance) -> Utterance:
        """The message without the small talk in front of it and after it.

        The message itself where nothing else would be left.
        """
        clauses = list(message.clauses())
        first, last = 0, len(clauses)
        while first < last and self._read(clauses[first]) is not None:
            first += 1
        while last > first and self._read(clauses[last - 1]) is not None:
            last -= 1
        tokens = tuple(token for clause in clauses[first:last] for token in clause.tokens)
        return Utterance(message.text, tokens) if tokens else message

    def _read(self, clause: Utterance) -> list[Entry] | None:
        """The small talk that a clause is made of; None if there is more.

        Interjections are passed over, conjunctions between, and forms of address beside either:
        "thanks and bye, mate". A form of address alone is none.
        """
        words, tables = clause.words, self._language.tables
        entries: list[Entry | None] = []
        addresses = interjects = False
        place = 0
        while place < len(words):
            word, length = words[place], self._phrase_at(words, place)
            if length:
                entries.append(self._phrasings[words[place : place + length]])
            elif word in tables.interjections:
                interjects |= (word,) not in tables.joints  # "and mate" goes on with a question
                length = 1
            elif entries and word in tables.conjunctions:
                length = 1
            elif length := phrase_at(words, place, tables.address):
                addresses = True
            else:
                return None
            place += length
        if addresses and not entries and not interjects:
            return None
        return [entry for entry in entries if entry is not None]

    def _is_address(self, clause: Utterance) -> bool:
        return phrase_at(clause.words, 0, self._language.tables.address) == len(clause)

    def _phrase_at(self, words: tuple[str, ...], start: int) -> int:
        """How many words the longest phrasing has that stands at a place; 0 for none."""
        ends = range(min(len(words), start + self._longest), start, -1)
        return next((end - start for end in ends if words[start:end] in self._phrasings), 0)

    def _reply(self, message: Utterance, entry: Entry) -> Decision:
        matches = (Match.of(entry),)
        return Decision(message.shown, "smalltalk", Analysis(message), matches=matches)


def _is_loose(match: Match) -> bool:
    """Whether some word of either has no counterpart but a related one."""
    evidence = match.evidence
    apart = evidence.left_over or evidence.missing
    return bool(apart) or any(pair.how == "related" for pair in evidence.pairs)


def pack_smalltalk(knowledge: Knowledge, language: Language, out: Packer) -> None:
    """Lay out the small talk of a knowledge for :class:`Smalltalk`."""
    own = _of_its_own(knowledge, language)
    own.pack(out.part("knowledge"))
    out.value("phrasings", _phrasings(own, language))
    texts = _texts_of(knowledge.language)
    pack_matcher(own, language, PARAMETERS, out.part("matcher"), text_cache=texts)


@cache
def _texts_of(language: str) -> TextCache:
    """The small talk of a language as it was read: hardly anything of it differs between files."""
    return TextCache()


def _of_its_own(knowledge: Knowledge, language: Language) -> Knowledge:
    """The author's small talk and the language's; of one name, with the author's answer."""
    entries = {entry.id: entry for entry in knowledge.smalltalk}
    for name, (asked, answer) in language.tables.smalltalk.items():
        entry_id = f"smalltalk/{name}"
        answer = answer.replace("{title}", knowledge.title)
        own = entries.get(entry_id) or Entry(entry_id, asked[0], (), answer)
        entries[entry_id] = own._replace(phrasings=(*own.phrasings, *asked))
    return Knowledge("small talk", tuple(entries.values()), language=knowledge.language)


def _phrasings(
    smalltalk: Knowledge, language: Language
) -> list[tuple[tuple[str, ...], int | None]]:
    """The words of every phrasing with the place of its entry, None of what asks nothing."""
    found: dict[tuple[str, ...], int | None] = dict.fromkeys(language.tables.acknowledging)
    for place in reversed(range(len(smalltalk.entries))):
        for phrasing in smalltalk.entries[place].phrasings:
            found[language.words(phrasing)] = place
    return list(found.items())
