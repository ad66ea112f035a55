"""Every number that decides between answering, asking back and declining, in one value.

How much of it is shown, and kept of a conversation, is set where that is done.
All are hand-set on the development questions; ``tests/benchmarks/sensitivity.py`` tells what
moving one by a tenth does.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from chatbot.knowledge import Sureness


class Thresholds(NamedTuple):
    """How sure the bot must be, as confidences."""

    answer: float
    """To answer."""
    clarify: float
    """To ask "did you mean", for the best of the choices."""


class Policy(NamedTuple):
    """How decisions are made. All but counts are confidences, or are added to one."""

    thresholds: Mapping[Sureness, Thresholds] = MappingProxyType(
        {
            "careful": Thresholds(answer=0.85, clarify=0.3),
            "balanced": Thresholds(answer=0.65, clarify=0.3),
            "eager": Thresholds(answer=0.35, clarify=0.15),
        }
    )
    most_choices: int = 3
    most_of_kind: int = 5
    """Of at most so many things of a kind all answers are given, of more it is asked which."""
    most_tried_of_kind: int = 8
    """Of at most so many things of a kind a question is asked to see what it asks for."""
    most_withheld: int = 20
    """Matches looked at at most besides those that are wanted, as some may be withheld."""
    close: float = 0.3
    """A choice has at least this share of the best choice's confidence."""
    near: float = 0.06
    """From this confidence on an entry is suggested beside a decline."""
    tied: float = 0.7
    """With this share of the best one's confidence the second best is asked about as well."""
    elsewhere: float = 0.2
    """How much surer an answer must be to a question that seems not to be on the subject."""
    withheld: float = 0.5
    """From this confidence on, what is withheld is told to be what was asked for."""
    covered: float = 0.6
    """From this vocabulary coverage on, a question counts as on topic."""

    certain: float = 0.75
    """From this confidence on an answer is not questioned any further."""
    unknown_entity: float = 0.8
    """How likely a follow-up is about the entity talked of if there is nothing on it."""
    clearly: float = 0.1
    """By how much the answers for each of several must be surer than one for all of them."""
    as_good: float = 0.02
    """By how much the parts of a message may be less sure than the whole of it."""

    most_analyses: int = 8
    """Analyses of the questions in a message; further ways to read them are not tried."""
    words_of_analysis: int = 20
    """Words from which on an analysis counts as two, twice as many as three, and so on."""
    most_sentences: int = 6
    """Sentences of the longest message whose sentences are read one by one."""
    most_cuts: int = 4
    """Places at which one sentence is tried as two questions."""
    most_pauses: int = 6
    """Pauses from the end on after which a story's question may begin."""
    keyword: int = 3
    """Words of the longest part of a message that only names what it is about."""
    between_conjuncts: int = 3
    """Words at most from a conjunction to the content word that it joins: "and my old dog"."""
    lead: int = 3
    """Words before a colon at most that only lead to what follows it."""

    aspect_of_another: float = 1.0
    """How much likelier than a message as it stands the last aspect is, asked of another."""
    asked_of_another: float = 0.2
    """How much likelier the last question is, where that was no aspect, asked of another."""
    pronoun: float = -0.05
    """How much likelier a message is with a pronoun replaced."""
    asked_again: float = -0.1
    """How much likelier the last question is, asked again."""
    pointing_back: float = 0.2
    """How much likelier the entity talked of is meant by a message that points back."""
    short: float = 0.15
    """How much likelier it is meant by a short message."""
    standing_alone: float = -0.1
    """How much likelier it is meant by a message that could stand alone."""
    asking_for_entity: float = -0.2
    """How much likelier it is meant by a message that asks who or which."""
    contentless: float = -0.3
    """How much likelier it is meant by one without a content word after an aspect was asked."""
    of_last_topic: float = -0.1
    """How much likelier a message is about the topic of the last question."""
    told_last: float = 0.75
    """How likely an answer is meant that was given last and tells what a follow-up asks."""
    short_words: int = 4
    """A message of at most so many words is short."""

    smalltalk: float = 0.6
    """The confidence with which a message that is no phrasing of small talk must match one."""
    smalltalk_words: int = 12
    """Words of the longest message that may be small talk."""
    smalltalk_rest: int = 4
    """Words there may be before small talk, or after it, that are part of it: "lovely, thanks"."""


POLICY: Final = Policy()
"""The policy that ships."""
