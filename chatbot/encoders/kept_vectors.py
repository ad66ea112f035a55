"""Vectors of texts kept on disk from one start to the next: a change of three encodes three."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import blake2b
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from chatbot import files
from chatbot.errors import EncoderError
from chatbot.libraries import needed
from chatbot.matching import vectors_of
from chatbot.storage import Cache, Packer, Sections, drop_oldest, is_own, make_way

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chatbot.matching import Encoder

_FORMAT: Final = 1
_ENDING: Final = ".vectors"
_DIGEST: Final = 16
"""Bytes that stand for a text."""
_MOST_BYTES: Final = 256_000_000
"""Of one file; vectors that were not asked for lately are left out before it grows past this."""


class KeptVectors:
    """An encoder that is not asked again for what it gave before, while its ``with`` block lasts.

    Behind the block, texts are handed on: what people ask is written nowhere. The file holds a
    line of JSON, a digest of each text, and the vectors as float16; it is written in one go, for
    its owner alone, and checked when it is read. One that is damaged counts as none, and what
    cannot be written is no loss; where the encoder's vectors have another length by now, as of a
    server that runs another model, it is removed. What is made of very many vectors lies beside it.
    """

    def __init__(
        self, encoder: Encoder, name: str, folder: str, state: str = "", knowledge: str = ""
    ) -> None:
        """``name`` and ``state`` are all that the vectors depend on; ``folder`` has the files.

        Of each ``knowledge``, by its title, the newest that is made of its vectors is kept.
        """
        self._numpy = needed("numpy")
        self._encoder = encoder
        self.name = name
        """The encoder's."""
        self._model = f"{name}\n{state}"
        key = blake2b(self._model.encode(), digest_size=_DIGEST).hexdigest()
        self._path = os.path.join(folder, f"{key}{_ENDING}")
        self._cache = Cache(folder)
        self._made_of = f"{knowledge}\n{self._model}"
        self._is_keeping = False
        self._dimensions = 0
        """Of the vectors; 0 before any was seen."""
        self._kept: dict[bytes, Any] | None = None
        """By digest, those in the file, once they are needed."""
        self._asked: dict[bytes, Any] = {}
        """By digest, those that were asked for in the block."""

    def __enter__(self) -> KeptVectors:
        self._is_keeping = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        kept, asked = self._kept or {}, self._asked
        if not kept.keys() >= asked.keys():
            _write(
                self._path, self._model, {**asked, **{k: kept[k] for k in kept if k not in asked}}
            )
        self._is_keeping, self._kept, self._asked = False, None, {}

    def kept(self, made_from: str, pack: Callable[[Packer], None]) -> Sections:
        """What was packed of the same before, else what ``pack`` packs now, to be kept."""
        key = f"{self._model}\n{made_from}"
        found = self._cache.get(self._made_of, key)
        if found is None:
            out = Packer()
            pack(out)
            self._cache.put(self._made_of, key, out.buffers)
            found = self._cache.get(self._made_of, key) or out.sections()
        return found

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """One row for each text, float32; in the block rounded to float16."""
        rows: NDArray[np.float32]
        if not self._is_keeping:
            return self._given(texts)
        if self._kept is None:
            self._kept = _read(self._path, self._model, self._numpy)
            self._dimensions = next((len(row) for row in self._kept.values()), 0)
        digests = [blake2b(text.encode(), digest_size=_DIGEST).digest() for text in texts]
        new = {d: t for d, t in zip(digests, texts, strict=True) if d not in self._kept}
        if new:
            given = self._given(list(new.values()))
            self._asked.update(zip(new, given.astype("float16"), strict=True))
        for digest in digests:
            self._asked.setdefault(digest, self._kept.get(digest))
        rows = self._numpy.stack([self._asked[digest] for digest in digests]).astype("float32")
        return rows

    def _given(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """What the encoder gives, of the same length as what is kept; else that is removed."""
        rows = vectors_of(self._encoder, texts)
        self._dimensions = self._dimensions or rows.shape[1]
        if rows.shape[1] != self._dimensions:
            self._kept, self._asked = {}, {}
            with suppress(OSError):
                os.unlink(self._path)
            raise EncoderError(
                f"{self.name}: gave vectors of {rows.shape[1]} dimensions, and before of "
                f"{self._dimensions}, so none are kept; start again to have all texts encoded"
            )
        return rows


def _read(path: str, model: str, np: Any) -> dict[bytes, Any]:
    """The vectors in a file, by digest of their text; none if the file is not what was written."""
    try:
        if not is_own(path):
            return {}
        with open(path, "rb") as file:
            head = json.loads(file.readline(10_000))
            body = file.read(_MOST_BYTES + 1)
        texts, dimensions = head["texts"], head["dimensions"]
        wanted = {"format": _FORMAT, "model": model, "digest": _digest(body)}
        if any(head[key] != value for key, value in wanted.items()):
            return {}
        places = [body[_DIGEST * n : _DIGEST * (n + 1)] for n in range(texts)]
        rows = np.frombuffer(body, "<f2", texts * dimensions, _DIGEST * texts)
        kept = dict(zip(places, rows.reshape(texts, dimensions), strict=True))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}
    with suppress(OSError):
        os.utime(path)  # it was used now
    return kept


def _write(path: str, model: str, vectors: dict[bytes, Any]) -> None:
    """Write vectors, those first that matter most; what does not fit is left out."""
    np = needed("numpy")
    dimensions = len(next(iter(vectors.values())))
    fit = [key for key, row in vectors.items() if len(row) == dimensions]
    fit = fit[: _MOST_BYTES // (_DIGEST + 2 * dimensions)]
    body = b"".join(fit) + np.stack([vectors[key] for key in fit]).astype("<f2").tobytes()
    head = {
        "format": _FORMAT,
        "model": model,
        "digest": _digest(body),
        "texts": len(fit),
        "dimensions": dimensions,
    }
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        make_way(path)
        files.replace(path, json.dumps(head).encode() + b"\n" + body)
        drop_oldest(os.path.dirname(path), _ENDING, path)
    except OSError:  # a full or read-only disk: the texts are encoded again the next time
        return


def _digest(body: bytes) -> str:
    return blake2b(body, digest_size=_DIGEST).hexdigest()
