"""Files that are legal and cruel: twice the file takes at most about twice the time."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.errors import KnowledgeError
from chatbot.knowledge import Knowledge
from tests.growth import calls, grows_too_much

START = "title: B\nentries:\n  - question: When?\n    answer: a\n"


def _list(head: str, item: str, number: int) -> str:
    """A file that goes on with ``head`` and then ``item`` again and again, each time counted."""
    return START + head + "".join(item.format(n=n) for n in range(number))


def tab_at_the_start_of_block_texts(size: int) -> str:
    return _list("", "  - question: q\n    answer: |1\n     \ta{n}\n", size)


def misspelt_keys(size: int) -> str:
    return _list("", "    anwser{n}: x\n", size)


def misspelt_entries(size: int) -> str:
    return _list("", "  - {{qestion: q{n}, anwser: a}}\n", size)


def texts_for_entries(size: int) -> str:
    return _list("", "  - text {n}\n", size)


def duplicate_keys(size: int) -> str:
    return _list("", "title: B\n", size)


def duplicate_ids(size: int) -> str:
    return _list("", "  - {{id: when, question: q{n}, answer: a}}\n", size)


LEGAL: dict[str, tuple[str, str]] = {
    "entries": ("", "  - {{question: q{n}, answer: a}}\n"),
    "entries with the same question": ("", "  - {{question: When?, answer: a}}\n"),
    "phrasings": ("    also_asked:\n", "      - q{n}\n"),
    "references": ("    id: when\n    see_also:\n", "      - when\n"),
    "tests": ("    tests:\n      match:\n", "        - q{n}\n"),
    "unanswered": ("unanswered:\n", "  - q{n}\n"),
    "synonyms": ("synonyms:\n", "  - [go {n}, walk {n}]\n"),
    "small talk": ("smalltalk:\n", "  s{n}: {{asked: [hello], answer: a}}\n"),
    "kinds": ("kinds:\n", "  k{n}: {{plural: ks}}\n"),
    "aspects of a kind": (
        "kinds:\n  k:\n    aspects:\n",
        '      a{n}: {{question: "a{n} {{name}}"}}\n',
    ),
    "also known": ("kinds:\n  k:\n    also_known:\n", "      - name {n}\n"),
    "also known by one name": (
        "kinds:\n  k:\n    also_known:\n",
        "      - {{name: x, aliases: [a{n}]}}\n",
    ),
    "aliases": (
        "profiles:\n  - kind: k\n    name: N\n    summary: s\n    aliases:\n",
        "      - alias {n}\n",
    ),
    "aspects": (
        "profiles:\n  - kind: k\n    name: N\n    summary: s\n    aspects:\n",
        "      - {{id: a{n}, question: q, answer: a}}\n",
    ),
    "profiles": ("profiles:\n", "  - {{kind: k, name: N {n}, summary: s}}\n"),
    "profiles with the same name": (
        "profiles:\n",
        "  - {{id: n{n}, kind: k, name: N, summary: s}}\n",
    ),
    "comments": ("", "# {n}\n"),
}
"""How a file goes on after its start: once, and then again and again."""
LOADED: list[tuple[Callable[[int], str], int]] = [
    (tab_at_the_start_of_block_texts, 12_000),
]
WRONG = [misspelt_keys, misspelt_entries, texts_for_entries, duplicate_keys, duplicate_ids]


def load(path: Path) -> None:
    with contextlib.suppress(KnowledgeError):
        Knowledge.load(path)


@pytest.mark.parametrize(("file", "size"), LOADED, ids=[file.__name__ for file, _ in LOADED])
def test_loading_twice_the_file_takes_about_twice_the_time(
    file: Callable[[int], str], size: int, tmp_path: Path
) -> None:
    small, large = tmp_path / "small.yaml", tmp_path / "large.yaml"
    small.write_text(file(size), encoding="utf-8")
    large.write_text(file(2 * size), encoding="utf-8")
    assert not grows_too_much(lambda: load(small), lambda: load(large))


@pytest.mark.parametrize(("head", "item"), LEGAL.values(), ids=LEGAL)
def test_loading_twice_the_file_takes_at_most_twice_the_steps(
    head: str, item: str, tmp_path: Path
) -> None:
    steps = []
    for size in (500, 1_000):
        path = tmp_path / f"{size}.yaml"
        path.write_text(_list(head, item, size), encoding="utf-8")
        steps.append(calls(lambda path=path: Knowledge.load(path)))  # type: ignore[misc]  # mypy infers no lambda with a default
    assert steps[1] < 2.1 * steps[0]


@pytest.mark.parametrize("file", WRONG, ids=[file.__name__ for file in WRONG])
def test_what_is_wrong_past_the_last_problem_named_costs_only_its_parsing(
    file: Callable[[int], str], tmp_path: Path
) -> None:
    small, large = tmp_path / "small.yaml", tmp_path / "large.yaml"
    small.write_text(file(200), encoding="utf-8")
    large.write_text(file(1_200), encoding="utf-8")
    load(small)  # reads the tables of the languages, which are kept
    assert (calls(lambda: load(large)) - calls(lambda: load(small))) / 1_000 < 100


def test_corrections_for_a_hundred_long_words_are_found_in_bounded_steps(tmp_path: Path) -> None:
    """Ids and references of the same letters, each pair of which difflib ponders for long."""
    entry = "  - {{id: {ab}{n}, question: q, answer: a, see_also: [{ba}{n}]}}\n"
    item = entry.replace("{ab}", "ab" * 25).replace("{ba}", "a" * 25 + "b" * 25)
    path = tmp_path / "faq.yaml"
    path.write_text(_list("", item, 400), encoding="utf-8")
    assert calls(lambda: load(path)) < 10_000_000
