"""Knowledge in several files: what a file includes is read as if it stood in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from glob import escape, has_magic

from chatbot.errors import KnowledgeNotReadable
from chatbot.knowledge import source, yaml_tree
from chatbot.knowledge.fields import FILE, INCLUDED, MERGED
from chatbot.knowledge.inclusion import MOST_FILES, names
from chatbot.knowledge.model import Inclusion
from chatbot.knowledge.nodes import Mapping, Node, Scalar, Sequence
from chatbot.knowledge.problems import Problems, did_you_mean, shown
from chatbot.knowledge.record import Record
from chatbot.storage import digest

MOST_CHARACTERS = 200_000_000
"""Of all files together."""
_TOP = "the knowledge"


class Including:
    """Reads what a file includes, and what that includes, into one tree."""

    def __init__(self, path: str, problems: Problems) -> None:
        """Take the path of the first file and what is wrong in it and the others."""
        self._problems = problems
        self._start = os.path.dirname(path)
        self._folder = os.path.realpath(self._start)
        self.paths: dict[str, str] = {os.path.realpath(path): path}
        """Every file by its real path, as it was named."""
        self.written = len(problems.text)
        """Characters of all files."""
        self._named: dict[str, tuple[str, ...]] = {}
        self._digests: dict[str, str] = {}

    @property
    def inclusion(self) -> Inclusion:
        """By what the files were found, and what was in them."""
        return Inclusion(self._named, self._digests)

    def complete(self, tree: Node, path: str, above: tuple[str, ...] = ()) -> None:
        """Add to the tree of a file, which others include, what it includes itself."""
        if not isinstance(tree, Mapping) or "include" not in tree.values:
            return
        include = Mapping(tree.line, tree.column)
        include.keys["include"] = tree.keys.pop("include")
        include.values["include"] = tree.values.pop("include")
        record = Record((include, _TOP), INCLUDED, self._problems)
        above = (*above, os.path.realpath(path))
        for pattern, node in record.texts_with_places("include"):
            for found in self._matching(pattern, node, os.path.dirname(path)):
                real = os.path.realpath(found)
                if real in above:
                    name = os.path.relpath(found, os.path.dirname(path) or ".")
                    what = f"{shown(name)} includes itself in the end; leave it out"
                    self._problems.add(node, what)
                elif real not in self.paths:
                    self.paths[real] = found
                    self._merge(tree, self._read(found, node, above))

    def _matching(self, pattern: str, node: Node, folder: str) -> Iterator[str]:
        """The files that a pattern names, none of them outside the folder of the first."""
        parts = pattern.replace("\\", "/").split("/")
        if os.path.isabs(pattern) or ".." in parts or "" in parts or ":" in parts[0]:
            what = f"{shown(pattern)} is not inside the folder of this file; name a file in it"
            self._problems.add(node, what)
            return
        wanted = os.path.join(escape(self._from_start(folder)), pattern)
        self._named[wanted] = found = names(wanted, self._start)
        if not found:
            near = [] if has_magic(pattern) else _files(os.path.join(folder, *parts[:-1]))
            hint = did_you_mean(parts[-1], near) or "; name one that is there"
            self._problems.add(node, f"there is no file {shown(pattern)}{hint}")
        for name in found:
            path = os.path.join(self._start, name)
            if os.path.commonpath((self._folder, os.path.realpath(path))) != self._folder:
                what = f"{shown(name)} leads out of the folder of this file; name a file in it"
                self._problems.add(node, what)
            elif not os.path.isdir(path) or not has_magic(pattern):
                yield path

    def _read(self, path: str, node: Node, above: tuple[str, ...]) -> Node:
        """The tree of an included file, with all that it includes itself."""
        if len(self.paths) > MOST_FILES:
            self._problems.stop(node, f"more than {MOST_FILES:,} files; join some of them")
        problems = self._problems.including(path)
        try:
            content = source.content_of(path, problems)
            problems.text = source.text_of(content, problems)
        except KnowledgeNotReadable as error:
            self._problems.stop(node, f"{shown(path)} cannot be read: {error.why}")
        self._digests[self._from_start(path)] = digest(content)
        self.written += len(problems.text)
        if self.written > MOST_CHARACTERS:
            what = f"up to here all files have more than {MOST_CHARACTERS:,} characters; write less"
            self._problems.stop(node, what)
        tree = yaml_tree.parse(problems.text, problems)
        if tree is None or (isinstance(tree, Scalar) and not tree.value):
            return Mapping(problems.first + 1, 1)
        _move(tree, problems.first)
        self.complete(tree, path, above)
        return tree

    def _from_start(self, path: str) -> str:
        """A path as it leads from the folder of the first file; empty for that folder."""
        return path[len(os.path.join(self._start, "")) :]

    def _merge(self, tree: Mapping, included: Node) -> None:
        """Put what an included file holds into the tree."""
        if isinstance(included, Mapping):
            for key in [
                key for key in included.keys if key in FILE.by_key and key not in INCLUDED.by_key
            ]:
                what = f"{shown(key)} may stand only in the file that includes this one; move it"
                self._problems.add(included.keys.pop(key), what)
                included.values.pop(key)
        record = Record((included, "the file"), INCLUDED, self._problems)
        for key in record:
            value = record.value(key)
            if key not in MERGED:
                continue
            if key not in tree.values:
                tree.keys[key], tree.values[key] = record.key(key), value
            elif isinstance(mine := tree.values[key], Sequence) and isinstance(value, Sequence):
                mine.items += value.items
            elif isinstance(mine, Mapping) and isinstance(value, Mapping):
                self._join(mine, value)
            else:  # one of them is wrong: that is said where it is read
                wanted = "a list" if isinstance(mine, Sequence) else '"key: value" lines'
                self._problems.add(value, f"{shown(key)} needs {wanted}, as in the other file")

    def _join(self, mine: Mapping, other: Mapping) -> None:
        for key, value in other.values.items():
            if key in mine.values:
                first = self._problems.where(mine.keys[key], beside=other.keys[key])
                what = f"duplicate key {shown(key)}, first {first}; keep one of them"
                self._problems.add(other.keys[key], what)
            else:
                mine.keys[key], mine.values[key] = other.keys[key], value


def _files(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder or "."))[:MOST_FILES]
    except OSError:
        return []


def _move(node: Node, lines: int) -> None:
    """Have a tree start so many lines later, after the lines of the files before."""
    node.line += lines
    if isinstance(node, Sequence):
        for item in node.items:
            _move(item, lines)
    elif isinstance(node, Mapping):
        for key in node.keys.values():
            key.line += lines
        for value in node.values.values():
            _move(value, lines)
