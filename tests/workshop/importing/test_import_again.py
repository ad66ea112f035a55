"""A second import brings up to date what changed, and touches nothing that an author edited."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chatbot.errors import KnowledgeError, SourceError
from chatbot.knowledge import Knowledge

pytest.importorskip("mdformat", reason="needs the extra import")

from chatbot.workshop.importing.gathering import ImportOptions
from chatbot.workshop.importing.into_file import Report, import_into

SOURCE = """\
# Ferry

## How long does it take?

Two hours.

## What does it cost?

Ten euros.
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where the source was imported once."""
    monkeypatch.chdir(tmp_path)
    again(SOURCE)
    return tmp_path


def again(source: str) -> Report:
    Path("faq.md").write_text(source, encoding="utf-8")
    return import_into("faq.yaml", ["faq.md"], ImportOptions())


def edit(old: str, new: str) -> None:
    text = Path("faq.yaml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    Path("faq.yaml").write_text(text.replace(old, new), encoding="utf-8")


def file() -> str:
    return Path("faq.yaml").read_text(encoding="utf-8")


def answers() -> dict[str, str]:
    return {entry.question: entry.answer for entry in Knowledge.load("faq.yaml").entries}


def test_a_changed_answer_is_brought_up_to_date_and_all_else_stays() -> None:
    edit("title: Ferry\n", "title: Our ferry   # ours\n\nsettings: {sureness: careful}\n")
    edit("answer: Ten euros.", "answer:   Ten euros.   # in cash")
    before = file()
    again(SOURCE.replace("Two hours.", "Three hours.\n\nFour in winter."))
    lines = [line for line in file().splitlines() if line not in before.splitlines()]
    assert answers()["How long does it take?"] == "Three hours.\n\nFour in winter."
    assert [line.strip() for line in lines if "# from" not in line] == [
        "answer: |-",
        "Three hours.",
        "Four in winter.",
    ]


def test_an_edited_answer_stays_and_that_is_said_once() -> None:
    edit("Two hours.", "About two hours.")
    changed = SOURCE.replace("Two hours.", "Three hours.")
    report = again(changed)
    assert answers()["How long does it take?"] == "About two hours."
    (note,) = report.notes
    assert str(note) == (
        "faq.yaml:5: “answer” changed at faq.md:3, and was edited here; yours stays"
    )
    assert again(changed).notes == ()
    assert answers()["How long does it take?"] == "About two hours."


def test_an_edit_of_one_field_does_not_hold_up_another() -> None:
    edit("question: How long does it take?", "question: How long is the crossing?")
    again(SOURCE.replace("Two hours.", "Three hours."))
    assert answers() == {
        "How long is the crossing?": "Three hours.",
        "What does it cost?": "Ten euros.",
    }


def test_what_an_author_added_to_an_entry_stays() -> None:
    edit("answer: Ten euros.", "also_asked: [price]\n    answer: Ten euros.\n    sureness: careful")
    again(SOURCE.replace("Ten euros.", "Twelve euros."))
    (entry,) = (one for one in Knowledge.load("faq.yaml").entries if one.id == "what-does-it-cost")
    assert (entry.answer, entry.sureness) == ("Twelve euros.", "careful")
    assert entry.phrasings == ("What does it cost?", "price")


def test_new_questions_come_in_the_order_of_the_source() -> None:
    again(SOURCE.replace("## What", "## Is there food?\n\nYes.\n\n## What"))
    assert list(answers()) == ["How long does it take?", "Is there food?", "What does it cost?"]


def test_what_is_gone_from_the_source_stays_and_is_said() -> None:
    report = again(SOURCE[: SOURCE.index("## What")])
    assert "What does it cost?" in answers()
    assert [note.what for note in report.notes] == [
        "“What does it cost?” is no longer in faq.md:7; it stays here until you remove it"
    ]


def test_a_reworded_question_is_the_same_entry() -> None:
    again(SOURCE.replace("What does it cost?", "What is the price?"))
    assert Knowledge.load("faq.yaml").entries[1].id == "what-does-it-cost"
    assert list(answers()) == ["How long does it take?", "What is the price?"]


def test_an_entry_of_the_authors_own_is_not_touched() -> None:
    own = "  - id: own\n    question: Is there food?\n    answer: Bring your own.\n"
    Path("faq.yaml").write_text(f"{file()}\n{own}", encoding="utf-8")
    report = again(f"{SOURCE}\n## Is there food?\n\nYes.\n")
    assert file().endswith(own)
    assert [note.what for note in report.notes] == [
        "differs from faq.md:11, and was not imported; yours stays"
    ]


def test_ids_that_the_file_has_already_are_not_taken_again() -> None:
    own = "  - id: is-there-food\n    question: May I eat?\n    answer: Yes.\n"
    Path("faq.yaml").write_text(f"{file()}\n{own}", encoding="utf-8")
    again(f"{SOURCE}\n## Is there food?\n\nYes, a lot.\n")
    assert [entry.id for entry in Knowledge.load("faq.yaml").entries][1:] == [
        *("what-does-it-cost", "is-there-food-2", "is-there-food"),
    ]


def test_a_reviewed_entry_is_not_marked_again() -> None:
    source = f"{SOURCE}\n## Luggage\n\nOne bag.\n"
    again(source)
    text = file().splitlines(keepends=True)
    kept = [line for line in text if "review" not in line]
    assert len(kept) == len(text) - 2
    Path("faq.yaml").write_text("".join(kept), encoding="utf-8")
    again(source.replace("One bag.", "Two bags."))
    assert "review" not in file()
    assert answers()["Luggage"] == "Two bags."


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    Path("faq.yaml").write_bytes(b"\xef\xbb\xbf" + file().replace("\n", "\r\n").encode())
    again(SOURCE.replace("Two hours.", "Three hours."))
    data = Path("faq.yaml").read_bytes()
    assert data.startswith(b"\xef\xbb\xbftitle: Ferry\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert b"Three hours." in data


def test_synonyms_are_added_once() -> None:
    nlu = "nlu:\n- synonym: ferry\n  examples: |\n    - boat\n"
    nlu += "- intent: x\n  examples: |\n    - Why?\n"
    Path("nlu.yml").write_text(f"{nlu}responses:\n  utter_x:\n  - text: So.\n", encoding="utf-8")
    for _ in range(2):
        import_into("faq.yaml", ["nlu.yml"], ImportOptions())
        assert Knowledge.load("faq.yaml").synonyms == (("ferry", "boat"),)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("title: T\nentries: [{question: A, answer: B}]\n", "“entries” is written in brackets"),
        ("title: T\nvalues: {x: y}\nentries:\n- question: A\n  answer: B\n", "no value"),
    ],
)
def test_a_file_that_cannot_take_it_stays_as_it_is(text: str, error: str) -> None:
    Path("faq.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=error):
        again(SOURCE.replace("Two hours.", "{{ hours }}"))
    assert file() == text


def test_a_file_that_is_no_knowledge_stays_as_it_is() -> None:
    Path("faq.yaml").write_text("just: some file\n", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        again(SOURCE)
    assert file() == "just: some file\n"


def test_a_source_is_never_written_over() -> None:
    with pytest.raises(SourceError, match="is the file to be written, too"):
        import_into("faq.yaml", ["faq.yaml"], ImportOptions())


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize("moment", [0.0, 0.3, 0.6, 0.8, 1.0, 1.2])
def test_killed_at_any_moment_the_file_is_whole(moment: float) -> None:
    before = file()
    Path("faq.md").write_text(SOURCE.replace("Two", "Three"), encoding="utf-8")
    command = [sys.executable, "-m", "chatbot", "import", "faq.md"]
    path = os.pathsep.join([str(Path(__file__).parents[3]), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.DEVNULL
    ) as process:
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
    assert file() == before or answers()["How long does it take?"] == "Three hours."


def test_references_follow_ids_that_had_to_be_others() -> None:
    own = "  - id: is-there-food\n    question: May I eat?\n    answer: Yes.\n"
    Path("faq.yaml").write_text(f"{file()}\n{own}", encoding="utf-8")
    new = "## Is there food?\n\nYes, a lot.\n\n## Where?\n\nSee [food](#is-there-food).\n"
    for _ in range(2):
        again(f"{SOURCE}\n{new}")
        assert answers()["Where?"] == "See [food](#is-there-food-2)."


def split(more: str = "") -> None:
    """Have the second entry in a file that the first one includes."""
    text = file()
    place = text.index("\n  # from faq.md:7")
    Path("cost.yaml").write_text(f"entries:{text[place:]}{more}", encoding="utf-8")
    Path("faq.yaml").write_text(f"include: [cost.yaml]\n{text[:place]}", encoding="utf-8")


def test_entries_of_included_files_are_seen_and_brought_up_to_date() -> None:
    split()
    report = again(SOURCE)
    assert (report.is_changed, report.notes) == (False, ())
    again(SOURCE.replace("Two", "Three").replace("Ten", "Twelve"))
    assert list(answers().values()) == ["Three hours.", "Twelve euros."]
    assert "Twelve" in Path("cost.yaml").read_text(encoding="utf-8")


def test_what_an_author_wrote_in_an_included_file_stays() -> None:
    split("\n  - question: Is there food?\n    answer: Bring your own.\n")
    text = Path("cost.yaml").read_text(encoding="utf-8")
    edited = text.replace("Ten euros.", "Ten euros, children five.")
    Path("cost.yaml").write_text(edited, encoding="utf-8")
    report = again(SOURCE.replace("Ten", "Twelve") + "\n## Is there food?\n\nYes.\n")
    assert [str(note) for note in report.notes] == [
        "cost.yaml:3: “answer” changed at faq.md:7, and was edited here; yours stays",
        "cost.yaml:7: differs from faq.md:11, and was not imported; yours stays",
    ]
    written = Path("cost.yaml").read_text(encoding="utf-8")
    assert written.splitlines()[2:] == edited.splitlines()[2:]


def test_a_new_question_stands_beside_the_one_before_it_in_its_source() -> None:
    split()
    again(f"{SOURCE}\n## Is there food?\n\nYes.\n")
    assert "Is there food?" in Path("cost.yaml").read_text(encoding="utf-8")
    assert list(answers())[-1] == "Is there food?"


def test_synonyms_of_included_files_are_not_added_again() -> None:
    edit("title: Ferry\n", "title: Ferry\ninclude: [words.yaml]\n")
    Path("words.yaml").write_text("synonyms: [[ferry, boat]]\n", encoding="utf-8")
    nlu = "nlu:\n- synonym: ferry\n  examples: |\n    - boat\n"
    Path("nlu.yml").write_text(
        f"{nlu}- intent: x\n  examples: |\n    - Why?\nresponses:\n  utter_x:\n  - text: So.\n",
        encoding="utf-8",
    )
    import_into("faq.yaml", ["nlu.yml"], ImportOptions())
    assert Knowledge.load("faq.yaml").synonyms == (("ferry", "boat"),)


def test_what_a_profile_answers_is_not_imported_again() -> None:
    profile = (
        "kind: ship\n    name: Rosa\n    question: How old is Rosa?\n    summary: Twenty years.\n"
    )
    Path("faq.yaml").write_text(f"{file()}\nprofiles:\n  - {profile}", encoding="utf-8")
    report = again(f"{SOURCE}\n## How old is Rosa?\n\nThirty years.\n")
    assert [str(note) for note in report.notes] == [
        "faq.yaml:15: differs from faq.md:11, which was not imported; the profile stays"
    ]
    assert "Thirty" not in file()
