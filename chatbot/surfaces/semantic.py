"""The sentence encoder that the command line uses: which one, and the bot that it is given to."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, Protocol

from chatbot.errors import EncoderError
from chatbot.files import cache_folder
from chatbot.storage import is_wanted
from chatbot.surfaces.installed import AUTO, OFF, in_use
from chatbot.surfaces.status import complain

if TYPE_CHECKING:
    from chatbot.dialogue import Bot
    from chatbot.knowledge import Knowledge
    from chatbot.log import QuestionLog
    from chatbot.matching import Encoder


class Options(Protocol):
    """What a command line says about the bot; each is as in :meth:`Bot.load`."""

    @property
    def semantic(self) -> str | None:
        """The sentence encoder; None or empty where the file's settings decide."""

    @property
    def audience(self) -> Sequence[str] | None:
        """Whom replies are for."""

    @property
    def language(self) -> str | None:
        """Which of several files is meant, one for each language."""

    @property
    def cache(self) -> bool:
        """Whether what was made before is used and kept, vectors too."""


def load(
    path: str | None,
    options: Options,
    log: QuestionLog | Literal[False] | None = None,
    *,
    tells: bool = True,
) -> Bot:
    """The bot for a knowledge file, with an encoder if one is wanted.

    Raises what :meth:`Bot.load` raises. With ``auto`` an encoder that cannot be used is no error:
    that is said if it ``tells``, and the letters answer alone.
    """
    from chatbot.dialogue import Bot

    wanted, cache = options.semantic, options.cache
    audience = tuple(options.audience or ())
    bot = Bot.load(path, log=log, audience=audience, language=options.language, cache=cache)
    if wanted == OFF:
        return bot
    name = encoder_for(bot.knowledge, wanted)
    if not name:
        return bot
    asked_for = wanted or bot.knowledge.settings.semantic
    try:
        downloads = asked_for != AUTO or _is_watched()
        kept = cache and is_wanted()
        return _with_encoder(bot, name, downloads=downloads, cache=kept)
    except EncoderError as error:
        if asked_for != AUTO:
            raise
        if tells:
            complain(f"{error}; until then the letters answer alone")
        return bot


def encoder_for(knowledge: Knowledge, wanted: str | None) -> str:
    """The name of the encoder that is ``wanted``, else set in the file; empty for none."""
    name = in_use(wanted or knowledge.settings.semantic, knowledge.language)
    return name if wanted or not name else _beside(name, knowledge.path)


def name_of(encoder: Encoder | None) -> str:
    """What to call the encoder that a bot has."""
    return "off" if encoder is None else getattr(encoder, "name", type(encoder).__name__)


def _with_encoder(bot: Bot, name: str, *, downloads: bool, cache: bool) -> Bot:
    """The bot with the encoder of that name, whose vectors are kept for the next start."""
    from chatbot.encoders import KeptVectors, load_encoder
    from chatbot.surfaces.progress import Progress

    _say_warnings_in_one_line()
    models = os.path.join(cache_folder(), "models")
    encoder: Encoder = load_encoder(name, models, complain if downloads else None)
    progress = Progress(sys.stderr, "texts encoded")
    if not cache:
        return bot.with_encoder(encoder, progress)
    folder = os.path.join(cache_folder(), "vectors")
    kept = KeptVectors(encoder, name, folder, _state(name), bot.knowledge.title)
    with kept:
        return bot.with_encoder(kept, progress)


def _state(name: str) -> str:
    """What the vectors of an encoder depend on beside its name: the files of its folder."""
    if not os.path.isdir(name):
        return ""
    with os.scandir(name) as found:
        stats = sorted((one.name, one.stat()) for one in found if one.is_file())
    files = (f"{own}:{stat.st_size}:{stat.st_mtime_ns}" for own, stat in stats)
    return "\n".join([os.path.realpath(name), *files])


def _beside(name: str, knowledge: str) -> str:
    """A folder that a knowledge file names is looked for beside the file."""
    folder = os.path.join(os.path.dirname(knowledge), name)
    return folder if os.path.isdir(folder) else name


def _is_watched() -> bool:
    """Whether somebody sees what is downloaded, and can stop it."""
    return sys.stderr is not None and sys.stderr.isatty()


def _say_warnings_in_one_line() -> None:
    """A warning for people, as that of an encoder which fails, has no place in the code."""
    import warnings

    show = warnings.showwarning

    def say(message: Warning | str, category: type[Warning], *rest: object) -> None:
        from chatbot.errors import EncoderWarning

        if issubclass(category, EncoderWarning):
            complain(str(message))
        else:
            show(message, category, *rest)  # type: ignore[arg-type]  # handed on as it came

    warnings.showwarning = say  # type: ignore[assignment]  # it takes any further arguments
