"""How a server is set up, and its limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chatbot.surfaces.listening import LOOPBACK

COMPLETIONS: Final = "/v1/chat/completions"
"""The route whose requests carry a whole conversation."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one process; times in seconds."""

    body_bytes: int = 16_384
    history_bytes: int = 262_144
    """Of a request that carries a whole conversation, as chat completions do."""
    head_seconds: float = 10.0
    """From a connection, or from the last response, to the end of a request's headers."""
    body_seconds: float = 10.0
    """For the body of a request, from its first byte to its last."""
    idle_seconds: float = 5.0
    """Between two requests of one connection."""
    stop_seconds: float = 10.0
    """For requests in flight when the server is told to stop."""
    connections: int = 4_000
    """Open at once; further ones are closed."""
    in_flight: int = 100
    """Requests being answered at once; further ones are refused."""
    rate: float = 50.0
    """Requests a second that one client may make in the long run; 0 for any number."""
    burst: float = 100.0
    """Requests that a client who was quiet may make at once."""
    turn_seconds: float = 5.0
    """For which a message waits for earlier ones of its conversation."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server is set up; the same in each of its processes."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    sessions: str = "memory"
    """Where conversations are kept, as :func:`chatbot.sessions.open_store` takes it."""
    allowed_hosts: tuple[str, ...] = ()
    """Names under which the server may be addressed, besides those of the loopback address."""
    origins: tuple[str, ...] = ()
    """Origins of web pages that may read its responses."""
    proxies: tuple[str, ...] = ()
    """Addresses of proxies whose word is taken for who the client is."""
    audiences: tuple[str, ...] = ()
    """Audiences that anybody may ask as; for others a request needs a key."""
    keys: tuple[str, ...] = ()
    """Keys for the admin routes, any of which will do."""
    debug: bool = False
    limits: Limits = Limits()

    @property
    def is_local(self) -> bool:
        """Whether only programs of this machine ask, and no proxy for others."""
        return self.host in LOOPBACK and not self.allowed_hosts and not self.proxies
