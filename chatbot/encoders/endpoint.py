"""An encoder behind an address: any server that speaks OpenAI's embeddings API.

https://platform.openai.com/docs/api-reference/embeddings
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from chatbot.errors import EncoderError
from chatbot.libraries import needed, one_line

if TYPE_CHECKING:
    from http.client import HTTPResponse

    import numpy as np
    from numpy.typing import NDArray

_AT_ONCE: Final = 64
"""Texts in one request."""
_SECONDS: Final = 10.0
"""How long the server may be silent, and how long it may take for what it sends."""
_PAUSE: Final = 30.0
"""Seconds for which a server that failed is left alone, so that not every question waits for it."""
_MOST_BYTES: Final = 64_000_000
"""Of one response."""
_NO_VECTORS: Final = "it gave no vectors of finite numbers in the form of OpenAI's API"
_CHUNK: Final = 1 << 16


class EndpointEncoder:
    """The model of a server: ``EndpointEncoder("https://api.example.com/v1", "model", key)``.

    Every failure is an :class:`~chatbot.errors.EncoderError` in one line, without the key. Where it
    happens while a question is asked, the letters answer it alone.
    """

    def __init__(self, address: str, model: str, key: str = "", seconds: float = _SECONDS) -> None:
        """``address`` is what ``/embeddings`` is appended to; ``key`` is sent as bearer token.

        Space around the key does not count, such as the line end of the file that it was read from.
        """
        self._numpy = needed("numpy")
        if not address.startswith(("http://", "https://")):
            raise EncoderError(f"{address}: an address of an encoder begins with https://")
        self._address = f"{address.rstrip('/')}/embeddings"
        self._model = model
        self._key = key.strip()
        if not (self._key.isascii() and self._key.isprintable()):
            raise EncoderError(f"{address}: its key has characters that no key has; copy it again")
        self._seconds = seconds
        self._left_alone_until = 0.0
        self._failure = ""

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """One row of length 1 for each text, float32."""
        if monotonic() < self._left_alone_until:
            raise EncoderError(self._failure)
        try:
            rows = [
                row
                for start in range(0, len(texts), _AT_ONCE)
                for row in self._ask(texts[start : start + _AT_ONCE])
            ]
            with self._numpy.errstate(over="ignore"):  # which is told below
                vectors = self._numpy.array(rows, "float32")
            if vectors.ndim != 2 or not vectors.size or not self._numpy.isfinite(vectors).all():
                raise ValueError(_NO_VECTORS)
            lengths = self._numpy.linalg.norm(vectors, axis=1, keepdims=True)
            unit: NDArray[np.float32] = vectors / self._numpy.maximum(lengths, 1e-12)
        except Exception as error:  # the network's, the server's, or of what it sent
            self._left_alone_until = monotonic() + _PAUSE
            self._failure = f"{self._address}: {one_line(error)}"
            raise EncoderError(self._failure) from error
        return unit

    def _ask(self, texts: Sequence[str]) -> list[list[float]]:
        """The vectors that the server gives for a few texts."""
        from urllib.error import HTTPError
        from urllib.request import HTTPRedirectHandler, Request, build_opener

        class Refusing(HTTPRedirectHandler):
            """Follows no redirection: neither texts nor key go where nobody sent them."""

            def redirect_request(self, *_: Any) -> None:
                return None

        body = {"model": self._model, "input": list(texts), "encoding_format": "float"}
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = Request(self._address, json.dumps(body).encode(), headers)
        try:
            with build_opener(Refusing).open(request, timeout=self._seconds) as response:
                given = self._read(response)
        except HTTPError as refused:
            with refused:
                raise ValueError(f"the server said {refused.code} {refused.reason}") from None
        try:
            rows = {row["index"]: row["embedding"] for row in json.loads(given)["data"]}
            return [rows[place] for place in range(len(texts))]
        except (ValueError, TypeError, LookupError, RecursionError):
            raise ValueError(_NO_VECTORS) from None

    def _read(self, response: HTTPResponse) -> bytes:
        """What a server sends, however slowly, if only not for too long."""
        until = monotonic() + self._seconds
        given = bytearray()
        while chunk := response.read1(_CHUNK):
            given += chunk
            if len(given) > _MOST_BYTES:
                raise ValueError("it sends too much")
            if monotonic() > until:
                raise TimeoutError("timed out")
        return bytes(given)
