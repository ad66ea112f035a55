"""How many requests a client may make: a token bucket for each."""

from __future__ import annotations

import time
from ipaddress import IPv6Address, ip_address
from typing import Final

from cachetools import LRUCache

MOST_CLIENTS: Final = 10_000
"""Whose buckets are remembered; one that is forgotten is full again."""
_NETWORK_BITS: Final = 64
"""Of an IPv6 address: what one household or server has at its disposal."""


class RateLimit:
    """A bucket of ``burst`` tokens for each client, into which ``rate`` flow a second."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate = rate
        self._burst = burst
        self._buckets: LRUCache[str, tuple[float, float]] = LRUCache(MOST_CLIENTS)

    def wait(self, client: str) -> float:
        """Take a token for a request of ``client``; the seconds to wait if there is none, else 0.

        With a rate of 0 there is no limit.
        """
        if not self._rate:
            return 0.0
        now = time.monotonic()
        key = _network(client)
        tokens, at = self._buckets.get(key, (self._burst, now))
        tokens = min(self._burst, tokens + (now - at) * self._rate)
        if tokens < 1:
            self._buckets[key] = tokens, now
            return (1 - tokens) / self._rate
        self._buckets[key] = tokens - 1, now
        return 0.0


def _network(client: str) -> str:
    """The client's address; of IPv6 only the part that it cannot choose freely."""
    if ":" not in client:
        return client
    try:
        address = ip_address(client.partition("%")[0])
    except ValueError:
        return client
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return str(int(address) >> _NETWORK_BITS)
    return client
