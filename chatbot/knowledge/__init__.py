"""The author's file, read, checked and frozen; the only room that touches YAML."""

from chatbot.knowledge.characters import FORBIDDEN
from chatbot.knowledge.fields import REPLIES
from chatbot.knowledge.knowledge import Knowledge
from chatbot.knowledge.model import (
    Button,
    Entity,
    Entry,
    Examination,
    Kind,
    Link,
    Settings,
    Source,
    Sureness,
)
from chatbot.knowledge.problems import did_you_mean, safe, shown
from chatbot.knowledge.schema import json_schema
from chatbot.knowledge.templates import fill

__all__ = [
    "FORBIDDEN",
    "REPLIES",
    "Button",
    "Entity",
    "Entry",
    "Examination",
    "Kind",
    "Knowledge",
    "Link",
    "Settings",
    "Source",
    "Sureness",
    "did_you_mean",
    "fill",
    "json_schema",
    "safe",
    "shown",
]
