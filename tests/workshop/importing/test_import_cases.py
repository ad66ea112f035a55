"""Each folder in ``cases`` has a source, the knowledge file it becomes, and what is said then.

``UPDATE_GOLDENS=1`` writes the expected files anew.
"""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from chatbot.knowledge import Knowledge

pytest.importorskip("mdformat", reason="needs the extra import")

from chatbot.workshop.importing.gathering import ImportOptions
from chatbot.workshop.importing.into_file import import_into

CASES = Path(__file__).parent / "cases"
OPTIONS = ImportOptions(base_url="https://example.org/help/", today=date(2024, 5, 31))
ZIPPED = ".zip.d"
"""What a folder is called that stands for an archive."""


def source_of(case: Path, folder: Path) -> str:
    """The name of the case's source, copied into ``folder``; an archive where it stands for one."""
    (source,) = case.glob("source*")
    if source.name.endswith(ZIPPED):
        name = source.name.removesuffix(".d")
        with ZipFile(folder / name, "w") as archive:
            for path in sorted(source.rglob("*.*")):
                archive.write(path, path.relative_to(source))
        return name
    if source.is_dir():
        shutil.copytree(source, folder / source.name)
    else:
        shutil.copy(source, folder)
    return source.name


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_source_becomes_the_knowledge_that_is_expected(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = source_of(case, tmp_path)
    report = import_into("faq.yaml", [source], OPTIONS)
    found = {
        "expected.yaml": Path("faq.yaml").read_text(encoding="utf-8"),
        "expected.txt": "".join(f"{note}\n" for note in report.notes),
    }
    for name, text in found.items():
        if os.environ.get("UPDATE_GOLDENS"):
            (case / name).write_text(text, encoding="utf-8")
        assert text == (case / name).read_text(encoding="utf-8")
    assert Knowledge.load("faq.yaml").entries


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_second_import_changes_nothing(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = source_of(case, tmp_path)
    first = import_into("faq.yaml", [source], OPTIONS)
    before = Path("faq.yaml").read_bytes()
    second = import_into("faq.yaml", [source], OPTIONS)
    assert Path("faq.yaml").read_bytes() == before
    assert second.notes == first.notes
    assert not second.is_changed
