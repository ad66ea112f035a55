"""Ranked matches and a session in, a reply out; everything the bot decides and says is here."""

from chatbot.dialogue.bot import Audience, Bot
from chatbot.dialogue.explaining import Explanation
from chatbot.dialogue.loading import as_compiled, compile_to, pack, version_of
from chatbot.dialogue.publishing import reply_schema
from chatbot.dialogue.session import Session
from chatbot.dialogue.turn_log import path_of_log
from chatbot.dialogue.values import Decision, Part, Reason, Reply, ReplyKind, Suggestion
from chatbot.dialogue.wording import ASKED

__all__ = [
    "ASKED",
    "Audience",
    "Bot",
    "Decision",
    "Explanation",
    "Part",
    "Reason",
    "Reply",
    "ReplyKind",
    "Session",
    "Suggestion",
    "as_compiled",
    "compile_to",
    "pack",
    "path_of_log",
    "reply_schema",
    "version_of",
]
