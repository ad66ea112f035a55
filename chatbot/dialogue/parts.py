"""Where a message may hold two questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from chatbot.dialogue.policy import POLICY
from chatbot.language import Language, Utterance, phrase_at

_PAUSE: Final = frozenset(",;:")


class Cut(NamedTuple):
    """One way to read a sentence as two."""

    left: Utterance
    right: Utterance
    plain: bool
    """Whether nothing but a conjunction or a comma stands between them, as between names."""


def sentences(message: Utterance) -> list[Utterance]:
    """The sentences of a message, few words before a colon joined to what they are about."""
    found: list[Utterance] = []
    lead = 0
    for sentence in message.sentences():
        whole = (
            Utterance(message.text, (*found.pop().tokens, *sentence.tokens)) if lead else sentence
        )
        found.append(whole)
        lead = ":" in whole.tokens[-1].after and len(whole) <= POLICY.lead
    return found


def closing_question(message: Utterance, language: Language) -> Utterance | None:
    """The question that a story ends with, if it does not begin with one."""
    if language.cues.begins_to_ask(message):
        return None
    skipped = language.tables.conjunctions
    pauses = [at for at, t in enumerate(message.tokens, 1) if not _PAUSE.isdisjoint(t.after)]
    for place in reversed(pauses[-POLICY.most_pauses :]):
        rest = message.part(place)
        while rest and rest.tokens[0].word in skipped:
            rest = rest.part(1)
        if language.cues.begins_to_ask(rest):
            return rest
    return None


def cuts(sentence: Utterance, language: Language) -> Iterator[Cut]:
    """The ways to read one sentence as two, the first few of them."""
    found = 0
    words, joints = sentence.words, language.tables.joints
    place = 1
    while place < len(words) and found < POLICY.most_cuts:
        comma = not set(",;").isdisjoint(sentence.tokens[place - 1].after)
        joint = phrase_at(words, place, joints)
        if (joint or comma) and place + joint < len(words):
            conjunction = joint == 1 and words[place] in language.tables.conjunctions
            plain = (comma and not joint) or (conjunction and not comma)
            yield Cut(sentence.part(0, place), sentence.part(place + joint), plain)
            found += 1
        place += max(joint, 1)


def conjuncts(sentence: Utterance, language: Language) -> Iterator[tuple[Utterance, Utterance]]:
    """The ways to read "Can I bring my dog and my bike?" as two questions that share a frame.

    Of the first conjunction between two content words: each of the two in the frame of both, the
    first as one word or two, the second as one word or all that stand side by side there.
    """
    tokens = sentence.tokens
    says = [language.cues.is_content(token.word) and not token.function for token in tokens]
    for place in range(1, len(tokens) - 1):
        second = next((at for at in range(place + 1, len(tokens)) if says[at]), place)
        apart = second - place > POLICY.between_conjuncts
        if tokens[place].word not in language.tables.conjunctions or apart or not says[place - 1]:
            continue
        starts = (place - 1, place - 2) if place > 1 and says[place - 2] else (place - 1,)
        last = next((at for at in range(second, len(tokens)) if not says[at]), len(tokens))
        ends = dict.fromkeys((last, second + 1))
        for start in starts:
            for end in ends:
                left = sentence.replaced(place, end, ())
                yield left, sentence.replaced(start, second, ())
        return
