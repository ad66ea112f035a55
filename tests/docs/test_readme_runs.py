"""What the README and docs show is run as it stands: talk, commands, code, knowledge file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import pytest

from chatbot import Bot
from chatbot.dialogue import Reply
from chatbot.workshop.checking import check

ROOT = Path(__file__).parents[2]
PAGES = (
    "authors",
    "authors-year",
    "log",
    "chat",
    "compiled",
    "batch",
    "import-export",
    "embedding",
    "serve",
    "web",
    "agents",
    "how-a-question-is-decided",
    "languages",
    "changing-it",
)
PATHS = [ROOT / "README.md", *(ROOT / "docs" / f"{page}.md" for page in PAGES)]
README = "\n".join(path.read_text(encoding="utf-8") for path in PATHS)
QUESTIONS = """\
question,id
when do you shut on sundays,opening-hours
can coeliacs eat corn bread,corn/allergens
can I park there,
"""
HELP = """\
# Ferry
## How long does it take?
Two hours, see the [timetable].
## Luggage
One bag each.
## Are there cabins?
[timetable]: times.html
"""
BROKEN = """\
title: The corner bakery
entries:
  - id: opening-hours
    question: When are you open?
    also_askd: [opening hours]
    see_also: [opening-huors]
    answer: From seven to six.
"""


def blocks(language: str) -> list[str]:
    found = re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    assert found, f"no {language} block"
    return found


def run(command: list[str], folder: Path, typed: str = "") -> str:
    """What a command says in ``folder``, where ``chatbot`` is this one."""
    shim = folder / "bin" / "chatbot"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m chatbot "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("CHATBOT", "PYTHON"))}
    done = subprocess.run(
        command,
        cwd=folder,
        env=plain
        | {"PATH": f"{shim.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
        | {"PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error"}
        | {"XDG_CACHE_HOME": str(folder / "cache"), "CHATBOT_SEMANTIC": "off"},
        input=typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that the README's commands name."""
    (knowledge,) = blocks("yaml")
    (tmp_path / "bakery.yaml").write_text(knowledge, encoding="utf-8")
    (tmp_path / "questions.csv").write_text(QUESTIONS, encoding="utf-8")
    (tmp_path / "help.md").write_text(HELP, encoding="utf-8")
    (tmp_path / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    return tmp_path


def shown(reply: Reply) -> str:
    choices = reply.suggestions if reply.kind == "clarify" else ()
    return "\n".join([reply.text, *(f"{n}. {text}" for n, text in enumerate(choices, start=1))])


def test_the_conversation_goes_as_shown(friends: Bot) -> None:
    (talk,) = blocks("text")
    session, heard = None, []
    for question in re.findall(r"^> (.*)$", talk, re.MULTILINE):
        reply = friends.ask(question, session)
        session = reply.session
        heard.append(f"> {question}\n{shown(reply)}\n")
    assert "\n".join(heard) == talk


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize("block", blocks("console"))
def test_commands_say_what_is_shown(block: str, folder: Path) -> None:
    commands = re.findall(r"^\$ (.*)$", block, re.MULTILINE)
    if any(one.startswith(("chatbot import", "chatbot export")) for one in commands):
        pytest.importorskip("mdformat", reason="needs the extra import")
    said = run(["sh", "-c", "\n".join(f"echo '$ '; {one}" for one in commands)], folder)
    wanted = re.sub(r"^\$ .*$", "$ ", block, flags=re.MULTILINE)
    assert OutputChecker().check_output(wanted, said, ELLIPSIS), said


EXAMPLES = list(
    zip(
        blocks("python"),
        [
            r"^answer \('closest-friend',\) answer \('russia/border',\)$",
            r"^> China\. .*\n  1\. .*\?\n",
            r"^ann China .* trading .*\nbob Hello.*\nann China .* border",
            r"^0\.\d\d how-do-i-reset-my-password: How do I reset my password\?",
            r"^China\. It is without doubt",
            r"^From seven to six.*\n0 the file is as it answers$",
            r'^\{"kind": "decline", .* Answers a question.*\nno answer: \w+$',
            r"^invented: \['We deliver, too\.'\]$",
        ],
        strict=True,
    )
)


@pytest.mark.parametrize(("code", "said"), EXAMPLES)
def test_examples_run(code: str, said: str, folder: Path) -> None:
    output = run([sys.executable, "-c", code], folder, "who has kims back?\n\n")
    assert re.search(said, output, re.DOTALL), output


def test_the_knowledge_file_passes_its_examination(folder: Path) -> None:
    report = check(folder / "bakery.yaml")
    assert (report.failures, report.findings) == ((), ())
    assert report.tests


def test_what_is_said_beside_the_knowledge_file_is_so(folder: Path) -> None:
    bot = Bot.load(folder / "bakery.yaml")
    assert bot.ask("is there gluten in pumpernickel").entry_ids == ("rye/allergens",)
    assert bot.ask("what does rye cost?").reason == "unknown_aspect"
    assert bot.ask("what is in ciabatta").reason == "unknown_entity"


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])
def test_links_lead_to_what_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in headings, target
        elif "://" not in target:
            assert (path.parent / target.partition("#")[0]).exists(), target
