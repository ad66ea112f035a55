"""A bot that reads its file again when it is another one, and goes on with the old one if not."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Event, RLock, Thread
from typing import TYPE_CHECKING, Final
from weakref import ref

from chatbot.dialogue import Audience, Bot, Explanation, Reply, Session, version_of
from chatbot.errors import ChatbotError, KnowledgeError
from chatbot.live.trying import try_out
from chatbot.live.watching import Files, Waiting

if TYPE_CHECKING:
    from chatbot.knowledge import Entry, Knowledge
    from chatbot.log import QuestionLog
    from chatbot.matching import Encoder, Match

MOST_SAID: Final = 5
"""Problems that a status names."""
_SETTLED: Final = 0.1
"""Seconds for which files must stay as they are before they are read."""
_LONGEST_END: Final = 5.0


@dataclass(frozen=True, slots=True)
class Status:
    """Which version answers, and what became of the newest."""

    version: str
    """Twelve characters, other ones if anything the knowledge says is different."""
    since: float
    """When it began to answer, in seconds since 1970."""
    problem: str = ""
    """Why the newest version does not answer, a line for each reason; empty if it does."""
    effect: str = ""
    """What the newest version answered otherwise than the one before, where there is a log."""
    reloads: int = 0
    """How often another version was taken."""
    refused: int = 0
    """How often it was not."""


class Live:
    """A bot for the knowledge file at ``path`` that follows the file.

    When the file changes, or one that it includes, a thread builds the new version and tries it:
    it has to be valid, its own tests have to pass, and with a log nothing may be wrong that was
    right before. Only then it answers, from one question to the next; else the last good version
    goes on, and :attr:`status` says why. Each question is answered by one version. It is used as a
    :class:`Bot` is.

    ``load`` makes a bot of the path, :meth:`Bot.load` unless it is given; ``bot`` is its first
    one, if it was made before. With ``watch`` off, nothing happens until :meth:`reload`. The files
    are looked at every ``interval`` seconds; where watchfiles is installed (the extra ``watch``)
    changes are seen at once. Any number of threads may share it; ``close`` ends its own.

    Raises what ``load`` raises for a first version that cannot be used, and ValueError for an
    interval that is not above 0.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None = None,
        load: Callable[[str | os.PathLike[str] | None], Bot] | None = None,
        *,
        bot: Bot | None = None,
        watch: bool = True,
        interval: float = 1.0,
    ) -> None:
        if not interval > 0:  # nor is it "not a number"
            raise ValueError(f"interval must be seconds above 0, not {interval}")
        self._load = load or Bot.load
        self._path = path
        self._bot = bot or self._load(path)
        self._before: Bot | None = None
        self._status = Status(version_of(self._bot.knowledge), time.time())
        self._told: list[Callable[[Status], object]] = []
        self._building = RLock()
        self._files = _files_of(self._bot)
        self._seen = self._files.signature()
        self._stop = Event()
        self._thread: Thread | None = None
        if watch:
            waiting = Waiting(interval, self._stop)
            self._thread = Thread(
                target=_watch, args=(ref(self), waiting, self._stop), name="live", daemon=True
            )
            self._thread.start()

    @property
    def bot(self) -> Bot:
        """The version that answers now: for whoever needs the same one several times."""
        return self._bot

    @property
    def status(self) -> Status:
        """Which version answers, and what became of the newest."""
        return self._status

    @property
    def knowledge(self) -> Knowledge:
        """What the version that answers knows."""
        return self._bot.knowledge

    @property
    def log(self) -> QuestionLog | None:
        """Where what is asked is kept; None where it is not."""
        return self._bot.log

    @property
    def encoder(self) -> Encoder | None:
        """What has a say beside the letters; None if nothing has."""
        return self._bot.encoder

    def ask(
        self, question: str, session: Session | None = None, audience: Audience = None
    ) -> Reply:
        """As :meth:`Bot.ask`."""
        return self._bot.ask(question, session, audience)

    def answer(
        self, entry_id: str, session: Session | None = None, audience: Audience = None
    ) -> Reply:
        """As :meth:`Bot.answer`."""
        return self._bot.answer(entry_id, session, audience)

    def feedback(self, reply_id: str, value: int) -> None:
        """As :meth:`Bot.feedback`; the reply may be of a version before."""
        self._bot.feedback(reply_id, value)

    def without_log(self) -> Bot:
        """The version that answers now, of which nothing is kept that it is asked."""
        return self._bot.without_log()

    def match(self, question: str, limit: int = 5) -> tuple[Match, ...]:
        """As :meth:`Bot.match`."""
        return self._bot.match(question, limit)

    def explain(
        self, question: str, session: Session | None = None, audience: Audience = None
    ) -> Explanation:
        """As :meth:`Bot.explain`."""
        return self._bot.explain(question, session, audience)

    def entries(self, audience: Audience = None) -> tuple[Entry, ...]:
        """As :meth:`Bot.entries`."""
        return self._bot.entries(audience)

    def entry(self, entry_id: str, audience: Audience = None) -> Entry | None:
        """As :meth:`Bot.entry`."""
        return self._bot.entry(entry_id, audience)

    def reload(self) -> bool:
        """Read the file now and try it; whether what it says is what answers. Waits for that."""
        with self._building:
            self._try()
            return not self._status.problem

    def previous(self) -> bool:
        """Go back to the version before; again, and this one answers. Whether there is one.

        What the file says is not read before it changes again.
        """
        with self._building:
            if self._before is None:
                return False
            self._take(self._before, "")
            return True

    def on_reload(self, told: Callable[[Status], object]) -> None:
        """Have a function told the status when a version was taken or refused, or a file mended.

        It is called in the thread of this bot; what it raises is passed over.
        """
        self._told.append(told)

    def close(self) -> None:
        """End the thread; the version that answers goes on answering."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_LONGEST_END)

    def __enter__(self) -> Live:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _try(self) -> None:
        """Build what the files say, and take it or say why not."""
        try:
            new = self._read()
            if version_of(new.knowledge) == self._status.version:
                self._clear()
                return
            trial = try_out(new, self._bot)
        except KnowledgeError as error:
            files = self._files | (problem.path for problem in error.problems)
            if files.paths != self._files.paths:
                self._files, self._seen = files, files.signature()
            self._refuse(tuple(map(str, error.problems)))
        except ChatbotError as error:
            self._refuse((str(error),))
        except Exception as error:  # whatever it is, the old version can answer
            self._refuse((f"{type(error).__name__}: {' '.join(str(error).split())}",))
        else:
            if trial.problems:
                self._refuse(trial.problems)
            else:
                self._take(new, trial.effect)

    def _read(self) -> Bot:
        """What the files say; it is noted which they are, and as what they were read."""
        while True:
            self._seen = self._files.signature()
            new, before = self._load(self._path), self._files
            self._files = _files_of(new)
            if self._files.paths == before.paths:
                return new  # else others may have been written while they were read

    def _take(self, bot: Bot, effect: str) -> None:
        self._before, self._bot = self._bot, bot
        self._status = Status(
            version_of(bot.knowledge),
            time.time(),
            effect=effect,
            reloads=self._status.reloads + 1,
            refused=self._status.refused,
        )
        self._tell()

    def _clear(self) -> None:
        """Note that the files say again what the version that answers says."""
        if self._status.problem:
            self._status = replace(self._status, problem="")
            self._tell()

    def _refuse(self, problems: tuple[str, ...]) -> None:
        more = len(problems) - MOST_SAID
        said = (*problems[:MOST_SAID], *([f"and {more} more"] if more > 0 else []))
        self._status = replace(
            self._status, problem="\n".join(said), effect="", refused=self._status.refused + 1
        )
        self._tell()

    def _tell(self) -> None:
        for told in self._told:
            with suppress(Exception):
                told(self._status)

    def _look(self, stop: Event) -> None:
        """Reload if the files are other ones, once nobody is writing them any more."""
        found = self._files.signature()
        while found != self._seen and not stop.wait(_SETTLED):
            before, found = found, self._files.signature()
            if found == before:
                self.reload()
                return


def _files_of(bot: Bot) -> Files:
    return Files((bot.knowledge.path, *bot.knowledge.included))


def _watch(live: ref[Live], waiting: Waiting, stop: Event) -> None:
    """Look after the files until there is nobody any more who has the bot."""
    while not stop.is_set():
        watched = live()
        if watched is None:
            return
        folders = watched._files.folders
        del watched  # while it waits, nothing keeps the bot here
        waiting.wait(folders)
        watched = live()
        if watched is not None:
            watched._look(stop)
        del watched
