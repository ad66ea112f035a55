"""Every adapter with the library that it stands for, and the names by which they are chosen."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from chatbot.encoders import (
    FastembedEncoder,
    Model2VecEncoder,
    OnnxEncoder,
    SentenceTransformersEncoder,
    default_encoder,
    load_encoder,
)
from chatbot.errors import EncoderError
from chatbot.matching import Encoder
from tests.encoders import MINILM, needs, published_minilm

ENGLISH = "sentence-transformers/all-MiniLM-L6-v2"
TEXTS = ["How do I reset my password?", "I forgot my password", "Where is my parcel?"]


def hub_folder(folder: Path, minilm: Path) -> Path:
    """A folder of models as fastembed leaves it after a download, with one model in it."""
    revision = "0" * 40
    own = folder / "models--Qdrant--all-MiniLM-L6-v2-onnx"
    snapshot = own / "snapshots" / revision
    snapshot.mkdir(parents=True)
    (own / "refs").mkdir()
    (own / "refs" / "main").write_text(revision)
    for file in minilm.iterdir():
        shutil.copy(file, snapshot / file.name)
    return folder


def static_model(folder: Path) -> Path:
    """A tiny model of model2vec: three words, each with a vector of its own."""
    from model2vec import StaticModel
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    words = ["[UNK]", "password", "parcel", "login"]
    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(words)}, "[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    vectors = np.array([[0, 0, 1], [1, 0, 0], [0, 1, 0], [0.9, 0.1, 0]], np.float32)
    StaticModel(vectors, tokenizer, normalize=True).save_pretrained(folder)
    return folder


def assert_encodes(encoder: Encoder, dimensions: int) -> None:
    vectors = np.asarray(encoder.encode(TEXTS))
    assert vectors.shape == (len(TEXTS), dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1] * len(TEXTS), abs=1e-3)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert np.array_equal(vectors[1], np.asarray(encoder.encode([TEXTS[1]]))[0])


@needs("fastembed", *MINILM)
def test_fastembed_runs_a_model_that_was_downloaded_before(tmp_path: Path, minilm: Path) -> None:
    folder = hub_folder(tmp_path / "models", minilm)
    assert_encodes(load_encoder(ENGLISH, str(folder)), 384)


@needs("fastembed")
def test_nothing_is_downloaded_unless_it_is_announced(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"\(90 MB\) is not here yet.*chatbot --semantic"):
        FastembedEncoder(ENGLISH, str(tmp_path))


@needs("fastembed")
def test_a_model_that_fastembed_does_not_know_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="no/such-model: fastembed knows no such model"):
        FastembedEncoder("no/such-model", str(tmp_path))


@needs("model2vec")
def test_model2vec_is_found_by_its_folder(tmp_path: Path) -> None:
    encoder = load_encoder(str(static_model(tmp_path / "static")))
    assert isinstance(encoder, Model2VecEncoder)
    vectors = np.asarray(encoder.encode(["password", "login", "parcel"]))
    assert vectors.dtype == np.float32
    assert vectors[0] @ vectors[1] > 0.9 > vectors[0] @ vectors[2]


@needs("sentence_transformers", *MINILM)
def test_sentence_transformers_is_found_by_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "published"
    shutil.copytree(published_minilm(), folder)
    encoder = load_encoder(str(folder))
    assert isinstance(encoder, SentenceTransformersEncoder)
    vectors = np.asarray(encoder.encode(TEXTS))
    assert vectors.dtype == np.float32
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


@needs(*MINILM)
def test_a_folder_with_network_and_tokenizer_is_run_by_onnxruntime(minilm: Path) -> None:
    encoder = load_encoder(str(minilm))
    assert isinstance(encoder, OnnxEncoder)
    assert_encodes(encoder, 384)


@pytest.mark.parametrize(
    ("name", "library"),
    [
        ("model2vec:none", "model2vec"),
        ("sentence-transformers:none", "sentence_transformers"),
        ("some/model", "fastembed"),
    ],
)
def test_a_library_that_is_not_installed_is_one_line_that_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, name: str, library: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(EncoderError, match=rf"needs {library}; install it with: pip install"):
        load_encoder(name)


@pytest.mark.parametrize("name", ["./none", "/no/such/folder", "~/none"])
def test_a_folder_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(EncoderError, match=f"{name}: there is no such folder"):
        load_encoder(name)


def test_a_folder_is_named_by_a_text(tmp_path: Path) -> None:
    folder: Any = tmp_path
    with pytest.raises(TypeError, match=r"name must be a str, not \w*Path"):
        load_encoder(folder)


@pytest.mark.parametrize(
    ("language", "model"),
    [("en", ENGLISH), ("en-gb", ENGLISH), ("de", "multilingual"), ("zh", "multilingual")],
)
def test_the_default_is_chosen_by_the_language(language: str, model: str) -> None:
    assert model in default_encoder(language)
