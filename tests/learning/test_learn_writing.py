"""What was learnt is written into the file, or as a patch for it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chatbot import Bot, Knowledge
from chatbot.errors import LearnError
from chatbot.workshop.learning.changes import Change
from chatbot.workshop.learning.proposals import prepared, propose
from chatbot.workshop.learning.reviewing import Review
from chatbot.workshop.learning.writing import patch_of, write
from tests.workshop.asked import FAQ, turn

CHANGES = (
    Change("phrasing", ("till when can I come",), "hours"),
    Change("phrasing", ("late: so?",), "fines"),
    Change("phrasing", ("I lost it",), "card"),
    Change("phrasing", ("when is it #1",), "hours"),
    Change("unanswered", ("is there parking",)),
    Change("synonym", ("book", "novel")),
    Change("entry", ("Is there wifi?", "wlan"), "is-there-wifi"),
    Change("entry", ("May I eat?",), "may-i-eat", "Outside: yes."),
)
AFTER = """\
title: Library   # what it is called

entries:
  # the one asked most
  - id: hours
    question: When are you open?
    also_asked:
      - opening hours       # short
      - what time do you close
      - till when can I come
      - "when is it #1"
    answer: From nine.

  - {id: fines, question: What does a late book cost?, also_asked: [fine, "late: so?"], answer: 10}
  - id: card
    question: What does a lost card cost?
    also_asked:
      - I lost it
    answer: |
      Two dollars.

      Bring your passport.

  - id: is-there-wifi
    question: Is there wifi?
    also_asked:
      - wlan
    answer: To be written.
    active: no  # write the answer, and take this line out

  - id: may-i-eat
    question: May I eat?
    answer: "Outside: yes."

unanswered:
  - Who built the library?
  - is there parking

synonyms:
  - [book, novel]
