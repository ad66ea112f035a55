"""What holds for every input: only two errors, one verdict, one knowledge whichever way it came."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from chatbot.errors import KnowledgeError, KnowledgeNotReadable, Problem
from chatbot.knowledge import Entry, Knowledge
from chatbot.knowledge.characters import FORBIDDEN

# Pieces of YAML, of the format and of neither, for files that are nearly right.
PIECES = st.sampled_from(
    [
        *("title: B", "entries:", "question: ", "answer: ", "also_asked: ", "kinds:", "id: "),
        *("\n  ", "\n    ", ": ", "? ", "- ", "- - ", " #", "|-\n  ", "&x ", "*x", "!t ", "<<: "),
        *("---", "...", "\\n", '"\\x41"', "{name}", "{{", "null"),
        *"\n\t :?#|>\"'[]{},%@`~\\aé👍\u200d\x1b\ufeff",
    ]
)
NEARLY_YAML = st.lists(PIECES, max_size=25).map("".join)
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]).filter(
    lambda char: not FORBIDDEN.search(char)
)
TEXTS = st.text(CHARACTERS | st.sampled_from("\n\t: #-"), max_size=20).map(
    lambda text: f"{text}a"  # one without a letter is refused as a question
)
TEMPLATES = st.tuples(
    TEXTS.map(lambda text: text.replace("{", "{{").replace("}", "}}")),
    st.sampled_from(["", "{name}"]),
).map("".join)
IDS = st.from_regex(r"[a-z]{1,8}", fullmatch=True)


def _some(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, max_size=3)


def _fields(texts: st.SearchStrategy[str]) -> dict[str, st.SearchStrategy[Any]]:
    return {
        "also_asked": _some(texts),
        "source": st.fixed_dictionaries({}, optional={"title": TEXTS, "date": TEXTS, "url": TEXTS}),
        "sureness": st.sampled_from(["careful", "balanced", "eager"]),
        "tests": st.fixed_dictionaries({}, optional={"match": _some(TEXTS), "not": _some(TEXTS)}),
    }


ENTRIES = st.fixed_dictionaries({"question": TEXTS, "answer": TEXTS}, optional=_fields(TEXTS))
ASPECTS = st.fixed_dictionaries(
    {"id": IDS, "question": TEMPLATES, "answer": TEMPLATES}, optional=_fields(TEMPLATES)
)
PROFILES = st.fixed_dictionaries(
    {"kind": IDS, "name": TEXTS, "summary": TEMPLATES},
    optional={
        "aliases": _some(TEXTS),
        "question": TEMPLATES,
        "aspects": st.lists(ASPECTS, max_size=2, unique_by=lambda aspect: aspect["id"]),
        **_fields(TEMPLATES),
    },
)
PHRASINGS = st.fixed_dictionaries(
    {"question": TEMPLATES}, optional={"also_asked": _some(TEMPLATES)}
)
KINDS = st.fixed_dictionaries(
    {},
    optional={
        "plural": TEXTS,
        "summary": PHRASINGS,
        "aspects": st.dictionaries(IDS, PHRASINGS, max_size=2),
        "also_known": _some(
            TEXTS | st.fixed_dictionaries({"name": TEXTS, "aliases": _some(TEXTS)})
        ),
    },
)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """The plain values of valid knowledge."""
    data: dict[str, Any] = draw(
        st.fixed_dictionaries(
            {"title": TEXTS, "entries": st.lists(ENTRIES, min_size=1, max_size=3)},
            optional={
                "description": TEXTS,
                "subject": st.fixed_dictionaries({"name": TEXTS, "kind": IDS}),
                "synonyms": _some(st.lists(TEXTS, min_size=2, max_size=3)),
                "profiles": _some(PROFILES),
                "kinds": st.dictionaries(IDS, KINDS, max_size=2),
                "unanswered": _some(TEXTS),
                "settings": st.fixed_dictionaries({}, optional={"suggestions": st.integers(0, 5)}),
                "smalltalk": st.dictionaries(
                    IDS,
                    st.fixed_dictionaries({"asked": st.lists(TEXTS, min_size=1), "answer": TEXTS}),
                    max_size=2,
                ),
            },
        )
    )
    for number, profile in enumerate(data.get("profiles", [])):
        profile["id"] = f"profile-{number}-of-them"
    return data


def load(data: bytes) -> Knowledge:
    """The knowledge in a file that holds ``data``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "faq.yaml")
        path.write_bytes(data)
        return Knowledge.load(path)


def without_places(knowledge: Knowledge) -> Knowledge:
    def bare(entries: Iterable[Entry]) -> tuple[Entry, ...]:
        return tuple(entry._replace(line=0) for entry in entries)

    return knowledge._replace(
        path="",
        entries=bare(knowledge.entries),
        smalltalk=bare(knowledge.smalltalk),
        warnings=tuple(Problem("", 0, 0, one.what) for one in knowledge.warnings),
    )


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(KnowledgeError):  # no text of this kind is a mapping with a title
        load(data)


@given(NEARLY_YAML)
def test_what_is_nearly_yaml_is_read_or_refused_with_its_line(text: str) -> None:
    data = f"title: B\nentries:\n  - question: When?\n    answer: {text}\n"
    try:
        assert load(data.encode()).entries
    except KnowledgeError as error:
        lines = data.count("\n") + 2
        assert all(1 <= problem.line <= lines for problem in error.problems)  # noqa: PT017  # of those refused


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
    )
)
def test_any_values_are_taken_or_refused(data: Any) -> None:
    with pytest.raises(KnowledgeError):
        Knowledge.from_dict({"title": "B", "entries": data, "profiles": [data], "kinds": data})


@given(documents(), st.booleans(), st.sampled_from([None, True, False]))
def test_file_and_values_give_the_same_knowledge(
    data: dict[str, Any], allow_unicode: bool, flow: bool | None
) -> None:
    text = yaml.safe_dump(
        data,
        allow_unicode=allow_unicode,
        default_flow_style=flow,
        width=10**6,  # where PyYAML breaks lines in quoted text it loses what it wrote
        sort_keys=False,
    )
    assert without_places(load(text.encode())) == without_places(Knowledge.from_dict(data))


@given(st.text())
def test_any_path_to_nothing_cannot_be_read(path: str) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.raises(KnowledgeNotReadable) as caught:
        Knowledge.load(f"{folder}/nowhere/{path}")
    assert caught.value.path.isprintable()
