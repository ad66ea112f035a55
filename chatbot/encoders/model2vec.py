"""An encoder without a network: a table of vectors for words and parts of words, by model2vec."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any

from chatbot.errors import EncoderError
from chatbot.libraries import needed, one_line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Model2VecEncoder:
    """A static model by its name or from its folder: fast, and weaker than a network.

    Raises :class:`~chatbot.errors.EncoderError` if the library or the model is missing, or bad.
    """

    def __init__(self, model: str | PathLike[str]) -> None:
        library = needed("model2vec", "model2vec")
        try:
            self._model: Any = library.StaticModel.from_pretrained(fspath(model), normalize=True)
        except Exception as error:  # it raises what its own libraries like
            raise EncoderError(f"{model}: no usable encoder: {one_line(error)}") from error

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """One row of length 1 for each text, float32; zeros for a text of unknown words."""
        rows: NDArray[np.float32] = self._model.encode(list(texts), use_multiprocessing=False)
        return rows.astype("float32", copy=False)
