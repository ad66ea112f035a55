"""The default: a model that fastembed knows, downloaded once and run by onnxruntime."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from chatbot.encoders.onnx import keep_quiet
from chatbot.errors import EncoderError
from chatbot.libraries import needed, one_line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SECONDS: Final = 10.0
"""How long the server of the models may take to say that it is there."""


class FastembedEncoder:
    """A model by the name that fastembed has for it.

    Where it is not in the folder of models it is downloaded, with fastembed's progress bar, after
    ``announce`` was told its name and size. Without ``announce`` nothing is downloaded.

    Raises :class:`~chatbot.errors.EncoderError` if there is no such model, if it is not there, or
    if it cannot be had.
    """

    def __init__(
        self,
        model: str,
        folder: str | None = None,
        announce: Callable[[str], object] | None = None,
    ) -> None:
        """``folder`` is that of the models; without one, fastembed's own."""
        keep_quiet()  # it imports onnxruntime
        needed("fastembed")
        known = next((one for one in self._known() if one["model"].lower() == model.lower()), None)
        if known is None:
            raise EncoderError(f"{model}: fastembed knows no such model, and no such folder exists")
        self._numpy = needed("numpy")
        self._model = self._open(known, folder, announce)

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """One row of length 1 for each text, float32.

        Each text is run by itself: in a batch a quantised network gives it another vector beside
        other texts.
        """
        embedded = list(self._model.embed(list(texts), batch_size=1))
        rows = self._numpy.stack(embedded).astype("float32", copy=False)
        unit: NDArray[np.float32] = rows / self._numpy.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    @staticmethod
    def _known() -> list[dict[str, Any]]:
        """What fastembed knows of the models that it can get."""
        known: list[dict[str, Any]] = needed("fastembed").TextEmbedding.list_supported_models()
        return known

    def _open(
        self, known: dict[str, Any], folder: str | None, announce: Callable[[str], object] | None
    ) -> Any:
        library, name = needed("fastembed"), known["model"]
        needed("loguru").logger.disable("fastembed")  # what it logs is said here, in one line
        try:
            return library.TextEmbedding(name, cache_dir=folder, local_files_only=True)
        except Exception as error:
            megabytes = f"{1_000 * known['size_in_GB']:.0f} MB"
            if announce is None:
                raise EncoderError(
                    f"{name} ({megabytes}) is not here yet; to download it once: "
                    f"chatbot --semantic {name}"
                ) from error
        self._find(known)
        announce(f"downloading {name} ({megabytes}), once")
        try:
            return library.TextEmbedding(name, cache_dir=folder)
        except Exception as error:
            raise _out_of_reach(name, error) from error

    @staticmethod
    def _find(known: dict[str, Any]) -> None:
        """See at once whether the model can be had: fastembed would try for a minute."""
        hub = needed("huggingface_hub")
        try:
            hub.HfApi().model_info(known["sources"]["hf"], timeout=_SECONDS)
        except Exception as error:  # the network's, or the server's
            raise _out_of_reach(known["model"], error) from error


def _out_of_reach(name: str, error: Exception) -> EncoderError:
    """Say that a model cannot be downloaded, and what to do instead."""
    return EncoderError(
        f"{name} cannot be downloaded ({one_line(error)}); give a folder with model.onnx and "
        f"tokenizer.json instead: chatbot --semantic FOLDER"
    )
