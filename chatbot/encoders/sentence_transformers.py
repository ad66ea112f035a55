"""An encoder of the sentence-transformers library, on PyTorch."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any

from chatbot.errors import EncoderError
from chatbot.libraries import needed, one_line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class SentenceTransformersEncoder:
    """A model by its name or from its folder, run on the processor or what PyTorch finds.

    No code of a model is ever run. Raises :class:`~chatbot.errors.EncoderError` if the library or
    the model is missing, or bad.
    """

    def __init__(self, model: str | PathLike[str]) -> None:
        library = needed("sentence_transformers", "sentence-transformers")
        try:
            self._model: Any = library.SentenceTransformer(fspath(model), trust_remote_code=False)
        except Exception as error:  # it raises what its own libraries like
            raise EncoderError(f"{model}: no usable encoder: {one_line(error)}") from error

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """One row of length 1 for each text, float32."""
        rows: NDArray[np.float32] = self._model.encode(
            list(texts),
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return rows.astype("float32", copy=False)
