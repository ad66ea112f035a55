"""An encoder from a folder, run by onnxruntime."""

from __future__ import annotations

import os
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from chatbot.errors import EncoderError
from chatbot.libraries import needed, one_line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILES: Final = ("model.onnx", "tokenizer.json")
"""What such a folder has."""
_INPUTS: Final = {"input_ids", "attention_mask", "token_type_ids"}
"""What a network may take."""
_MOST_TOKENS: Final = 256
"""What of a longer text is encoded: a sentence is hardly ever longer."""


class OnnxEncoder:
    """A network from a folder with ``model.onnx`` and ``tokenizer.json``, run by onnxruntime.

    A text's vector is the mean of its tokens' vectors, of length 1, float32. Every text is run by
    itself: in a batch a quantised network gives it another vector beside other texts.

    Raises :class:`~chatbot.errors.EncoderError` if a file or a package is missing, or is bad.
    """

    def __init__(self, folder: str | PathLike[str]) -> None:
        self._numpy = needed("numpy")
        network, tokenizer = (_file(folder, name) for name in FILES)
        keep_quiet()
        runtime, tokenizers = needed("onnxruntime"), needed("tokenizers")
        try:
            self._tokenizer: Any = tokenizers.Tokenizer.from_file(tokenizer)
            options = runtime.SessionOptions()
            # Threads that wait for the next text take the time that others on the machine need.
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
            self._session: Any = runtime.InferenceSession(
                network, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both raise what they like
            raise EncoderError(f"{folder}: no usable encoder: {one_line(error)}") from error
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._tokenizer.no_padding()
        self._folder = folder
        self._inputs = {given.name for given in self._session.get_inputs()}
        if not self._inputs <= _INPUTS:
            unknown = ", ".join(sorted(self._inputs - _INPUTS))
            raise EncoderError(f"{folder}: no usable encoder: model.onnx takes {unknown}")

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """One row of length 1 for each text, float32."""
        try:
            rows: NDArray[np.float32] = self._numpy.stack([self._encode(text) for text in texts])
        except Exception as error:  # a network of another sort, or one of another tokenizer
            raise EncoderError(f"{self._folder}: no usable encoder: {one_line(error)}") from error
        return rows

    def _encode(self, text: str) -> Any:
        np = self._numpy
        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        given = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        layer = self._session.run(None, {name: given[name] for name in self._inputs})[0][0]
        vector = layer.mean(0) if layer.ndim == 2 else layer
        return (vector / max(np.linalg.norm(vector), 1e-12)).astype(np.float32)


def keep_quiet() -> None:
    """Have onnxruntime send nothing to those who make it; to be called before it is imported.

    Version 1.32 does otherwise, and writes an identifier into the user's cache folder. Whoever has
    set the variable is left with what they chose.
    https://github.com/microsoft/onnxruntime/blob/main/docs/Privacy.md
    """
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")


def _file(folder: str | PathLike[str], name: str) -> str:
    path = Path(folder) / name
    if not path.is_file():
        raise EncoderError(f"{path}: there is no such file; an encoder's folder needs it")
    return str(path)
