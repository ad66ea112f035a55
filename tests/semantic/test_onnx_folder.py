"""An encoder from a folder: what is wrong with one is said, and a real one works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from chatbot.encoders import OnnxEncoder
from chatbot.errors import EncoderError
from chatbot.knowledge import Knowledge
from chatbot.matching import Matcher
from tests.encoders import MINILM, RUNTIME, needs


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(tmp_path: Path, missing: str) -> None:
    for name in {"model.onnx", "tokenizer.json"} - {missing}:
        (tmp_path / name).touch()
    with pytest.raises(EncoderError, match=missing):
        OnnxEncoder(tmp_path)


@needs(*RUNTIME)
def test_damaged_files_are_refused_in_one_line(tmp_path: Path) -> None:
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_text("no such thing\n")
    with pytest.raises(EncoderError) as refused:
        OnnxEncoder(tmp_path)
    assert str(refused.value).startswith(f"{tmp_path}: ")
    assert "\n" not in str(refused.value)


@needs(*RUNTIME)
@pytest.mark.parametrize(
    ("network", "told"), [("mul_1.onnx", "takes X"), ("logreg_iris.onnx", "takes float_input")]
)
def test_a_network_of_another_sort_is_refused_in_one_line(
    tmp_path: Path, network: str, told: str
) -> None:
    tokenizers, datasets = map(import_module, ("tokenizers", "onnxruntime.datasets"))
    tokenizers.Tokenizer(tokenizers.models.WordLevel({"a": 0}, unk_token="a")).save(
        str(tmp_path / "tokenizer.json")
    )
    shutil.copy(datasets.get_example(network), tmp_path / "model.onnx")
    with pytest.raises(EncoderError, match=told) as refused:
        OnnxEncoder(tmp_path)
    assert str(refused.value).startswith(f"{tmp_path}: no usable encoder: ")
    assert "\n" not in str(refused.value)


@needs(*MINILM)
def test_a_network_of_another_tokenizer_is_told_in_one_line(minilm: Path) -> None:
    tokenizer = minilm / "tokenizer.json"
    content = tokenizer.read_text(encoding="utf-8").replace('"the":1996', '"the":999999')
    tokenizer.unlink()
    tokenizer.write_text(content, encoding="utf-8")
    with pytest.raises(EncoderError) as refused:
        OnnxEncoder(minilm).encode(["the dog"])
    assert str(refused.value).startswith(f"{minilm}: no usable encoder: ")
    assert "\n" not in str(refused.value)


@needs(*MINILM)
def test_vectors_are_float32_of_length_1_and_the_same_in_any_company(minilm: Path) -> None:
    encoder = OnnxEncoder(minilm)
    vectors = encoder.encode(["a dog", "the weather " * 300, "a dog"])
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert (vectors[0] == encoder.encode(["a dog"])[0]).all()


@needs(*MINILM)
def test_the_runtime_writes_nothing_for_those_who_make_it(minilm: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    script = f"from chatbot import load_encoder; load_encoder({str(minilm)!r}).encode(['a'])"
    variables = {name: own for name, own in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    own = {"XDG_CACHE_HOME": str(cache), "HOME": str(tmp_path / "home")}
    subprocess.run([sys.executable, "-c", script], env={**variables, **own}, check=True)
    assert not cache.exists()
    assert not (tmp_path / "home").exists()


@needs(*MINILM)
def test_a_real_encoder_finds_what_is_asked_in_other_words(minilm: Path) -> None:
    faq = {
        "How do I reset my password?": "Use the link on the sign-in page.",
        "Where is my parcel?": "The tracking page shows it.",
        "Can I send something back?": "Within thirty days.",
    }
    entries = [{"question": asked, "answer": answer} for asked, answer in faq.items()]
    knowledge = Knowledge.from_dict({"title": "Shop", "language": "en", "entries": entries})
    matcher = Matcher(knowledge, encoder=OnnxEncoder(minilm))
    found = {
        question: matcher.match(question)[0].question
        for question in ("I forgot my login credentials", "When will my delivery arrive?")
    }
    assert list(found.values()) == ["How do I reset my password?", "Where is my parcel?"]
