"""The JSON Schema and the loader come to the same verdict on the same files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from chatbot.knowledge import json_schema

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHIPPED = [ROOT / "faq.yaml", *ROOT.glob("chatbot/language/*/starter.yaml")]
VALID = sorted((HERE / "valid").glob("*.yaml"))
INVALID = sorted((HERE / "invalid").glob("*.yaml"))
NOT_VISIBLE = {
    # What depends on another place of the file.
    "aspect-without-question",
    "dangling-reference",
    "duplicate-id",
    "kind-misspelt",
    "long-when-filled",
    "misspelt-aspect",
    "reference-to-smalltalk",
    # Letters of any script, which a pattern for editors cannot name.
    "only-emoji",
    # What stands inside a text.
    "links",
    "values-in-questions",
    "all-inactive",
    "semantic-address",
    # YAML that the format refuses, but that is gone when a schema looks.
    "anchor",
    "directive",
    "duplicate-key",
    "tag",
}
TEXT_ONLY_HERE = {"nulls"}
"""What the loader takes as text, and an editor cannot tell from a value that is left out."""
SCHEMA = json_schema()


class EditorLoader(yaml.CSafeLoader):
    """Reads values as editors do: numbers, booleans and nulls of YAML 1.2, no dates."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own way


for _tag, _pattern, _first in (
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", "true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", "[-+]?[0-9]+", list("-+0123456789")),
    ("float", "[-+]?[0-9]+[.][0-9]*", list("-+0123456789")),
):
    EditorLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), _first
    )


def _accepts(file: Path) -> bool:
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), EditorLoader)
    except yaml.YAMLError:
        return False
    return jsonschema.Draft7Validator(SCHEMA).is_valid(data)


def test_schema_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("file", VALID + SHIPPED, ids=lambda file: file.stem)
def test_schema_accepts_what_the_loader_accepts_but_nulls(file: Path) -> None:
    assert _accepts(file) == (file.stem not in TEXT_ONLY_HERE)


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_schema_refuses_what_the_loader_refuses_if_it_can_see_it(file: Path) -> None:
    assert _accepts(file) == (file.stem in NOT_VISIBLE)


def test_schema_describes_every_key() -> None:
    parts = [SCHEMA, *SCHEMA["definitions"].values()]
    bare = [
        key
        for part in parts
        for key, value in part.get("properties", {}).items()
        if "description" not in value and "$ref" not in value
    ]
    assert bare == []
