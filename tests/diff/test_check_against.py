"""``chatbot check --against`` and what it writes for GitHub, SARIF and JUnit."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml

from chatbot.surfaces.command_line import run
from tests.diff.conftest import FAQ, edit

ROOT = Path(__file__).parents[2]
TEXT = {"type": "object", "properties": {"text": {"type": "string", "minLength": 1}}}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"enum": ["2.1.0"]},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["tool"],
                "additionalProperties": False,
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "rules": {
                                        "uniqueItems": True,
                                        "items": {
                                            "required": ["id"],
                                            "properties": {"shortDescription": TEXT},
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "items": {
                            "required": ["message", "ruleId", "locations"],
                            "additionalProperties": False,
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": TEXT,
                                "locations": {
                                    "items": {
                                        "additionalProperties": False,
                                        "properties": {
                                            "physicalLocation": {
                                                "required": ["artifactLocation"],
                                                "additionalProperties": False,
                                                "properties": {
                                                    "artifactLocation": {
                                                        "required": ["uri"],
                                                        "properties": {
                                                            "uri": {"pattern": r"^[!-~]+$"}
                                                        },
                                                    },
                                                    "region": {
                                                        "additionalProperties": False,
                                                        "required": ["startLine"],
                                                        "properties": {
                                                            "startLine": {"minimum": 1},
                                                            "startColumn": {"minimum": 1},
                                                        },
                                                    },
                                                },
                                            }
                                        },
                                    }
                                },
                            },
                        }
                    },
                },
            },
        },
    },
}
"""What SARIF 2.1.0 asks of the parts that are written, and no others."""


def said(capsys: pytest.CaptureFixture[str], *arguments: object, status: int) -> str:
    assert run(["check", *map(str, arguments)]) == status
    return capsys.readouterr().out


@pytest.fixture
def worse(bakery: Path) -> Path:
    """The file after an edit that takes away a right answer, whose test goes with it."""
    edit(bakery, "    tests:\n      match: [are you open on monday]\n", "")
    edit(bakery, "When are you open?", "How are you?")
    edit(bakery, "opening hours, when do you close", "how is business")
    return bakery


def test_what_was_right_in_a_revision_and_is_not_any_more_fails(
    worse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "not any more" not in said(capsys, worse, status=0)
    lines = said(capsys, worse, "--against", "HEAD", status=1).splitlines()
    right = " was answered rightly in HEAD (hours), and gets: "
    for lost in ("are you open on monday", "opening hours"):
        assert any(line.startswith(f'shop/faq.yaml:5: "{lost}"{right}') for line in lines)
    assert lines[-1].endswith("; 3 right before and not any more")
    assert any("chatbot diff HEAD shop/faq.yaml has them" in line for line in lines)


def test_a_test_that_fails_is_not_told_twice(
    bakery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(bakery, "When are you open?", "How are you?")
    edit(bakery, "opening hours, ", "")
    assert said(capsys, bakery, "--against", "HEAD", status=1).count("are you open on monday") == 1


def test_a_file_that_is_new_is_compared_with_nothing(
    bakery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("new.yaml").write_text(FAQ.replace("include: [more/*.yaml]\n", ""), encoding="utf-8")
    text = said(capsys, "new.yaml", "--against", "HEAD", status=0)
    assert "new.yaml: warning: is not in HEAD, so there is nothing to compare it with" in text
    assert "; if it had another name there, write --against HEAD:NAME\n" in text


def test_a_file_that_is_renamed_is_compared_with_what_it_was(
    worse: Path, git: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    git("mv", str(worse), "shop/all.yaml")
    text = said(capsys, "shop/all.yaml", "--against", "HEAD", status=1)
    assert "are you open on monday" in text


def test_a_name_that_a_revision_does_not_have_is_no_passed_check(
    worse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(worse), "--against", "HEAD:faq.yml"]) == 66
    assert capsys.readouterr() == (
        "",
        'chatbot: HEAD:faq.yml: there is no file "faq.yml" in it\n',
    )


def test_a_revision_that_was_broken_can_be_mended(
    bakery: Path, git: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    edit(bakery, "    answer: From nine to five.\n", "")
    git("commit", "-q", "-a", "-m", "broken")
    bakery.write_text(FAQ, encoding="utf-8")
    text = said(capsys, bakery, "--against", "HEAD", status=0)
    assert "warning: cannot be compared with HEAD, where it is wrong: HEAD:shop/faq.yaml:5" in text


def test_github_shows_it_at_its_line(
    bakery: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(bakery, "[are you open on monday]", "['100% :: sure,\\n no']")
    text = said(capsys, bakery, "--format", "github", status=1)
    assert text.startswith(
        "::error file=shop/faq.yaml,line=5,title=A test in the knowledge file fails.::hours: "
        '"100%25 :: sure,'
    )
    odd = tmp_path / "a,b:c%.yaml"
    odd.write_text("titel: x\n", encoding="utf-8")
    first = said(capsys, odd.name, "--format", "github", status=65).splitlines()[0]
    assert first.startswith("::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,title=")


def test_a_file_is_named_from_the_top_of_its_repository(
    bakery: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(bakery, "are you open on monday", "who are you")
    monkeypatch.chdir("shop")
    edit(Path("more/rye bread.yaml"), "answer: It is.", "answer: '[it](is)'")
    text = said(capsys, "faq.yaml", "--format", "github", status=1)
    assert "::error file=shop/faq.yaml,line=5," in text
    assert "::warning file=shop/more/rye bread.yaml,line=2," in text
    log = json.loads(said(capsys, Path("faq.yaml").absolute(), "--format", "sarif", status=1))
    places = [one["locations"][0]["physicalLocation"] for one in log["runs"][0]["results"]]
    uris = {one["artifactLocation"]["uri"] for one in places}
    assert uris == {"shop/faq.yaml", "shop/more/rye%20bread.yaml"}


def test_sarif_has_everything_in_one_run(
    worse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = Path("ä b.yaml")
    odd.write_text("titel: x\n", encoding="utf-8")
    files = (worse, odd, "no.yaml")
    log = json.loads(said(capsys, *files, "--against", "HEAD", "--format", "sarif", status=66))
    jsonschema.validate(log, SARIF)
    (one,) = log["runs"]
    rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    assert all(rules[found["ruleIndex"]] == found["ruleId"] for found in one["results"])
    places = {
        (found["ruleId"], found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        for found in one["results"]
    }
    assert places == {
        ("broken-by-change", "shop/faq.yaml"),
        ("warning", "shop/faq.yaml"),
        ("warning", "shop/more/rye%20bread.yaml"),
        ("invalid", "%C3%A4%20b.yaml"),
        ("invalid", "no.yaml"),
    }
    outside = odd.rename(tmp_path.parent / f"{tmp_path.name} b.yaml")  # of any repository
    whole = json.loads(said(capsys, outside, "--format", "sarif", status=65))
    jsonschema.validate(whole, SARIF)
    assert '"uri": "file:///' in json.dumps(whole)


def test_junit_has_a_case_for_each_test(worse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(worse, "is paying with a card possible", "zebra \\uFFFE<&>")
    arguments = (worse, "no.yaml", "--against", "HEAD", "--format", "junit")
    suites = ElementTree.fromstring(said(capsys, *arguments, status=66))
    assert (suites.tag, len(suites)) == ("testsuites", 2)
    for suite in suites:
        cases = suite.findall("testcase")
        failed = [case for case in cases if case.find("failure") is not None]
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(len(failed))
    names = [(case.get("classname"), case.get("name")) for case in suites[0].findall("testcase")]
    assert names[0] == ("shop/faq.yaml", "is valid")
    assert ("shop/faq.yaml", "card: when do you close") in names
    assert ("shop/faq.yaml as before", "are you open on monday") in names


@pytest.mark.parametrize("form", ["text", "github", "sarif", "junit"])
def test_several_files_are_examined_and_the_worst_is_the_status(
    form: str, bakery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("bad.yaml").write_text("titel: x\n", encoding="utf-8")
    text = said(capsys, "bad.yaml", bakery, "--format", form, status=65)
    assert "bad.yaml" in text
    assert text.isprintable() or "\x1b" not in text


def test_what_is_wrong_is_told_in_one_line(
    bakery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, status, why in (
        (["--log", "q.db"], 2, "need something to compare with: --against REV"),
        (["--against", "HEAD~7"], 66, "HEAD~7: is no file, and git knows no such revision"),
        (["--against", "HEAD", "--log", "no.db"], 66, "no.db: No such file or directory"),
        (["--against", "HEAD", "--questions", "no.csv"], 66, "no.csv: No such file"),
    ):
        assert run(["check", str(bakery), *arguments]) == status
        written = capsys.readouterr()
        assert written.out == ""
        assert why in written.err
        assert written.err.count("\n") == 1


def test_the_hook_runs_what_it_says(worse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As pre-commit runs it: its entry, its arguments, the files that match."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {"id", "name", "entry", "language", "files"} <= hook.keys()
    program, *command = shlex.split(hook["entry"])
    assert program == "chatbot"
    assert run([*command, *hook["args"], str(worse)]) == 1
    assert "3 right before and not any more" in capsys.readouterr().out
