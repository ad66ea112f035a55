"""The author's file, read, checked and frozen; the only room that touches YAML."""

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

__all__ = [
    "Entity",
    "Entry",
    "Examination",
    "Kind",
    "Knowledge",
    "Settings",
    "Source",
    "Sureness",
]
