"""What those who asked turned out to mean: read from what they did next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from chatbot.log import Turn

SURE: Final = 0.8
"""The confidence of an answer from which it tells what was meant before."""
SOON: Final = 300.0
"""Seconds within which a question is taken to be the one before, put differently."""
NOT_ASKED: Final = ("empty", "too_long")
"""Reasons of declines for which there is no question to answer."""


class MeantEntry(NamedTuple):
    """What was meant by a question, and how that is known."""

    entry: str
    """Id of the entry."""
    why: str


def meant_by(turns: Sequence[Turn]) -> dict[str, MeantEntry]:
    """Id of a turn → what was meant, where those who asked let it be known.

    They taught it, picked it from the choices, liked an answer, or put the question differently
    right after a miss and got a sure answer that nobody disliked.
    """
    found: dict[str, MeantEntry] = {}
    for before, after in _in_sessions(turns):
        if is_miss(before) and _is_rephrased(before, after):
            found[before.id] = MeantEntry(after.entry, f"asked again as “{after.question}”")
    for turn in (one for one in turns if one.stands_alone):
        if turn.taught:
            found[turn.id] = MeantEntry(turn.taught, "taught in the chat")
        elif turn.picked:
            found[turn.id] = MeantEntry(turn.picked, "picked when asked back")
        elif turn.kind == "answer" and turn.feedback > 0:
            found[turn.id] = MeantEntry(turn.entry_ids[0], "liked as an answer")
    return found


def is_miss(turn: Turn) -> bool:
    """Whether there was no answer, or one that was disliked."""
    if not turn.stands_alone or turn.reason in NOT_ASKED:
        return False
    return turn.kind in ("decline", "clarify") or (turn.kind == "answer" and turn.feedback < 0)


def _is_rephrased(before: Turn, after: Turn) -> bool:
    is_sure = after.kind == "answer" and after.confidence >= SURE and after.feedback >= 0
    alone = after.stands_alone and len(after.entry_ids) == 1
    soon = after.time - before.time <= SOON
    same = before.kind == "answer" and after.entry == before.entry
    return is_sure and alone and soon and not same and _is_alike(before, after)


def _is_alike(before: Turn, after: Turn) -> bool:
    """Whether both may ask the same: they share a word, or an entry is near both."""
    near = {*before.entry_ids, before.runner_up, *before.offered_ids}
    if after.entry in near:
        return True
    return any(len(word) > 3 for word in _words(before) & _words(after))


def _words(turn: Turn) -> set[str]:
    return set(turn.question.casefold().split())


def _in_sessions(turns: Sequence[Turn]) -> Iterator[tuple[Turn, Turn]]:
    """Each turn with the one after it in the same conversation."""
    sessions: dict[str, list[Turn]] = {}
    for turn in turns:
        sessions.setdefault(turn.session, []).append(turn)
    for talk in sessions.values():
        yield from pairwise(talk)
