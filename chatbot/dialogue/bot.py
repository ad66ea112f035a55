"""One question in, one reply out."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from datetime import date
from functools import cached_property
from pathlib import Path

from chatbot.dialogue.catalogue import Catalogue, Withheld
from chatbot.dialogue.explaining import Explanation
from chatbot.dialogue.permitting import permit, withheld_from
from chatbot.dialogue.policy import POLICY
from chatbot.dialogue.session import Session
from chatbot.dialogue.smalltalk import Smalltalk
from chatbot.dialogue.turns import Turns
from chatbot.dialogue.values import Reply
from chatbot.knowledge import Entry, Knowledge
from chatbot.language import Language
from chatbot.matching import Encoder, Match, Matcher

Audience = str | Collection[str] | None
"""Whom a reply is for: one group of people or several; None for everybody."""

_MOST_TURNS = 16
"""Sets of withheld entries for which everything is kept at hand."""


class Bot:
    """Answers questions from one knowledge.

    Immutable once built; any number of threads and conversations may share one.

    >>> bot = Bot(Knowledge.from_dict({
    ...     "title": "The shop",
    ...     "entries": [{"question": "When do you open?", "answer": "At nine."}],
    ... }))
    >>> reply = bot.ask("when do you open")
    >>> reply.kind, reply.text
    ('answer', 'At nine.')

    With an ``encoder``, the meaning of the texts has a say beside their letters. All of them are
    encoded at once, so it takes a while, and raises :class:`~chatbot.errors.EncoderError` if the
    encoder cannot be used.

    ``audience`` is whom replies are for where :meth:`ask` does not say; ``today`` tells which day
    it is, for entries that are valid for a time.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        encoder: Encoder | None = None,
        *,
        audience: Audience = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        self.knowledge = knowledge
        """What it knows."""
        self._encoder = encoder
        self._audience = audience
        self._today = today
        self._language = Language.load(knowledge.language)
        self._smalltalk = Smalltalk(knowledge, self._language, POLICY)
        self._restricted = tuple(
            one for one in knowledge.entries if one.audience or one.valid_from or one.valid_until
        )
        self._turns: dict[Withheld, Turns] = {}
        """For each set of withheld entries that was met lately."""
        if encoder is not None:
            self._matcher  # noqa: B018  # built here and now, so that errors show here

    @cached_property
    def _matcher(self) -> Matcher:
        """Built with the first question, so that a chat can greet before."""
        return Matcher(self.knowledge, encoder=self._encoder)

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str] | None = None,
        encoder: Encoder | None = None,
        *,
        audience: Audience = None,
        today: Callable[[], date] = date.today,
    ) -> Bot:
        """A bot for the knowledge file at ``path``; without one, for the file that ships.

        Raises :class:`~chatbot.errors.KnowledgeError` and
        :class:`~chatbot.errors.KnowledgeNotReadable`, as :meth:`Knowledge.load` does;
        with an ``encoder`` also :class:`~chatbot.errors.EncoderError`.
        """
        knowledge = Knowledge.load(_shipped() if path is None else path)
        return cls(knowledge, encoder, audience=audience, today=today)

    def ask(
        self, question: str, session: Session | None = None, audience: Audience = None
    ) -> Reply:
        """The reply to a question; ``session`` is that of the last reply, None to begin with.

        What is only for others than the ``audience`` is declined as ``not_for_you``. Never raises;
        on one day, the same question, session and audience always get the same reply.
        """
        return self._turns_for(audience).reply(question, session)

    def answer(
        self, entry_id: str, session: Session | None = None, audience: Audience = None
    ) -> Reply:
        """The reply that gives one entry's answer, as when its question is picked from a menu.

        One that is for others, or not valid today, is declined. Raises ValueError for an id that no
        entry has.
        """
        return self._turns_for(audience).answer(entry_id, session)

    def match(self, question: str, limit: int = 5) -> tuple[Match, ...]:
        """At most ``limit`` entries that may answer a question, best first, without dialogue."""
        return self._turns_for(None).matcher.match(question, limit)

    def explain(
        self, question: str, session: Session | None = None, audience: Audience = None
    ) -> Explanation:
        """The reply to a question, and how it came about, in words and as data."""
        return Explanation(self.ask(question, session, audience))

    def entries(self, audience: Audience = None) -> tuple[Entry, ...]:
        """The entries that an audience may be answered with today, in file order."""
        withheld = {one.id for one in self._withheld_from(audience)}
        return tuple(entry for entry in self.knowledge.entries if entry.id not in withheld)

    def _turns_for(self, audience: Audience) -> Turns:
        withheld = self._withheld_from(audience)
        turns = self._turns.get(withheld)
        if turns is None:
            catalogue = Catalogue(self.knowledge, self._language, withheld)
            turns = Turns(catalogue, permit(self._matcher, withheld), self._smalltalk)
            if len(self._turns) >= _MOST_TURNS:
                self._turns = {}
            self._turns[withheld] = turns
        return turns

    def _withheld_from(self, audience: Audience) -> Withheld:
        if not self._restricted:
            return ()
        groups = self._audience if audience is None else audience
        groups = {groups} if isinstance(groups, str) else frozenset(groups or ())
        return withheld_from(self._restricted, groups, self._today().isoformat())


def _shipped() -> Path:
    """The knowledge file in the package, or the one beside the package in a checkout."""
    package = Path(__file__).parent.parent
    inside, beside = package / "faq.yaml", package.parent / "faq.yaml"
    return beside if beside.exists() and not inside.exists() else inside  # in a zip neither exists
