"""The author's file, read, checked and frozen; the only room that touches YAML."""

from chatbot.knowledge.characters import FORBIDDEN
from chatbot.knowledge.directory import Directory, pack_directory
from chatbot.knowledge.editing import Addition, NewEntry, with_additions, written
from chatbot.knowledge.fields import REPLIES
from chatbot.knowledge.ids import free, slug
from chatbot.knowledge.inclusion import includes_the_same
from chatbot.knowledge.knowledge import Knowledge
from chatbot.knowledge.languages import (
    demand,
    file_in,
    in_languages,
    is_same_language,
    language_named,
)
from chatbot.knowledge.model import (
    Button,
    Entity,
    Entry,
    Examination,
    Format,
    Inclusion,
    Kind,
    Link,
    Settings,
    Source,
    Sureness,
)
from chatbot.knowledge.nodes import Foreign, Mapping, Node, Scalar, Sequence
from chatbot.knowledge.problems import did_you_mean, nearest, printable, shown
from chatbot.knowledge.rewriting import load_with
from chatbot.knowledge.schema import json_schema
from chatbot.knowledge.source import content_of
from chatbot.knowledge.templates import fill
from chatbot.knowledge.texts import LONGEST_ID, LONGEST_LINE, LONGEST_TEXT
from chatbot.knowledge.trees import tree_of_values, tree_of_yaml, whole_tree
from chatbot.knowledge.values import values_in

__all__ = [
    "FORBIDDEN",
    "LONGEST_ID",
    "LONGEST_LINE",
    "LONGEST_TEXT",
    "REPLIES",
    "Addition",
    "Button",
    "Directory",
    "Entity",
    "Entry",
    "Examination",
    "Foreign",
    "Format",
    "Inclusion",
    "Kind",
    "Knowledge",
    "Link",
    "Mapping",
    "NewEntry",
    "Node",
    "Scalar",
    "Sequence",
    "Settings",
    "Source",
    "Sureness",
    "content_of",
    "demand",
    "did_you_mean",
    "file_in",
    "fill",
    "free",
    "in_languages",
    "includes_the_same",
    "is_same_language",
    "json_schema",
    "language_named",
    "load_with",
    "nearest",
    "pack_directory",
    "printable",
    "shown",
    "slug",
    "tree_of_values",
    "tree_of_yaml",
    "values_in",
    "whole_tree",
    "with_additions",
    "written",
]
