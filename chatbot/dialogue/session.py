"""The state of one conversation: small, immutable, and at home in any store as JSON."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Session:
    """What the conversation so far means for the next question."""
