"""Texts put into a knowledge file in which everything else stays as it is, to the last space.

The parser's marks say where the values stand, and lines are put in between. Writing the whole file
anew from a tree, as libraries do that keep comments, would wrap its long lines differently, change
its indentation and align its comments anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w'’.?!() -]*[\w.?!)])?")
"""Texts that mean the same without quotes, in brackets too."""
_TO_BE_WRITTEN: Final = "To be written."
"""The answer of a new entry that has none yet."""
Quoted = Callable[[str], str]
"""Writes a text as it can stand in a file."""


class Addition(NamedTuple):
    """Texts to add to a list of a file."""

    key: str
    """Name of the list: ``also_asked``, ``unanswered``."""
    texts: tuple[str | tuple[str, ...], ...]
    """A tuple is an item that is itself a list."""
    line: int = 0
    """Where the record starts that has the list, counted from 1; 0 for the file itself."""


class NewEntry(NamedTuple):
    """An entry to add to a file."""

    id: str
    questions: tuple[str, ...]
    """The one that is shown first."""
    answer: str
    """Empty while it is to be written."""


class _Edit(NamedTuple):
    at: int
    text: str
    depth: int = 0
    """Of those put in one place, the deepest belong to what stands there and come first."""


def with_additions(
    text: str, additions: Iterable[Addition], entries: Sequence[NewEntry] = ()
) -> str:
    """The text of a file with some texts more, and with ``entries`` after the last entry.

    ``text`` is a valid knowledge file whose lines end with a newline only; JSON stays JSON. Raises
    ValueError where there is no such record.
    """
    import yaml

    text = text if text.endswith("\n") else f"{text}\n"
    root: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
    if entries and not root.flow_style:
        text = _with_open_list(text, root)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    records = {0: root, **_records(root)}
    edits = []
    for one in additions:
        if one.line not in records:
            raise ValueError(f"line {one.line}: nothing starts here that can be added to")
        edits.append(_added(text, records[one.line], one, _json if root.flow_style else written))
    if entries:
        edits.append(_after_entries(text, root, entries))
    # From the end on, so that the places before stay right; in one place the last line first.
    for edit in sorted(reversed(edits), key=lambda edit: (-edit.at, edit.depth)):
        text = text[: edit.at] + edit.text + text[edit.at :]
    return text


def written(value: str) -> str:
    """A text as it can stand in any place of a file."""
    import yaml

    if _PLAIN.fullmatch(value) and yaml.load(value, Loader=yaml.CSafeLoader) == value:
        return value  # which no other reader of YAML takes for a number or the like either
    return _json(value)


def _json(value: object) -> str:
    """A value as it can stand between brackets, in JSON too."""
    import json

    return json.dumps(value, ensure_ascii=False)


def _records(node: Any) -> dict[int, Any]:
    """Every mapping in a list, by the line it starts on."""
    import yaml

    found: dict[int, Any] = {}
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            found |= _records(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            if isinstance(item, yaml.MappingNode):
                found.setdefault(item.start_mark.line + 1, item)
            found |= {line: one for line, one in _records(item).items() if line not in found}
    return found


def _added(text: str, record: Any, addition: Addition, quoted: Quoted) -> _Edit:
    items = [_item(one, quoted) for one in addition.texts]
    pairs = {key.value: (key, value) for key, value in record.value}
    if addition.key not in pairs:
        return _new_list(text, record, quoted(addition.key), items)
    key, value = pairs[addition.key]
    if not value.value:  # an empty list, or nothing at all
        if value.flow_style if hasattr(value, "flow_style") else False:
            return _Edit(value.start_mark.index + 1, ", ".join(items))
        at = text.index(":", key.end_mark.index) + 1
        return _Edit(at, f" [{', '.join(items)}]")
    last = value.value[-1]
    if value.flow_style:
        return _Edit(_end(text, last), "".join(f", {item}" for item in items))
    return _lines(text, _end(text, last), value.start_mark.column, items)


def _new_list(text: str, record: Any, key: str, items: Sequence[str]) -> _Edit:
    """A list that the record does not have yet: after its question, or at its end."""
    values = [value for name, value in record.value if name.value == "question"]
    last = (values or [record.value[-1][1]])[0]
    if record.flow_style:
        return _Edit(_end(text, last), f", {key}: [{', '.join(items)}]")
    column = record.value[0][0].start_mark.column
    at = _line_end(text, _end(text, last))
    lines = "".join(f"{' ' * (column + 2)}- {item}\n" for item in items)
    gap = "\n" if column == 0 else ""  # what is new at the top level stands apart
    return _Edit(at, f"{gap}{' ' * column}{key}:\n{lines}", 2 * column)


def _entries(root: Any) -> tuple[Any, Any]:
    """The key and the value of the entries; None where the file has none."""
    return next(((key, one) for key, one in root.value if key.value == "entries"), (None, None))


def _with_open_list(text: str, root: Any) -> str:
    """The text with room for lines where it has ``entries: []``."""
    import yaml

    _, entries = _entries(root)
    if not isinstance(entries, yaml.SequenceNode) or entries.value:
        return text
    return text[: entries.start_mark.index].rstrip() + text[entries.end_mark.index :]


def _after_entries(text: str, root: Any, new: Sequence[NewEntry]) -> _Edit:
    """New entries after the last one, written as the others are."""
    key, entries = _entries(root)
    if root.flow_style or (entries and entries.value and entries.flow_style):
        return _between_brackets(text, root, new)
    lines = "\n\n".join(map(_as_lines, new))
    if entries is None:
        return _Edit(len(text), f"\nentries:\n{_indented(lines, 2)}\n")
    if not entries.value:
        return _Edit(_line_end(text, key.end_mark.index), f"{_indented(lines, 2)}\n")
    column = entries.start_mark.column
    at = _line_end(text, _end(text, entries))
    return _Edit(at, f"\n{_indented(lines, column)}\n", 2 * column + 1)


def _as_lines(new: NewEntry) -> str:
    """A new entry as lines; one without an answer is not in use yet."""
    first, *others = new.questions
    lines = [f"- id: {written(new.id)}", f"  question: {written(first)}"]
    lines += ["  also_asked:", *(f"    - {written(one)}" for one in others)] * bool(others)
    lines.append(f"  answer: {written(new.answer or _TO_BE_WRITTEN)}")
    if not new.answer:
        lines.append("  active: no  # write the answer, and take this line out")
    return "\n".join(lines)


def _between_brackets(text: str, root: Any, new: Sequence[NewEntry]) -> _Edit:
    """New entries as JSON; one without an answer is not in use yet."""
    _, entries = _entries(root)
    objects = []
    for one in new:
        first, *others = one.questions
        fields: dict[str, object] = {"id": one.id, "question": first}
        if others:
            fields["also_asked"] = others
        draft = {"answer": _TO_BE_WRITTEN, "active": "no"}
        objects.append(_json(fields | ({"answer": one.answer} if one.answer else draft)))
    written_out = ", ".join(objects)
    if entries is None:
        return _Edit(_end(text, root.value[-1][1]), f', "entries": [{written_out}]')
    if not entries.value:
        return _Edit(entries.start_mark.index + 1, written_out)
    last = entries.value[-1]
    column = last.start_mark.column
    is_alone = not text[_line_start(text, last.start_mark.index) : last.start_mark.index].strip()
    between = f",\n{' ' * column}" if is_alone else ", "
    return _Edit(_end(text, last), "".join(f"{between}{one}" for one in objects))


def _indented(lines: str, column: int) -> str:
    return "\n".join(f"{' ' * column}{line}" if line else "" for line in lines.split("\n"))


def _lines(text: str, end: int, column: int, items: Sequence[str]) -> _Edit:
    at = _line_end(text, end)
    return _Edit(at, "".join(f"{' ' * column}- {item}\n" for item in items), 2 * column + 1)


def _item(one: str | tuple[str, ...], quoted: Quoted) -> str:
    return quoted(one) if isinstance(one, str) else f"[{', '.join(map(quoted, one))}]"


def _end(text: str, node: Any) -> int:
    """Where the last character of a value stands that is neither space nor comment."""
    if isinstance(node.value, str) or node.flow_style or not node.value:
        start: int = node.start_mark.index
        return max(len(text[: node.end_mark.index].rstrip()), start)
    last = node.value[-1]
    return _end(text, last[1] if isinstance(last, tuple) else last)


def _line_start(text: str, position: int) -> int:
    """Where the line at a position begins."""
    return text.rfind("\n", 0, position) + 1


def _line_end(text: str, position: int) -> int:
    """Where the line after that at a position begins."""
    end = text.find("\n", position)
    return len(text) if end < 0 else end + 1
