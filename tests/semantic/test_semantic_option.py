"""The command line with an encoder: which one, where its vectors go, and what can go wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from chatbot.surfaces.following import follow
from chatbot.surfaces.installed import in_use
from chatbot.surfaces.options import ChatOptions
from chatbot.surfaces.semantic import load
from tests.encoders import MINILM, needs

SHOP = """\
title: The furniture shop
language: en
entries:
  - question: Which sofas do you have?
    answer: Twelve of them, all made of oak.
  - question: When do you open?
    answer: At nine, but on Mondays.
  - question: Where can I park?
    answer: Behind the shop.
"""
MODEL = "sentence-transformers/all-MiniLM-L6-v2"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    file = tmp_path / "shop.yaml"
    file.write_text(SHOP, encoding="utf-8")
    return file


def chatbot(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A run of the command that finds no model and no network, its caches in a folder."""
    clean = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    clean |= {"XDG_CACHE_HOME": str(folder / "cache"), "HF_ENDPOINT": "http://127.0.0.1:9"}
    return subprocess.run(
        [sys.executable, "-m", "chatbot", *arguments],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=Path(__file__).parents[2],
    )


@needs(*MINILM)
def test_meaning_answers_what_shares_no_word_and_says_what_it_took_for_what(
    shop: Path, minilm: Path
) -> None:
    ask = ("ask", "--faq", str(shop), "--explain", "is there a place for my car")
    alone, both = (chatbot(shop.parent, *ask, "--semantic", name) for name in ("off", str(minilm)))
    assert (alone.returncode, both.returncode) == (1, 0)
    assert "Behind the shop." in both.stdout
    assert "by its letters:" in both.stdout
    assert "by its meaning:" in both.stdout
    assert "nearest passage" in both.stdout
    assert "rests on its meaning alone: takes “place, car” for “park”" in both.stdout
    assert "by its meaning:" not in alone.stdout


@needs(*MINILM)
def test_the_vectors_are_kept_unless_there_is_to_be_no_cache(shop: Path, minilm: Path) -> None:
    ask = ("ask", "--faq", str(shop), "--semantic", str(minilm), "when do you open")
    kept = shop.parent / "cache" / "chatbot" / "vectors"
    assert chatbot(shop.parent, *ask, CHATBOT_CACHE="off").returncode == 0
    assert not kept.exists()
    assert chatbot(shop.parent, *ask).returncode == 0
    [file] = kept.iterdir()
    assert b"when do you open" not in file.read_bytes()


@needs("fastembed")
def test_a_model_that_cannot_be_downloaded_is_one_line_that_says_what_to_do(shop: Path) -> None:
    done = chatbot(shop.parent, "ask", "--faq", str(shop), "--semantic", MODEL, "when?")
    [refused] = done.stderr.splitlines()
    assert done.returncode == 69
    assert refused.startswith(f"chatbot: {MODEL} cannot be downloaded (")
    assert refused.endswith("give a folder with model.onnx and tokenizer.json instead: chatbot "
                            "--semantic FOLDER")  # fmt: skip


@needs("fastembed")
def test_without_its_model_the_default_leaves_the_letters_alone_where_nobody_watches(
    shop: Path,
) -> None:
    done = chatbot(shop.parent, "ask", "--faq", str(shop), "when do you open")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "At nine, but on Mondays.")
    [line] = done.stderr.splitlines()
    assert f"{MODEL} (90 MB) is not here yet" in line


@needs("fastembed")
def test_that_the_model_is_missing_is_told_once_while_the_file_is_followed(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(shop.parent / "cache"))
    given = {"log": None, "audience": (), "language": None, "cache": True}
    options = Namespace(faq=str(shop), semantic="auto", **given)
    with follow(load(options.faq, options), options) as live:
        for title in ("First", "Second"):
            shop.write_text(f"{SHOP}description: {title}\n", encoding="utf-8")
            assert live.reload(), live.status.problem
    told = capsys.readouterr().err
    assert told.count("answers as the file is now") == 2
    assert told.count("is not here yet") == 1


def test_the_file_decides_where_neither_option_nor_environment_does(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.write_text(f"{SHOP}settings:\n  semantic: off\n", encoding="utf-8")
    assert load(str(shop), ChatOptions()).encoder is None


@needs(*MINILM)
def test_a_folder_that_a_file_names_lies_beside_it(
    shop: Path, minilm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHATBOT_CACHE", "off")
    shop.write_text(f"{SHOP}settings:\n  semantic: {minilm.name}\n", encoding="utf-8")
    assert load(str(shop), ChatOptions()).encoder is not None


def test_off_is_none_and_every_other_name_itself() -> None:
    assert in_use("off", "en") == ""
    assert in_use("some/model", "en") == "some/model"


def test_an_endpoint_that_is_not_there_is_one_line(shop: Path) -> None:
    pytest.importorskip("numpy")
    done = chatbot(
        shop.parent, "ask", "--faq", str(shop), "when?", CHATBOT_SEMANTIC="http://127.0.0.1:9/v1#m"
    )
    assert done.returncode == 69
    assert done.stderr.startswith("chatbot: http://127.0.0.1:9/v1/embeddings: ")
    assert len(done.stderr.splitlines()) == 1
