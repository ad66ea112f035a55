"""Text in, utterance out: the only room that knows a word of any language."""

from chatbot.language.cues import Cues, ends_before, phrase_at
from chatbot.language.detecting import detect
from chatbot.language.folders import SHIPPED
from chatbot.language.interface import (
    WordsByPart,
    chat_task_words,
    explanation_words,
    interface_words,
    is_right_to_left,
    terminal_words,
)
from chatbot.language.language import Language
from chatbot.language.lexicon import Lexicon
from chatbot.language.loading import load_tables
from chatbot.language.tables import DEFAULT, Tables
from chatbot.language.text import MAX_CHARACTERS, clean, fold, is_too_long
from chatbot.language.values import Correction, Token, Utterance

__all__ = [
    "DEFAULT",
    "MAX_CHARACTERS",
    "SHIPPED",
    "Correction",
    "Cues",
    "Language",
    "Lexicon",
    "Tables",
    "Token",
    "Utterance",
    "WordsByPart",
    "chat_task_words",
    "clean",
    "detect",
    "ends_before",
    "explanation_words",
    "fold",
    "interface_words",
    "is_right_to_left",
    "is_too_long",
    "load_tables",
    "phrase_at",
    "terminal_words",
]
