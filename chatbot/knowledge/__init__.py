"""The author's file, read, checked and frozen; the only room that touches YAML."""

from chatbot.knowledge.fields import REPLIES
from chatbot.knowledge.knowledge import Knowledge
from chatbot.knowledge.model import (
    Entity,
    Entry,
    Examination,
    Kind,
    Settings,
    Source,
    Sureness,
)
from chatbot.knowledge.schema import json_schema

__all__ = [
    "REPLIES",
    "Entity",
    "Entry",
    "Examination",
    "Kind",
    "Knowledge",
    "Settings",
    "Source",
    "Sureness",
    "json_schema",
]
