"""A knowledge file as git has it: with what it includes, from any folder, or one line why not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.errors import KnowledgeError, KnowledgeNotReadable
from chatbot.workshop.diff.revisions import NotInRevision, load_revision
from tests.diff.conftest import FAQ, edit

Git = Callable[..., None]


def test_what_is_committed_is_read_and_not_what_is_there_now(bakery: Path) -> None:
    edit(bakery, "From nine", "From ten")
    (bakery.parent / "more" / "rye bread.yaml").unlink()
    before = load_revision("HEAD", str(bakery))
    assert [entry.id for entry in before.entries] == ["hours", "card", "rye"]
    assert before.entries[0].answer == "From nine to five."
    assert before.path == "HEAD:shop/faq.yaml"
    assert before.entries[2].path == "HEAD:shop/more/rye bread.yaml"
    assert [name for name in os.listdir() if name != ".git"] == ["shop"]


def test_a_file_is_found_from_any_folder_and_by_name(
    bakery: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("mv", "shop/faq.yaml", "shop/all.yaml")
    git("commit", "-q", "-m", "moved")
    monkeypatch.chdir("shop/more")
    assert load_revision("HEAD~1:shop/faq.yaml", "../all.yaml").title == "Bakery"
    assert load_revision("HEAD", "../all.yaml").title == "Bakery"
    assert load_revision("HEAD~1", "../all.yaml").path == "HEAD~1:shop/faq.yaml"
    for name in ("./rye bread.yaml", "../more/rye bread.yaml"):
        with pytest.raises(KnowledgeError, match=r"HEAD:shop/more/rye bread\.yaml:1:1: "):
            load_revision(f"HEAD:{name}", "../all.yaml")  # which has no title
    assert load_revision("HEAD~1:../faq.yaml", "../all.yaml").path == "HEAD~1:shop/faq.yaml"


def test_a_file_that_was_never_in_a_revision_is_said(bakery: Path) -> None:
    Path("new.yaml").write_text("title: T\n", encoding="utf-8")
    said = r'^HEAD: there is no file "new.yaml" in it; if it had another name, write HEAD:NAME$'
    with pytest.raises(NotInRevision, match=said):
        load_revision("HEAD", "new.yaml")


def test_it_is_the_files_own_repository_whatever_a_hook_is_told(
    bakery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert load_revision("HEAD", str(bakery)).title == "Bakery"


def test_the_index_stays_as_it_is(bakery: Path, git: Git) -> None:
    edit(bakery, "From nine", "From ten")
    git("add", ".")
    index = Path(".git/index").read_bytes()
    load_revision("HEAD", str(bakery))
    assert Path(".git/index").read_bytes() == index


@pytest.mark.parametrize(
    ("revision", "says"),
    [
        ("HEAD~9", "HEAD~9: is no file, and git knows no such revision"),
        ("nowhere.yaml", "nowhere.yaml: is no file, and git knows no such revision"),
        ("--upload-pack=x", "is no revision; write REV or REV:FILE, for example HEAD~1"),
        (":shop/faq.yaml", "is no revision; write REV or REV:FILE"),
        ("HEAD:shop/no.yaml", 'HEAD:shop/no.yaml: there is no file "shop/no.yaml" in it'),
        ("HEAD:shop", 'there is no file "shop" in it'),
        ("HEAD:../faq.yaml", 'is no file, and git cannot list its files ("fatal: ..'),
        ("a\x1b[31mb", "a\\x1b[31mb: is no file"),
    ],
)
def test_what_cannot_be_had_is_said_in_one_line(revision: str, says: str, bakery: Path) -> None:
    with pytest.raises(KnowledgeNotReadable) as error:
        load_revision(revision, str(bakery))
    said = str(error.value)
    assert says.replace('("fatal: ..', "(fatal: ") in said
    assert said.isprintable()


def test_without_a_repository_or_without_git_that_is_said(
    git: Git, bakery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").rename(tmp_path / "hidden")
    with pytest.raises(KnowledgeNotReadable, match="HEAD: is no file, and there is no git repos"):
        load_revision("HEAD", str(bakery))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(KnowledgeNotReadable, match="git, which may know it as a revision, is not"):
        load_revision("HEAD", str(bakery))


def test_what_is_wrong_in_a_revision_has_its_place_there(bakery: Path, git: Git) -> None:
    edit(bakery, "    answer: From nine to five.\n", "")
    git("commit", "-q", "-a", "-m", "broken")
    bakery.write_text(FAQ, encoding="utf-8")
    with pytest.raises(KnowledgeError) as error:
        load_revision("HEAD", str(bakery))
    assert str(error.value).startswith("HEAD:shop/faq.yaml:5:")


def test_a_link_in_a_revision_leads_nowhere_else(bakery: Path, git: Git, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}.yaml"
    outside.write_text("entries:\n  - {id: secret, question: A b?, answer: C.}\n", encoding="utf-8")
    (bakery.parent / "more" / "link.yaml").symlink_to(outside)
    git("add", ".")
    git("commit", "-q", "-m", "link")
    with pytest.raises(KnowledgeError, match="leads out of the folder"):
        load_revision("HEAD", str(bakery))
