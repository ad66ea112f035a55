"""Vectors are kept for the next start: encoded once, private, and never trusted unread."""

from __future__ import annotations

import stat
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from chatbot import Bot
from chatbot.encoders import KeptVectors
from chatbot.knowledge import Knowledge
from tests.encoders import LetterEncoder

TEXTS = ["one", "two", "three"]


def encode(folder: Path, texts: Sequence[str], state: str = "") -> list[str]:
    """What an encoder was asked for of texts that may be kept."""
    encoder = LetterEncoder()
    with KeptVectors(encoder, "letters", str(folder), state) as kept:
        vectors = kept.encode(texts)
    assert np.allclose(vectors, LetterEncoder().encode(texts), atol=1e-3)
    assert vectors.dtype == np.float32
    return encoder.asked


def file_in(folder: Path) -> Path:
    [file] = folder.iterdir()
    return file


def test_only_new_texts_are_encoded(tmp_path: Path) -> None:
    assert encode(tmp_path, TEXTS) == TEXTS
    assert encode(tmp_path, ["two", "four", "three", "four"]) == ["four"]
    assert encode(tmp_path, [*TEXTS, "four"]) == []


def test_another_model_or_another_state_of_it_has_vectors_of_its_own(tmp_path: Path) -> None:
    encode(tmp_path, TEXTS)
    assert encode(tmp_path, TEXTS, "changed") == TEXTS


def test_what_is_asked_behind_the_block_is_written_nowhere(tmp_path: Path) -> None:
    kept = KeptVectors(LetterEncoder(), "letters", str(tmp_path))
    with kept:
        kept.encode(TEXTS)
    before = file_in(tmp_path).read_bytes()
    kept.encode(["a question that somebody asks"])
    assert file_in(tmp_path).read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="rights are of POSIX")
def test_file_and_folder_are_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "vectors"
    encode(folder, TEXTS)
    rights = [stat.S_IMODE(one.stat().st_mode) for one in (folder, file_in(folder))]
    assert rights == [0o700, 0o600]


def damages(content: bytes) -> list[bytes]:
    head, _, body = content.partition(b"\n")
    return [
        b"",
        content[:-1],
        content + b"\0",
        content[:200] + bytes([content[200] ^ 1]) + content[201:],
        b"[]\n" + body,
        b"[" * 9_000 + b"\n" + body,
        head.replace(b'"texts": 3', b'"texts": 9') + b"\n" + body,
        head.replace(b'"texts": 3', b'"texts": -1') + b"\n" + body,
        head.replace(b'"texts": 3', b'"texts": "3"') + b"\n" + body,
        head.replace(b"letters", b"figures") + b"\n" + body,
        b"\x80\x04\x95 a pickle",
    ]


@pytest.mark.parametrize("number", range(11))
def test_a_damaged_file_counts_as_none_and_is_written_anew(tmp_path: Path, number: int) -> None:
    encode(tmp_path, TEXTS)
    file = file_in(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(damages(whole)[number])
    assert encode(tmp_path, TEXTS) == TEXTS
    assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_no_loss(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    assert encode(blocked / "vectors", TEXTS) == TEXTS


def test_a_bot_replies_the_same_with_vectors_that_were_kept(tmp_path: Path) -> None:
    entries = [{"question": f"Where is room {n}?", "answer": f"Floor {n}."} for n in range(9)]
    knowledge = Knowledge.from_dict({"title": "House", "language": "en", "entries": entries})

    def reply() -> object:
        with KeptVectors(LetterEncoder(), "letters", str(tmp_path)) as kept:
            bot = Bot(knowledge, kept)
        return bot.ask("where is room 7")

    assert reply() == reply()
