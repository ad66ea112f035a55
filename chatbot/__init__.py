"""A FAQ chatbot that answers only with answers a person has written, and says so when it has none.

What stands in ``__all__`` is promised, nothing else. Each name is imported when it is first used,
so that ``chatbot --version`` does not pay for matching.
"""

from chatbot.version import __version__ as __version__

TYPE_CHECKING = False  # as in typing, which takes longer to import than all of this
if TYPE_CHECKING:
    from chatbot.agents import Quote, Quoted, Verification, quoted, verify
    from chatbot.dialogue import Bot, Reply, Session
    from chatbot.encoders import OnnxEncoder, load_encoder
    from chatbot.errors import (
        ChatbotError,
        EncoderError,
        KnowledgeError,
        KnowledgeNotReadable,
        LogError,
        MissingExtra,
        SessionBusy,
        SessionError,
        SessionStoreError,
    )
    from chatbot.knowledge import Knowledge
    from chatbot.live import Live
    from chatbot.log import QuestionLog
    from chatbot.matching import Encoder, Match, Matcher
    from chatbot.rendering import render
    from chatbot.sessions import Conversations, SessionStore
    from chatbot.sessions.memory import MemorySessionStore
    from chatbot.sessions.redis import RedisSessionStore
    from chatbot.sessions.sqlite import SqliteSessionStore
else:

    def __getattr__(name):
        room = _ROOMS.get(name)
        if room is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(room), name)


_ROOMS = {
    "Bot": "chatbot.dialogue",
    "ChatbotError": "chatbot.errors",
    "Conversations": "chatbot.sessions",
    "Encoder": "chatbot.matching",
    "EncoderError": "chatbot.errors",
    "Knowledge": "chatbot.knowledge",
    "KnowledgeError": "chatbot.errors",
    "KnowledgeNotReadable": "chatbot.errors",
    "Live": "chatbot.live",
    "LogError": "chatbot.errors",
    "Match": "chatbot.matching",
    "Matcher": "chatbot.matching",
    "MemorySessionStore": "chatbot.sessions.memory",
    "MissingExtra": "chatbot.errors",
    "OnnxEncoder": "chatbot.encoders",
    "QuestionLog": "chatbot.log",
    "Quote": "chatbot.agents",
    "Quoted": "chatbot.agents",
    "RedisSessionStore": "chatbot.sessions.redis",
    "Reply": "chatbot.dialogue",
    "Session": "chatbot.dialogue",
    "SessionBusy": "chatbot.errors",
    "SessionError": "chatbot.errors",
    "SessionStore": "chatbot.sessions",
    "SessionStoreError": "chatbot.errors",
    "SqliteSessionStore": "chatbot.sessions.sqlite",
    "Verification": "chatbot.agents",
    "load_encoder": "chatbot.encoders",
    "quoted": "chatbot.agents",
    "render": "chatbot.rendering",
    "verify": "chatbot.agents",
}

__all__ = [
    "Bot",
    "ChatbotError",
    "Conversations",
    "Encoder",
    "EncoderError",
    "Knowledge",
    "KnowledgeError",
    "KnowledgeNotReadable",
    "Live",
    "LogError",
    "Match",
    "Matcher",
    "MemorySessionStore",
    "MissingExtra",
    "OnnxEncoder",
    "QuestionLog",
    "Quote",
    "Quoted",
    "RedisSessionStore",
    "Reply",
    "Session",
    "SessionBusy",
    "SessionError",
    "SessionStore",
    "SessionStoreError",
    "SqliteSessionStore",
    "Verification",
    "load_encoder",
    "quoted",
    "render",
    "verify",
]


def __dir__() -> list[str]:
    return __all__
