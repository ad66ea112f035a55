"""Knowledge in several files, and in several languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot import Bot, Knowledge, KnowledgeError, KnowledgeNotReadable
from chatbot.knowledge import including

MAIN = """\
title: The shop
include: {include}
entries:
  - id: hours
    question: When are you open?
    answer: From {{{{nine}}}}.
    see_also: [refund]
"""


def entry(name: str, more: str = "") -> str:
    return f"entries:\n  - id: {name}\n    question: What about {name}?\n    answer: Yes.\n{more}"


def write(folder: Path, include: str, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_yaml", ".yaml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    main = folder / "shop.yaml"
    main.write_text(MAIN.format(include=include), encoding="utf-8")
    return main


def problems(path: Path) -> list[str]:
    with pytest.raises(KnowledgeError) as refused:
        Knowledge.load(path)
    return [str(one).replace(f"{path.parent}/", "") for one in refused.value.problems]


REFUND = "  - {id: other, question: B?, answer: No.}\n"
VALUES = "title: Billing\nvalues: {nine: nine o'clock}\n"


def test_what_is_included_is_read_as_if_it_stood_there(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "[billing.yaml, people/*.yaml]",
        billing_yaml=VALUES + entry("refund", "unanswered: [what is the VAT number]\n"),
        people__bea_yaml=entry("bea", "synonyms: [[bea, boss]]\nkinds: {room: {plural: rooms}}\n"),
        people__ann_yaml=entry("ann"),
    )
    knowledge = Knowledge.load(path)
    assert [one.id for one in knowledge.entries] == ["hours", "refund", "ann", "bea"]
    assert knowledge.entries[0].answer == "From nine o'clock."
    assert knowledge.synonyms == (("bea", "boss"),)
    assert knowledge.unanswered == ("what is the VAT number",)
    assert [kind.id for kind in knowledge.kinds] == ["room"]
    assert [Path(one).relative_to(tmp_path).as_posix() for one in knowledge.included] == [
        "billing.yaml",
        "people/ann.yaml",
        "people/bea.yaml",
    ]


def test_an_entry_knows_the_file_and_the_line_it_stands_in(tmp_path: Path) -> None:
    path = write(tmp_path, "[refund.yaml]", refund_yaml=VALUES + entry("refund"))
    hours, refund = Knowledge.load(path).entries
    assert (hours.path, hours.line) == ("", 4)
    assert (refund.path, refund.line) == (str(tmp_path / "refund.yaml"), 4)


def test_errors_are_told_of_the_file_they_are_in(tmp_path: Path) -> None:
    wrong = entry("hours", "    also_askd: [a]\n    see_also: [nowhere]\n")
    path = write(
        tmp_path, "[a.yaml, b.yaml]", a_yaml=VALUES + entry("refund"), b_yaml=wrong + "settings: {}"
    )
    assert problems(path) == [
        'b.yaml:2:5: duplicate id "hours", first at shop.yaml:4; change one of them',
        'b.yaml:5:5: unknown key "also_askd"; did you mean "also_asked"?',
        'b.yaml:6:16: there is no entry with the id "nowhere"',
        'b.yaml:7:1: "settings" may stand only in the file that includes this one; move it',
    ]


def test_links_and_values_in_an_included_file_have_their_place(tmp_path: Path) -> None:
    text = VALUES + "entries:\n  - id: refund\n    question: A?\n    answer: |\n      See\n"
    path = write(tmp_path, "[a.yaml]", a_yaml=text + "      [this](x.html) {{ten}}\n")
    assert problems(path) == ['a.yaml:8:22: there is no value "ten"; add it to "values"']
    text = text.replace("See", "By {{nine}}, see")
    path = write(tmp_path, "[a.yaml]", a_yaml=text + "      [this](x.html)\n" + REFUND)
    (warning,) = Knowledge.load(path).warnings
    assert (Path(warning.path).name, warning.line, warning.column) == ("a.yaml", 8, 14)


@pytest.mark.parametrize(
    ("include", "problem"),
    [
        ("[nine.yaml, refnd.yaml]", 'there is no file "refnd.yaml"; did you mean "refund.yaml"?'),
        ("[nine.yaml, x/*.yaml]", 'there is no file "x/*.yaml"; name one that is there'),
        ("[/etc/passwd]", '"/etc/passwd" is not inside the folder of this file; name a file in it'),
        ("[../*.yaml]", '"../*.yaml" is not inside the folder of this file; name a file in it'),
        ("[a/../../b]", '"a/../../b" is not inside the folder of this file; name a file in it'),
        ("[link.yaml]", '"link.yaml" leads out of the folder of this file; name a file in it'),
        ("[out/*.yaml]", '"out/b.yaml" leads out of the folder of this file; name a file in it'),
        ("[shop.yaml]", '"shop.yaml" includes itself in the end; leave it out'),
        ("nine.yaml", '"include" needs a list, not text; start each item with "- " on a line'),
    ],
)
def test_only_files_in_the_folder_are_included(tmp_path: Path, include: str, problem: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "b.yaml").write_text(entry("b"), encoding="utf-8")
    path = write(folder, include, nine_yaml=VALUES, refund_yaml=entry("refund"))
    (folder / "link.yaml").symlink_to(tmp_path / "out" / "b.yaml")
    (folder / "out").symlink_to(tmp_path / "out")
    found = problems(path)
    assert any(one.startswith("shop.yaml:2:") and problem in one for one in found), found


def test_files_may_include_others_and_none_itself(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "[sub/a.yaml]",
        sub__a_yaml="include: [b.yaml]\n" + VALUES + entry("refund"),
        sub__b_yaml="include: [a.yaml]\n" + entry("b"),
    )
    assert problems(path) == ['sub/b.yaml:1:11: "a.yaml" includes itself in the end; leave it out']


def test_a_file_that_two_others_include_is_read_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "[a.yaml, b.yaml, c.yaml]",
        a_yaml="include: [c.yaml]\n" + VALUES,
        b_yaml="include: [c.yaml]\n" + entry("refund"),
        c_yaml=entry("c"),
    )
    assert [one.id for one in Knowledge.load(path).entries] == ["hours", "c", "refund"]


def test_broken_yaml_is_told_of_its_file(tmp_path: Path) -> None:
    path = write(tmp_path, "[a.yaml]", a_yaml="entries:\n  - {question: a\n")
    (only,) = problems(path)
    assert only.startswith("a.yaml:")


def test_kinds_and_values_stand_once(tmp_path: Path) -> None:
    path = write(tmp_path, "[a.yaml, b.yaml]", a_yaml=VALUES + entry("refund"), b_yaml=VALUES)
    assert problems(path) == [
        'b.yaml:2:10: duplicate key "nine", first at a.yaml:2; keep one of them'
    ]


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "[a.yaml, b.yaml]", a_yaml=VALUES + entry("refund"), b_yaml="# later\n")
    assert len(Knowledge.load(path).entries) == 2


@pytest.mark.parametrize("text", ["- a\n", "just text\n", "entries: {a: b}\n", "entries: text\n"])
def test_what_is_no_knowledge_file_is_refused(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, "[a.yaml, b.yaml]", a_yaml=text, b_yaml=VALUES + entry("refund"))
    assert any(one.startswith("a.yaml:1:") for one in problems(path))


def test_all_files_together_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(including, "MOST_CHARACTERS", 10_000)
    filler = "# " + "x" * 5_000 + "\n"
    path = write(
        tmp_path, "[a.yaml, b.yaml]", a_yaml=filler + VALUES, b_yaml=filler + entry("refund")
    )
    assert "all files have more than 10,000 characters" in problems(path)[0]


def test_values_in_code_include_nothing() -> None:
    data = {"title": "A", "include": ["a.yaml"], "entries": [{"question": "A?", "answer": "B."}]}
    with pytest.raises(KnowledgeError, match="only a file can include others"):
        Knowledge.from_dict(data)


ENGLISH = (
    "title: Shop\n" + entry("hours") + "  - {id: pay, question: How can I pay?, answer: Cash.}\n"
)
GERMAN = "title: Laden\nentries:\n  - {id: hours, question: Wann ist offen?, answer: Um neun.}\n"


@pytest.fixture
def languages(tmp_path: Path) -> Path:
    (tmp_path / "faq.en.yaml").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "faq.de.yaml").write_text(GERMAN, encoding="utf-8")
    (tmp_path / "faq.old.yaml").write_text("broken: [", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "language", "title"),
    [
        ("faq.en.yaml", None, "Shop"),
        ("faq.de.yaml", None, "Laden"),
        ("faq.en.yaml", "de", "Laden"),
        ("faq.en.yaml", "DE-at", "Laden"),
        ("faq.yaml", "en", "Shop"),
    ],
)
def test_a_language_is_chosen_among_files_side_by_side(
    languages: Path, name: str, language: str | None, title: str
) -> None:
    assert Knowledge.load(languages / name, language).title == title


def test_the_name_of_a_file_says_its_language(languages: Path) -> None:
    (languages / "faq.fr.yaml").write_text(ENGLISH, encoding="utf-8")
    assert Knowledge.load(languages / "faq.fr.yaml").language == "fr"
    (languages / "faq.fr.yaml").write_text("language: en\n" + ENGLISH, encoding="utf-8")
    knowledge = Knowledge.load(languages / "faq.fr.yaml")
    assert knowledge.language == "en"
    assert "the name of the file says fr" in knowledge.warnings[0].what


@pytest.mark.parametrize(
    ("name", "language", "why"),
    [
        ("faq.yaml", None, "not there, but in de, en; choose one with --language"),
        ("faq.en.yaml", "fr", "not there in the language fr; there is de, en"),
        ("shop.yaml", "de", "not there in the language de"),
    ],
)
def test_a_language_that_is_not_there_is_told(
    languages: Path, name: str, language: str | None, why: str
) -> None:
    with pytest.raises(KnowledgeNotReadable) as refused:
        Knowledge.load(languages / name, language)
    assert refused.value.why == why


def test_a_single_file_has_its_own_language_only(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text("language: en\n" + ENGLISH, encoding="utf-8")
    assert Knowledge.load(path, "en").title == "Shop"
    with pytest.raises(KnowledgeNotReadable, match="not in the language de, but en"):
        Knowledge.load(path, "de")


def test_a_conversation_goes_on_in_another_language(languages: Path) -> None:
    english, german = (Bot.load(languages / "faq.yaml", language=code) for code in ("en", "de"))
    session = english.answer("hours").session
    assert german.ask("Wann ist offen?", session).session.told == ("hours",)
