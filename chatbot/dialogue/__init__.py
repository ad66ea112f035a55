"""Ranked matches and a session in, a reply out; everything the bot decides and says is here."""

from chatbot.dialogue.bot import Bot
from chatbot.dialogue.explaining import Explanation
from chatbot.dialogue.session import Session
from chatbot.dialogue.values import Decision, Kind, Reason, Reply

__all__ = ["Bot", "Decision", "Explanation", "Kind", "Reason", "Reply", "Session"]
