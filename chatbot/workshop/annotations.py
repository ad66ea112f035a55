"""What an examination found, for what runs it: GitHub, SARIF 2.1.0 and JUnit."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal, TypeAlias
from urllib.parse import quote

from chatbot.errors import KnowledgeError, KnowledgeNotReadable
from chatbot.knowledge import printable
from chatbot.version import __version__
from chatbot.workshop.checking import CheckReport
from chatbot.workshop.diff.revisions import name_in_repository

Examined: TypeAlias = CheckReport | KnowledgeError | KnowledgeNotReadable
"""What came of one file."""
Rule = Literal["invalid", "failed-test", "broken-by-change", "warning"]
RULES: Final[dict[Rule, str]] = {
    "invalid": "The knowledge file is wrong and cannot be used.",
    "failed-test": "A test in the knowledge file fails.",
    "broken-by-change": "What was answered rightly before is not any more.",
    "warning": "Something stands in the way of good answers.",
}
SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Annotation:
    """One thing that was found, and where."""

    rule: Rule
    path: str
    line: int
    """Counted from 1; 0 where it is about the whole file."""
    column: int
    message: str

    @property
    def level(self) -> Literal["error", "warning"]:
        """How bad it is."""
        return "warning" if self.rule == "warning" else "error"


def annotated(examined: Examined) -> Iterator[Annotation]:
    """Everything that was found in one file."""
    if isinstance(examined, KnowledgeNotReadable):
        yield Annotation("invalid", examined.path, 0, 0, examined.why)
    elif isinstance(examined, KnowledgeError):
        for problem in examined.problems:
            yield Annotation("invalid", problem.path, problem.line, problem.column, problem.what)
    else:
        for one in examined.failures:
            yield Annotation("failed-test", one.path, one.line, 0, one.message)
        for one in examined.regressions:
            yield Annotation("broken-by-change", one.path, one.line, 0, one.message)
        for found in examined.findings:
            yield Annotation("warning", found.path, found.line, found.column, found.message)


def _found(examined: Sequence[Examined]) -> list[Annotation]:
    """Everything that was found, in files named from the top of the repository they are in."""
    found = (one for each in examined for one in annotated(each))
    return [replace(one, path=_named(one.path)) for one in found]


def _named(path: str) -> str:
    """A file's path in its repository; of what is no file, such as one in a revision, its name."""
    return name_in_repository(path) if os.path.exists(path) else path


def as_github(examined: Sequence[Examined]) -> str:
    """Workflow commands, which GitHub shows at the lines of a pull request."""
    return "".join(map(_command, _found(examined)))


def _command(one: Annotation) -> str:
    places = {"file": one.path, "line": one.line, "col": one.column, "title": RULES[one.rule]}
    named = ",".join(f"{key}={_escaped(str(v), ':,')}" for key, v in places.items() if v)
    return f"::{one.level} {named}::{_escaped(one.message)}\n"


def _escaped(text: str, further: str = "") -> str:
    """A value in a workflow command, in which nothing of it can begin another."""
    text = printable(text)
    for character in f"%\r\n{further}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def as_sarif(examined: Sequence[Examined]) -> str:
    """One run in the Static Analysis Results Interchange Format."""
    rules = [{"id": rule, "shortDescription": {"text": text}} for rule, text in RULES.items()]
    driver = {"name": "chatbot", "version": __version__, "rules": rules}
    results = list(map(_result, _found(examined)))
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return f"{json.dumps(log, indent=2)}\n"


def _result(one: Annotation) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": _uri(one.path)}}
    if one.line:
        column = {"startColumn": one.column} if one.column else {}
        place["region"] = {"startLine": one.line, **column}
    return {
        "ruleId": one.rule,
        "ruleIndex": list(RULES).index(one.rule),
        "level": one.level,
        "message": {"text": printable(one.message)},
        "locations": [{"physicalLocation": place}],
    }


def _uri(path: str) -> str:
    """A path as an address; a relative one stays so."""
    return Path(path).as_uri() if os.path.isabs(path) else quote(path.replace(os.sep, "/"))


def as_junit(examined: Sequence[Examined]) -> str:
    """A suite for each file, with a case for each test in it and for what else failed."""
    from xml.etree import ElementTree

    suites = ElementTree.Element("testsuites", name="chatbot check")
    for one in examined:
        cases = list(_cases(one))
        failed = [case for case in cases if case.why]
        counts = {"tests": str(len(cases)), "failures": str(len(failed)), "errors": "0"}
        named = {"name": printable(_path(one)), **counts}
        suite = ElementTree.SubElement(suites, "testsuite", named)
        for case in cases:
            names = {"classname": printable(case.group), "name": printable(case.name)}
            written = ElementTree.SubElement(suite, "testcase", names)
            if case.why:
                failure = ElementTree.SubElement(written, "failure", message=printable(case.why))
                failure.text = printable(case.where)
        warnings = [str(found) for found in getattr(one, "findings", ())]
        if warnings:
            ElementTree.SubElement(suite, "system-out").text = "\n".join(map(printable, warnings))
    ElementTree.indent(suites)
    return f"{ElementTree.tostring(suites, 'unicode', xml_declaration=True)}\n"


@dataclass(frozen=True, slots=True)
class _JunitCase:
    group: str
    name: str
    why: str = ""
    """Why it failed."""
    where: str = ""


def _cases(examined: Examined) -> Iterator[_JunitCase]:
    path = _path(examined)
    if not isinstance(examined, CheckReport):
        for one in annotated(examined):
            place = f"{one.path}:{one.line}" if one.line else one.path
            yield _JunitCase(path, f"is valid at {place}", one.message, place)
        return
    yield _JunitCase(path, "is valid")
    failures = {(one.entry_id, one.question): one for one in examined.failures}
    for entry_id, question in examined.asked:
        failed = failures.get((entry_id, question))
        name = f"{entry_id}: {question}"
        yield _JunitCase(path, name, failed.what, str(failed)) if failed else _JunitCase(path, name)
    for lost in examined.regressions:
        yield _JunitCase(f"{path} as before", lost.question, lost.what, str(lost))


def _path(examined: Examined) -> str:
    if isinstance(examined, KnowledgeError):
        return examined.problems[0].path
    return examined.path


FORMATS: Final[Mapping[str, Callable[[Sequence[Examined]], str]]] = {
    "github": as_github,
    "sarif": as_sarif,
    "junit": as_junit,
}
