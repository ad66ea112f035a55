"""What is generated from the declaration of the file's fields is current.

``UPDATE_GOLDENS=1`` writes it anew.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from chatbot.dialogue import reply_schema
from chatbot.knowledge import Knowledge, Settings, json_schema
from chatbot.knowledge.fields import FILE, SETTINGS
from chatbot.knowledge.ledger import MOST_CHARACTERS, MOST_NAMES, PER_CHARACTER, TEXT_COST
from chatbot.knowledge.nodes import MOST_NODES
from chatbot.knowledge.shapes import (
    Anything,
    Choice,
    Date,
    Field,
    Flag,
    ListOf,
    MapOf,
    Number,
    RecordType,
    Shape,
    Text,
)
from chatbot.knowledge.source import MOST_BYTES

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = DOCS / "file-reference.md"
GENERATED = re.compile(r"(?<=<!-- fields -->\n).*(?=<!-- /fields -->)", re.DOTALL)


def records(shape: Shape) -> Iterator[RecordType]:
    """The records that may stand in a value of this shape, outer ones first."""
    if isinstance(shape, ListOf | MapOf):
        yield from records(shape.item)
    elif isinstance(shape, RecordType):
        yield shape
        for field in shape.fields:
            yield from records(field.shape)


RECORDS = list(dict.fromkeys(records(FILE)))
FIELDS = [(record, field) for record in RECORDS for field in record.fields]


def described(shape: Shape, one: str = "", many: str = "") -> str:
    """A shape in words; in a list with its plural, ``many``, and ``one`` between it and a limit."""
    match shape:
        case Text():
            noun = "id" if shape.is_id else "line" if shape.one_line else "text"
            words = f"{noun}{many}, {one}up to {shape.longest:,}"
            named = [f"`{{{name}}}`" for name in shape.placeholders or ()]
            return "; ".join([words, ", ".join(named)] if named else [words])
        case Choice() | Number() | Date() | Flag() | Anything():
            return described_simply(shape)
        case RecordType():
            return f"[{shape.name}](#{shape.name})"
        case MapOf():
            return f"by id: {described(shape.item)}"
        case ListOf():
            count = f"{shape.least} or more " if shape.least else ""
            count = f"{shape.least} to {shape.most:,} " if shape.most else count
            return f"list{many} of {count}{described(shape.item, 'each ', 's')}"


def described_simply(shape: Choice | Number | Date | Flag | Anything) -> str:
    match shape:
        case Choice():
            return " or ".join(f"`{word}`" for word in shape.words)
        case Number():
            return f"0 to {shape.most}"
        case Date():
            return "date"
        case Flag():
            return "`yes` or `no`"
        case Anything():
            return f"mapping, up to {shape.longest:,} characters in all"


def row(field: Field) -> str:
    key = f"**`{field.key}`**" if field.required else f"`{field.key}`"
    default = "" if field.default is None else f" Default: `{field.default}`."
    example = f"`{field.example}`" if field.example else ""
    return f"| {key} | {described(field.shape)} | {field.about}{default} | {example} |\n"


def section(record: RecordType) -> str:
    head = f"\n## {record.name}\n\n{record.about}\n\n"
    table = "| key | value | what it is | for example |\n| --- | --- | --- | --- |\n"
    return head + table + "".join(map(row, record.fields))


def test_the_reference_is_current() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    generated = "".join(map(section, RECORDS)) + "\n"
    current = GENERATED.sub(lambda _: generated, text)
    if os.environ.get("UPDATE_GOLDENS"):
        REFERENCE.write_text(current, encoding="utf-8")
        text = current
    assert text == current


@pytest.mark.parametrize(
    ("name", "schema"), [("faq", json_schema()), ("reply", reply_schema())], ids=["faq", "reply"]
)
def test_the_published_schemas_are_current(name: str, schema: dict[str, object]) -> None:
    path = DOCS / f"{name}.schema.json"
    current = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("UPDATE_GOLDENS"):
        path.write_text(current, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == current


def test_limits_of_the_whole_file_are_those_of_the_code() -> None:
    text = " ".join(REFERENCE.read_text(encoding="utf-8").split())
    assert f"{MOST_BYTES // 1_000_000} MB and {MOST_NODES:,} values" in text
    assert f"at most {MOST_NAMES:,} names" in text
    assert f"{MOST_CHARACTERS // 1_000_000} million characters and {PER_CHARACTER} for each" in text
    assert f"and {TEXT_COST} counted for each text" in text


@pytest.mark.parametrize("name", [field.key for field in SETTINGS.fields])
def test_defaults_are_those_of_the_code(name: str) -> None:
    assert SETTINGS.by_key[name].default == getattr(Settings(), name)


def whole(record: RecordType) -> dict[str, object]:
    """A record with every key, as the examples have it."""
    return {field.key: value for field in record.fields if (value := example(field)) is not None}


def example(field: Field) -> object:
    match field.shape:
        case RecordType() as record:
            return whole(record)
        case ListOf(item=RecordType() as record) if not field.example:
            return [whole(record)]
        case MapOf(item=RecordType() as record):
            return {record.name: whole(record)}
    return yaml.safe_load(field.example) if field.example else None


def test_the_examples_together_are_a_file() -> None:
    data = whole(FILE)
    del data["include"]  # which needs files
    entries = data["entries"]
    assert isinstance(entries, list)
    assert Knowledge.from_dict(data).entries[0].id == entries[0]["id"]
