"""Any YAML text, or plain values, as a tree that knows where everything stands.

For data of other programs: read as carefully as a knowledge file is, and checked by nothing else.
"""

from __future__ import annotations

from chatbot.knowledge.nodes import Node
from chatbot.knowledge.problems import Problems


def tree_of_yaml(text: str, path: str) -> Node | None:
    """The tree of a YAML text, None where it holds nothing; aliases are what they name.

    Raises :class:`~chatbot.errors.KnowledgeError` with everything in it that cannot be read.
    """
    from chatbot.knowledge import yaml_tree

    problems = Problems(path)
    tree = yaml_tree.parse(text, problems, has_aliases=True)
    problems.raise_if_any()
    return tree


def whole_tree(path: str) -> Node:
    """The tree of a knowledge file, with what it includes put in as if it stood there.

    Raises :class:`~chatbot.errors.KnowledgeError` with everything in it that cannot be read, and
    :class:`~chatbot.errors.KnowledgeNotReadable`.
    """
    from chatbot.knowledge.build import tree_of_file

    problems = Problems(path)
    tree, _ = tree_of_file(path, problems, None)
    problems.raise_if_any()
    return tree


def tree_of_values(data: object, path: str) -> Node:
    """The tree of plain values: mappings, lists, texts, numbers.

    Raises :class:`~chatbot.errors.KnowledgeError` where they are nested too deep or too many.
    """
    from chatbot.knowledge import python_tree

    problems = Problems(path)
    tree, _ = python_tree.parse(data, problems)
    problems.raise_if_any()
    return tree