"""


@pytest.fixture
def faq(tmp_path: Path) -> Path:
    path = tmp_path / "faq.yaml"
    path.write_text(FAQ, encoding="utf-8")
    return path


def test_comments_order_and_layout_stay(faq: Path) -> None:
    write(Knowledge.load(faq), CHANGES)
    assert faq.read_text(encoding="utf-8") == AFTER
    assert os.listdir(faq.parent) == ["faq.yaml"]


@pytest.mark.parametrize("name", ["faq.yaml", "faq.json"])
def test_an_entry_whose_answer_is_to_be_written_is_not_proposed_again(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    entry = {"id": "hours", "question": "When are you open?", "answer": "From nine."}
    text = json.dumps({"title": "T", "entries": [entry]})
    if name == "faq.yaml":
        text = "title: T\nentries:\n  - {id: hours, question: When are you open?, answer: Now.}\n"
    path.write_text(text, encoding="utf-8")
    turns = [turn("is there parking"), turn("is there parking here")]
    (found,) = propose(turns, Bot(Knowledge.load(path)))
    write(Knowledge.load(path), [found.change])
    after = Knowledge.load(path)
    assert [one.id for one in after.inactive] == ["is-there-parking"]
    assert propose(turns, Bot(after)) == ()
    (other,) = propose([turn("Is there, parking?? zeppelin")], Bot(after))
    assert Review([other], prepared([], after)).new_entry("").entry != "is-there-parking"


@pytest.mark.parametrize(("bom", "ends"), [("", "\r\n"), ("\ufeff", "\n"), ("\ufeff", "\r\n")])
def test_line_ends_and_byte_order_mark_stay(faq: Path, bom: str, ends: str) -> None:
    faq.write_bytes((bom + FAQ.replace("\n", ends)).encode())
    write(Knowledge.load(faq), CHANGES)
    assert faq.read_bytes() == (bom + AFTER.replace("\n", ends)).encode()


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_git_takes_the_patch(faq: Path, ends: str) -> None:
    folder = faq.parent / "sub folder"
    folder.mkdir()
    faq = faq.rename(folder / "faq.yaml")
    faq.write_bytes(FAQ.removesuffix("\n").replace("\n", ends).encode())
    subprocess.run(["git", "init", "-q", "."], cwd=folder.parent, check=True)
    knowledge = Knowledge.load(faq)
    patch = patch_of(knowledge, CHANGES)
    assert faq.read_bytes() == FAQ.removesuffix("\n").replace("\n", ends).encode()
    subprocess.run(["git", "apply", "-"], input=patch.encode(), cwd=folder.parent, check=True)
    assert faq.read_bytes() == AFTER.replace("\n", ends).encode()


def test_a_file_that_was_changed_meanwhile_stays_as_it_is(faq: Path) -> None:
    knowledge = Knowledge.load(faq)
    changed = FAQ.replace("From nine.", "From ten.")
    faq.write_text(changed, encoding="utf-8")
    with pytest.raises(LearnError, match="was changed meanwhile; nothing is written"):
        write(knowledge, CHANGES)
    assert faq.read_text(encoding="utf-8") == changed


def test_a_file_in_json_takes_a_new_entry_and_a_phrasing_and_stays_json(faq: Path) -> None:
    faq.write_text(
        '{"title": "T", "entries": [{"id": "hours", "question": "A?", "answer": "x"}]}',
        encoding="utf-8",
    )
    new = Change("entry", ("where is it",), "where", "There.")
    write(Knowledge.load(faq), [Change("phrasing", ("when",), "hours"), new])
    assert json.loads(faq.read_text(encoding="utf-8"))["entries"] == [
        {"id": "hours", "question": "A?", "also_asked": ["when"], "answer": "x"},
        {"id": "where", "question": "where is it", "answer": "There."},
    ]


@pytest.mark.parametrize("entries", ["", "entries: []  # in more/\n"])
def test_the_first_entry_of_a_file_finds_room(faq: Path, entries: str) -> None:
    profile = "  - {id: hall, kind: room, name: The Hall, summary: Large.}"
    before = f"title: T\n{entries}profiles:\n{profile}\nkinds: {{room: {{}}}}\n"
    faq.write_text(before, encoding="utf-8")
    write(Knowledge.load(faq), [CHANGES[-1]])
    after = faq.read_text(encoding="utf-8")
    assert [line for line in before.replace(" []", "").splitlines() if line not in after] == []
    assert CHANGES[-1].entry in {entry.id for entry in Knowledge.load(faq).entries}


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """A file that includes another."""
    first = "title: Library\ninclude: [more/*.yaml]\nentries:\n"
    hours = "  - {id: hours, question: When are you open?, answer: From nine.}\n"
    card = "entries:\n  - {id: card, question: How do I get a card?, answer: Ask us.}\n"
    (tmp_path / "more").mkdir()
    (tmp_path / "faq.yaml").write_text(first + hours, encoding="utf-8")
    (tmp_path / "more" / "card.yaml").write_text(card, encoding="utf-8")
    return tmp_path / "faq.yaml"


def test_each_change_goes_into_the_file_that_has_its_entry(several: Path) -> None:
    write(Knowledge.load(several), CHANGES[2:5])
    card = (several.parent / "more" / "card.yaml").read_text(encoding="utf-8")
    assert "also_asked: [I lost it]" in card
    assert "when is it #1" in several.read_text(encoding="utf-8")
    assert Knowledge.load(several).unanswered == ("is there parking",)


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_a_patch_is_for_all_files(several: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=several.parent, check=True)
    patch = patch_of(Knowledge.load(several), CHANGES[2:5])
    subprocess.run(["git", "apply"], cwd=several.parent, input=patch, text=True, check=True)
    phrasings = [entry.phrasings for entry in Knowledge.load(several).entries]
    assert [one[1:] for one in phrasings] == [("when is it #1",), ("I lost it",)]


PROFILES = """\
title: Bakery
profiles:
  - {id: rye, kind: bread, name: Rye, question: "What is {name}?", summary: Dark.}
"""


def test_braces_in_a_profile_are_doubled(faq: Path) -> None:
    faq.write_text(PROFILES, encoding="utf-8")
    write(Knowledge.load(faq), [Change("phrasing", ("what {is} it",), "rye")])
    assert "what {is} it" in Knowledge.load(faq).entries[0].phrasings


WRITE_ON_AND_ON = """
import sys
from chatbot import Knowledge
from chatbot.workshop.learning.changes import Change
from chatbot.workshop.learning.writing import write
print("ready", flush=True)
for number in range(10_000):
    write(Knowledge.load(sys.argv[1]), [Change("phrasing", (f"way {number}",), "hours")])
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_being_killed_at_any_moment_leaves_a_whole_file(faq: Path) -> None:
    for pause in (0.01, 0.037, 0.08, 0.111):
        command = [sys.executable, "-c", WRITE_ON_AND_ON, str(faq)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert process.stdout
        process.stdout.readline()
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert len(Knowledge.load(faq).entries) == 3
        assert faq.read_text(encoding="utf-8").startswith(FAQ[:200])
