"""A person's way through the proposals: what was said to each, and back again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chatbot.knowledge import Knowledge, free, slug
from chatbot.workshop.learning.changes import Change, taken_ids
from chatbot.workshop.learning.effects import Effect, Replay
from chatbot.workshop.learning.proposals import Proposal


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a review, or what has come of it so far."""

    accepted: tuple[Change, ...] = ()
    rejected: tuple[str, ...] = ()
    """Keys of the proposals that are not to be made again."""


@dataclass(frozen=True, slots=True)
class _State:
    place: int
    said: Said
    knowledge: Knowledge
    expected: Mapping[str, str]


class Review:
    """Goes through proposals one by one; each effect is that beside all accepted before."""

    def __init__(self, proposals: Sequence[Proposal], replay: Replay) -> None:
        self.proposals = proposals
        self.said = Said()
        self.place = 0
        """Of the proposal that is looked at, from 0."""
        self._replay = replay
        self._before: list[_State] = []

    @property
    def current(self) -> Proposal | None:
        """The proposal that is looked at; None once there are no more."""
        return self.proposals[self.place] if self.place < len(self.proposals) else None

    @property
    def knowledge(self) -> Knowledge:
        """As it is with all that was accepted."""
        return self._replay.knowledge

    def effect(self, change: Change) -> Effect:
        """What a change would do now."""
        return self._replay.effect(change)

    def accept(self, change: Change) -> None:
        """Say yes to a change, whether it is the one proposed or another."""
        self._go_on(replace(self.said, accepted=(*self.said.accepted, change)))
        self._replay.accept(change)

    def reject(self) -> None:
        """Say no, for good."""
        proposal = self.current
        if proposal is not None:
            self._go_on(replace(self.said, rejected=(*self.said.rejected, proposal.key)))

    def skip(self) -> None:
        """Leave it for another time."""
        self._go_on(self.said)

    def undo(self) -> bool:
        """Go back to the one before, as if nothing had been said to it; whether there is one."""
        if not self._before:
            return False
        state = self._before.pop()
        self.place, self.said = state.place, state.said
        self._replay.go_on_from(state.knowledge, state.expected)
        return True

    def other_entry(self, entry: str) -> Change:
        """The questions as phrasings of another entry. Raises ValueError if there is none."""
        if entry not in {one.id for one in self.knowledge.entries}:
            raise ValueError(f"there is no entry {entry}")
        return Change("phrasing", self._texts, entry)

    def new_entry(self, answer: str) -> Change:
        """The questions as those of a new entry; without an answer it is yet to be written."""
        taken = taken_ids(self.knowledge)
        taken |= dict.fromkeys((one.entry for one in self.said.accepted if one.kind == "entry"), 1)
        return Change("entry", self._texts, free(slug(self._texts[0]), taken), answer)

    def unanswered(self) -> Change:
        """The questions as ones that are left unanswered."""
        return Change("unanswered", self._texts)

    @property
    def _texts(self) -> tuple[str, ...]:
        return self.proposals[self.place].change.texts

    def _go_on(self, said: Said) -> None:
        state = _State(self.place, self.said, self.knowledge, self._replay.expected)
        self._before.append(state)
        self.said = said
        self.place += 1
