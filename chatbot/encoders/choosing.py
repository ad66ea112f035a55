"""Which encoder a name stands for."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final

from chatbot.encoders.endpoint import EndpointEncoder
from chatbot.encoders.fastembed import FastembedEncoder
from chatbot.encoders.model2vec import Model2VecEncoder
from chatbot.encoders.onnx import FILES, OnnxEncoder
from chatbot.encoders.sentence_transformers import SentenceTransformersEncoder
from chatbot.errors import EncoderError
from chatbot.matching import Encoder

ENGLISH: Final = "sentence-transformers/all-MiniLM-L6-v2"
MULTILINGUAL: Final = "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2"
KEY: Final = "CHATBOT_SEMANTIC_KEY"
"""The environment variable with the key of an endpoint."""
_LIBRARIES: Final[dict[str, Callable[[str], Encoder]]] = {
    "model2vec": Model2VecEncoder,
    "sentence-transformers": SentenceTransformersEncoder,
}


def default_encoder(language: str) -> str:
    """The name of the encoder for a language, by its code."""
    return ENGLISH if language.partition("-")[0] == "en" else MULTILINGUAL


def load_encoder(
    name: str, models: str | None = None, announce: Callable[[str], object] | None = None
) -> Encoder:
    """The encoder of a name.

    A name is one of these:

    - a folder: with ``model.onnx`` and ``tokenizer.json`` it is run by onnxruntime, with
      ``modules.json`` by sentence-transformers, else by model2vec;
    - ``https://host/v1#model``, an endpoint like OpenAI's; its key is in ``CHATBOT_SEMANTIC_KEY``;
    - ``model2vec:NAME`` or ``sentence-transformers:NAME``;
    - the name of a model of fastembed. It is downloaded to the folder ``models`` if it is not
      there, and if there is ``announce``, which is told before.

    Raises :class:`~chatbot.errors.EncoderError` if that cannot be used, and TypeError for a name
    that is no text.
    """
    if not isinstance(name, str):
        raise TypeError(f"name must be a str, not {type(name).__name__}")
    if name.startswith(("http://", "https://")):
        address, _, model = name.partition("#")
        return EndpointEncoder(address, model, os.environ.get(KEY, ""))
    if os.path.isdir(name):
        return _of_folder(name)
    library, colon, model = name.partition(":")
    if colon and library in _LIBRARIES:
        return _LIBRARIES[library](model)
    if os.path.sep in name and name.startswith((os.path.sep, ".", "~")):
        raise EncoderError(f"{name}: there is no such folder")
    return FastembedEncoder(name, models, announce)


def _of_folder(folder: str) -> Encoder:
    has = set(os.listdir(folder))
    if has.issuperset(FILES):
        return OnnxEncoder(folder)
    if "modules.json" in has and "config_sentence_transformers.json" in has:
        return SentenceTransformersEncoder(folder)
    if "model.safetensors" in has:
        return Model2VecEncoder(folder)
    return OnnxEncoder(folder)  # which says what is missing
