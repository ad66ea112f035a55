"""One question in, one reply out."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from chatbot.dialogue.catalogue import Catalogue, Withheld
from chatbot.dialogue.explaining import Explanation
from chatbot.dialogue.loading import load
from chatbot.dialogue.permitting import permit, withheld_from
from chatbot.dialogue.session import Session, random_id
from chatbot.dialogue.smalltalk import Smalltalk
from chatbot.dialogue.turn_log import TurnLog, log_of
from chatbot.dialogue.turns import Turns
from chatbot.dialogue.values import Reply
from chatbot.dialogue.wording import declines
from chatbot.knowledge import Directory, Entry, Knowledge
from chatbot.language import Language
from chatbot.matching import Compiled, Encoder, Match, Matcher, Progress, silent
from chatbot.storage import Sections

if TYPE_CHECKING:
    from chatbot.log import QuestionLog

Audience = str | Collection[str] | None
"""Whom a reply is for: one group of people or several; None for those the bot is for."""

_Take = Callable[[Turns, str, Session | None], Reply]
"""One of the ways to take a turn."""
_Taken = Callable[[_Take, str, Session | None, Withheld], Reply]

_MOST_KEPT = 16
"""Sets of withheld entries for which everything is kept at hand."""
_LONGEST_REPEATED = 200
"""Characters of the longest question whose reply is kept; longer ones are hardly asked twice."""


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
    encoder cannot be used; ``progress`` is told how many texts are done, and of how many.

    With a ``log``, what is asked is kept there; without one, nowhere.
    ``audience`` is whom replies are for where :meth:`ask` does not say; ``today`` tells which day
    it is, for entries that are valid for a time.
    """

    def __init__(  # noqa: PLR0913  # only the first must be given
        self,
        knowledge: Knowledge,
        encoder: Encoder | None = None,
        packed: Sections | None = None,
        log: QuestionLog | None = None,
        *,
        progress: Progress = silent,
        audience: Audience = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        """Take a knowledge, and what was compiled of it; a path raises TypeError."""
        _demand_no_paths(knowledge, log)
        if packed is None:
            language, directory = Language.load(knowledge.language), Directory.of(knowledge)
        else:
            language = Language.open(packed.part("language"))
            directory = Directory(knowledge, packed.part("matcher").part("directory"))
        self.knowledge = knowledge
        """What it knows."""
        self.log = log
        """Where what is asked is kept; None where it is not."""
        self._turn_log = TurnLog(log, knowledge) if log else None
        self.encoder = encoder
        """What has a say beside the letters; None if nothing has."""
        self._progress = progress
        self._packed = packed
        self._audience = audience
        self._today = today
        self._language = language
        self._directory = directory
        smalltalk = packed.part("smalltalk") if packed else None
        self._smalltalk = Smalltalk(knowledge, language, smalltalk)
        self._restricted = tuple(directory.restricted())
        self._built = cache(self._make_matcher)
        self._catalogue_of = lru_cache(_MOST_KEPT)(self._make_catalogue)
        self._turns_of = lru_cache(_MOST_KEPT)(self._make_turns)
        self._keeping: _Taken | None = None
        if encoder is not None:
            self.matcher  # noqa: B018  # built here and now, so that errors show here

    @property
    def matcher(self) -> Matcher:
        """What it finds entries with, for whom and when they may be.

        Built with the first question, so that a chat can greet before.
        """
        return self._built()

    def _make_matcher(self) -> Matcher:
        packed = self._packed.part("matcher") if self._packed else None
        compiled = Compiled(self._language, packed) if packed else None
        return Matcher(
            self.knowledge, encoder=self.encoder, compiled=compiled, progress=self._progress
        )

    @classmethod
    def load(  # noqa: PLR0913  # none of them must be given
        cls,
        path: str | os.PathLike[str] | None = None,
        encoder: Encoder | None = None,
        log: QuestionLog | Literal[False] | None = None,
        *,
        audience: Audience = None,
        language: str | None = None,
        today: Callable[[], date] = date.today,
        cache: bool = True,
    ) -> Bot:
        """A bot for the knowledge file at ``path``, compiled or not; without one, for what ships.

        What is made of a file that is not compiled is kept in the user's cache folder, so that it
        is there at once the next time, unless ``cache`` is False or the environment has
        ``CHATBOT_CACHE=off``.

        What is asked is kept in ``log``; with None in the log that the file's settings name, if
        they do; with False nowhere.

        Of several files in different languages, ``faq.en.yaml`` beside ``faq.de.yaml``, it is the
        one in ``language``, a code such as ``de``, whichever of them ``path`` names.

        Raises :class:`~chatbot.errors.KnowledgeError` and
        :class:`~chatbot.errors.KnowledgeNotReadable`, as :meth:`Knowledge.load` does;
        with an ``encoder`` also :class:`~chatbot.errors.EncoderError`.
        """
        loaded = load(path, language, cached=cache)
        own = log_of(loaded.knowledge) if log is None else None
        return cls(
            loaded.knowledge, encoder, loaded.packed, log or own, audience=audience, today=today
        )

    def with_encoder(self, encoder: Encoder, progress: Progress = silent) -> Bot:
        """The same bot, in which the meaning of the texts has a say beside their letters.

        Takes and raises what building a bot with an ``encoder`` does.
        """
        return Bot(
            self.knowledge,
            encoder,
            self._packed,
            self.log,
            progress=progress,
            audience=self._audience,
            today=self._today,
        )

    def ask(
        self, question: str, session: Session | None = None, audience: Audience = None
    ) -> Reply:
        """The reply to a question; ``session`` is that of the last reply, None to begin with.

        What is only for others than the ``audience`` is declined as ``not_for_you``. On one day,
        the same question, session and audience always get the same reply. Raises TypeError for a
        question that is no str and a session that is no Session, and nothing else.
        """
        _demand("question", question, session)
        return self._turn(Turns.reply, question, session, audience)

    def answer(
        self, entry_id: str, session: Session | None = None, audience: Audience = None
    ) -> Reply:
        """The reply that gives one entry's answer, as when its question is picked from a menu.

        One that is for others, or not valid today, is declined. Raises ValueError for an id that no
        entry has, and TypeError as :meth:`ask` does.
        """
        _demand("entry_id", entry_id, session)
        return self._turn(Turns.answer, entry_id, session, audience)

    def feedback(self, reply_id: str, value: int) -> None:
        """Keep in the log what somebody thought of the reply with an id: 1 for good, -1 for bad.

        Without a log nothing comes of it. Raises ValueError for another value.
        """
        if value not in (1, -1):
            raise ValueError(f"feedback is 1 or -1, not {value!r}")
        if self._turn_log:
            self._turn_log.rate(reply_id, value)

    def without_log(self) -> Bot:
        """The same bot, of which nothing is kept that it is asked."""
        quiet = copy(self)
        quiet.log = quiet._turn_log = None
        return quiet

    def with_kept_replies(self, most: int) -> Bot:
        """The same bot, which keeps its ``most`` latest replies for when the same is asked again.

        A reply to the same question or entry id, session and audience differs in its ``id`` alone,
        and is in the log as any other. One takes 10 to 40 kB. A bot with an encoder, which may fail
        for a while, keeps none.
        """
        keeping = copy(self)
        keeping._keeping = None if self.encoder else lru_cache(most)(self._taken)
        return keeping

    def match(self, question: str, limit: int = 5) -> tuple[Match, ...]:
        """At most ``limit`` entries that may answer a question, best first, without dialogue.

        Raises TypeError for a question that is no text, ValueError for a limit below 0.
        """
        _demand("question", question, None)
        if limit < 0:
            raise ValueError(f"limit must be 0 or more, not {limit}")
        return self._turns_for(None).matcher.match(question, limit)

    def explain(
        self, question: str, session: Session | None = None, audience: Audience = None
    ) -> Explanation:
        """The reply to a question, and how it came about, in words and as data."""
        _demand("question", question, session)
        return Explanation(self._turns_for(audience).reply(question, session))

    def _named(self, session: Session | None) -> Session | None:
        """The session; one that is logged has a random id."""
        if self._turn_log is None or (session and session.id):
            return session
        return replace(session or Session(), id=random_id())

    def _turn(self, take: _Take, text: str, session: Session | None, audience: Audience) -> Reply:
        """The reply of a turn, in the log if there is one."""
        session, withheld = self._named(session), self._withheld_from(audience)
        if self._keeping is None or len(text) > _LONGEST_REPEATED:
            reply = self._taken(take, text, session, withheld)
        else:
            reply = self._keeping(take, text, session, withheld)
            after = replace(reply.session, id=session.id if session else "")
            reply = replace(reply, session=after, id=random_id())
        if self._turn_log:
            self._turn_log.add(reply)
        return reply

    def _taken(self, take: _Take, text: str, session: Session | None, withheld: Withheld) -> Reply:
        return take(self._turns_of(withheld), text, session)

    def day(self) -> str:
        """The day that it answers for now, written as ``2024-05-03``."""
        return self._today().isoformat()

    def entries(self, audience: Audience = None) -> tuple[Entry, ...]:
        """The entries that an audience may be answered with today, in file order."""
        return tuple(self._catalogue_of(self._withheld_from(audience)).knowledge.entries)

    def entry(self, entry_id: str, audience: Audience = None) -> Entry | None:
        """The entry with an id, None if there is none that an audience may be answered with."""
        return self._catalogue_of(self._withheld_from(audience)).entries.get(entry_id)

    def declines(self, audience: Audience = None) -> tuple[tuple[str, str], ...]:
        """What it may say to an audience where it answers nothing, as :func:`wording.declines`."""
        return tuple(declines(self._catalogue_of(self._withheld_from(audience))))

    def _turns_for(self, audience: Audience) -> Turns:
        return self._turns_of(self._withheld_from(audience))

    def _make_catalogue(self, withheld: Withheld) -> Catalogue:
        return Catalogue(self.knowledge, self._language, withheld, self._directory)

    def _make_turns(self, withheld: Withheld) -> Turns:
        matcher = permit(self.matcher, withheld)
        return Turns(self._catalogue_of(withheld), matcher, self._smalltalk)

    def _withheld_from(self, audience: Audience) -> Withheld:
        if not self._restricted:
            return ()
        groups = self._audience if audience is None else audience
        groups = {groups} if isinstance(groups, str) else frozenset(groups or ())
        return withheld_from(self._restricted, groups, self.day())


def _demand_no_paths(knowledge: object, log: object) -> None:
    """Raise TypeError where a path is given, and say what makes of it what is wanted."""
    if not isinstance(knowledge, Knowledge):
        found = type(knowledge).__name__
        raise TypeError(f"knowledge must be a Knowledge, not {found}; Bot.load reads a file")
    if isinstance(log, str | os.PathLike):
        found = type(log).__name__
        raise TypeError(f"log must be a QuestionLog, not {found}; QuestionLog(path) opens one")


def _demand(name: str, text: object, session: object) -> None:
    """Raise TypeError for an argument of the wrong type, and say where one of the right type is."""
    if not isinstance(text, str):
        raise TypeError(f"{name} must be a str, not {type(text).__name__}")
    if not isinstance(session, Session | None):
        raise TypeError(
            "session must be the session of a reply, one from Session.from_json, or None,"
            f" not {type(session).__name__}"
        )
