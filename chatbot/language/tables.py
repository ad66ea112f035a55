"""The tables of one language: its words by what they do."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

Words = frozenset[str]
Phrases = tuple[tuple[str, ...], ...]
Sides = tuple[tuple[Words, Words], ...]

DEFAULT: Final = "en"
"""The language of a knowledge file that does not say."""


class Tables(NamedTuple):
    """A language's words, folded; a table that the file leaves out is empty."""

    name: str = ""
    """The language, as its speakers call it."""
    function_words: Words = frozenset()
    """Words that say little about what a question is about, spelt with and without apostrophe,
    beside the pronouns, question words and negators below."""
    pronouns: Words = frozenset()
    """Words that stand for somebody or something."""
    question_words: Words = frozenset()
    """Words that ask."""
    negators: Words = frozenset()
    """Words that deny."""
    asks_for_entity: Words = frozenset()
    """Question words that ask whom something is about."""
    is_after: Words = frozenset()
    """Words after which "'s" is short for the copula, not a possessive."""
    copula: str = ""
    """What "'s" is short for after those."""
    capital_initials: Words = frozenset()
    """Words that in capitals, in a text that is not all in capitals, are initials."""
    auxiliaries: Words = frozenset()
    """Verbs that only carry another, and articles: passed over between a question word and what it
    asks."""
    denying: Words = frozenset()
    """Negators that deny what follows them."""
    selecting: Words = frozenset()
    """Words that select who or what is asked for; a denial after one asks for the others."""
    conditionals: Words = frozenset()
    """Words that open a condition; a denial after one tells what is not done."""
    before_agents: Words = frozenset()
    """Words after which the one who does something follows, and then what that one does."""
    asking_agents: Words = frozenset()
    """Pronouns by which people who ask tell what they do themselves."""
    asked_agents: Words = frozenset()
    """Pronouns by which they tell what those do whom they ask."""
    symmetric_links: Words = frozenset()
    """Between two names, words that say the same read from either side."""
    backward_links: Words = frozenset()
    """Between two names, words by which the second acts on the first."""
    toward_links: Words = frozenset()
    """Between two names, words by which the first does something for or against the second."""
    goal_links: Words = frozenset()
    """Words between where something begins and where it ends."""
    interjections: Words = frozenset()
    """Words that, alone, ask nothing."""
    yes: Words = frozenset()
    """Words that agree."""
    no: Words = frozenset()
    """Words that refuse."""
    choice_words: Words = frozenset()
    """Words around the number of a choice."""
    number_one: Words = frozenset()
    """The word for a single thing, which may point to the first of several choices."""
    singular_pronouns: Words = frozenset()
    """Pronouns for one entity talked of."""
    plural_pronouns: Words = frozenset()
    """Pronouns for several entities talked of."""
    demonstratives: Words = frozenset()
    """Words that, before the word for a kind, point back: "that country"."""
    anaphors: Words = frozenset()
    """Words that may stand for something said before."""
    determiners: Words = frozenset()
    """Words right before the word for a kind that belong to it: "which kinds of", "your"."""
    listing: Words = frozenset()
    """Words by which a question asks no more than what things of a kind there are."""
    articles: Words = frozenset()
    """Articles."""
    followup_lead: Words = frozenset()
    """Words before the name in a follow-up that is little else: "and what about Russia?"."""
    followup_tail: Words = frozenset()
    """Words after it."""
    starters: Words = frozenset()
    """Words that a question or request begins with, beside the question words."""
    unfinished: Words = frozenset()
    """Words that a message does not end with unless something is missing."""
    comparing: Words = frozenset()
    """Words that lay two things side by side and say nothing else about them."""
    than: Words = frozenset()
    """What stands between a comparative and what is compared with."""
    coordinators: Words = frozenset()
    """Words between the names of things that are asked about together."""
    conjunctions: Words = frozenset()
    """Words that join things of equal standing."""
    adverbs: Words = frozenset()
    """Words that place or measure what is said and are no subject of their own."""
    days: Words = frozenset()
    """Words for days, seasons and times of day."""
    remark_words: Words = frozenset()
    """Words by which a question is often a remark on the one before: "is that so?"."""
    confirming: Words = frozenset()
    """Words by which a sentence asks whether the one before is so."""
    more_words: Words = frozenset()
    """Words that ask for more: "tell me more about China"."""
    joints: Phrases = ()
    """Between two questions in one sentence."""
    about: Words = frozenset()
    """Words that only bring up a name."""
    asking_about: Words = frozenset()
    """Question words that only bring up a name."""
    acknowledging: Phrases = ()
    """Phrases that ask nothing."""
    address: Phrases = ()
    """What people are called beside small talk: "thanks, mate"."""
    more: Phrases = ()
    """What asks for more, whatever it was about."""
    corrections: Phrases = ()
    """What opens a correction, alone or one after the other."""
    closing_corrections: Phrases = ()
    """What ends one: "the second, I mean"."""
    correction_openers: Words = frozenset()
    """What may stand before those, or open a correction with a comma after it."""
    other: Phrases = ()
    """What points to the other one."""
    ordinal_lead: Words = frozenset()
    """What stands before an ordinal that points back."""
    both: Phrases = ()
    """What points to two entities talked of."""
    all_of_them: Words = frozenset()
    """Words that, together, ask for everything offered."""
    compared_pronouns: Words = frozenset()
    """Pronouns that after a word of comparison stand for two."""
    before_compared: Phrases = ()
    """Words before those."""
    of_them: Words = frozenset()
    """Words that may follow an ordinal or a pair."""
    choice_numbers: Words = frozenset()
    """Words before the number of a choice."""
    ordinals: Mapping[str, int] = MappingProxyType({})
    """Words for a place in a row, counted from 0, the last being -1."""
    before_ages: Phrases = ()
    """What stands before the age of a person, if nothing but years follows."""
    after_ages: Phrases = ()
    """What stands after the age of a person."""
    years: Words = frozenset()
    """Words for years."""
    young: Words = frozenset()
    """Words for people who are not of age."""
    old: Words = frozenset()
    """Words for people who are old enough to have retired."""
    months: Mapping[str, int] = MappingProxyType({})
    """Names of the months and their short forms, without a point → the month's number, from 1."""
    number_words: Mapping[str, str] = MappingProxyType({})
    """Numbers written out, as figures."""
    contracted_endings: Mapping[str, str] = MappingProxyType({})
    """Endings of a contraction → the word they stand for."""
    elisions: Mapping[str, str] = MappingProxyType({})
    """Beginnings of an elision → the word they stand for."""
    asks: Mapping[str, Phrases] = MappingProxyType({})
    """What a question may ask for, such as ``time`` → the phrases that ask for it."""
    tells: Mapping[str, Phrases] = MappingProxyType({})
    """The same → further phrases by which a text that does not ask for it is about it."""
    opposites: Sides = ()
    """Words on one side that mean the opposite of those on the other."""
    compound_links: Words = frozenset()
    """Letters between the parts of a compound, for a language that writes compounds as one word."""
    negating_prefixes: Words = frozenset()
    """Beginnings that turn a word into its opposite."""
    separable_prefixes: Words = frozenset()
    """Beginnings of verbs that stand at the end of the clause."""
    subject_pronouns: Words = frozenset()
    """Pronouns after which a verb stands that may be separated."""
    negligible: Words = frozenset()
    """Words without which a phrasing still asks the same."""
    pronoun: str = ""
    """The pronoun for something unknown."""
    rejections: Words = frozenset()
    """Words that open a correction where punctuation follows."""
    possessive: str = ""
    """Ending of a possessive, with an apostrophe or without: ``Russia's``, ``russias``."""
    contractions: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Short forms → the words they stand for."""
    known: Words = frozenset()
    """Every word of these tables, none of which is misspelt."""
    wording: Mapping[str, str] = MappingProxyType({})
    """What the bot says where the author words nothing, with placeholders in braces."""
    phrases: Mapping[str, str] = MappingProxyType({})
    """Parts of what it says."""
    smalltalk: Mapping[str, tuple[tuple[str, ...], str]] = MappingProxyType({})
    """Name → what is asked, and the answer."""
