"""The state of one conversation: small, immutable, and at home in any store as JSON."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from typing import Final

from chatbot.errors import SessionError

VERSION: Final = 1
LONGEST_QUESTION: Final = 200
"""Characters of the last question that are kept."""

_MOST: Final = {"entities": 5, "earlier": 4, "row": 5, "told": 12, "wordings": 24, "choices": 8}
_LONGEST_ID: Final = 40
_LONGEST_JSON: Final = 100_000


def random_id() -> str:
    """Eighteen characters that no other reply or conversation has."""
    return os.urandom(9).hex()


@dataclass(frozen=True, slots=True)
class Session:
    """What the conversation so far means for the next question.

    It holds ids and one question, never an answer, and does not grow with the conversation. One
    that was made with other knowledge does no harm: what that did not know is passed over.
    """

    entities: tuple[str, ...] = ()
    """Ids of the entities talked about just now, the main one first."""
    earlier: tuple[str, ...] = ()
    """Ids of the entities talked about before those, latest first."""
    row: tuple[str, ...] = ()
    """Ids of the entities that were last named side by side, in order: for "the second one"."""
    entry: str | None = None
    """What the last answer came from, or ``profile/aspect`` of what could not be answered."""
    question: str = ""
    """The last question as it was understood, as far as it is worth keeping."""
    told: tuple[str, ...] = ()
    """Ids of the entries answered with lately, latest last."""
    choices: tuple[str, ...] = ()
    """Ids of the entries the last reply offered to choose from."""
    wordings: tuple[str, ...] = ()
    """Ids of entries with several wordings, each as often as wordings of it were passed."""
    again: bool = False
    """Whether the last reply gave an answer that had been given before."""
    id: str = field(default="", compare=False)
    """Random, the same for all turns of a conversation that is logged; else empty."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "question", self.question[:LONGEST_QUESTION])
        object.__setattr__(self, "id", self.id[:_LONGEST_ID])
        for name, most in _MOST.items():
            ids = getattr(self, name)
            object.__setattr__(self, name, ids[-most:] if name == "told" else ids[:most])

    def to_json(self) -> str:
        """The session as JSON text in ASCII, a few hundred characters long."""
        import json

        data = {one.name: getattr(self, one.name) for one in fields(self)}
        return json.dumps({"version": VERSION, **data}, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Session:
        """The session that :meth:`to_json` wrote.

        Raises :class:`~chatbot.errors.SessionError` for anything else.
        """
        import json

        if not isinstance(text, str):
            raise SessionError(f"this is no session: it is a {type(text).__name__}, not a text")
        if len(text) > _LONGEST_JSON:
            raise SessionError("this is no session: it is far too long; start a new one")
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            raise SessionError("this is no session: it is not JSON; start a new one") from None
        if not isinstance(data, dict) or data.pop("version", None) != VERSION:
            raise SessionError("this is no session of this version; start a new one")
        unknown = set(data) - {one.name for one in fields(cls)}
        if unknown:
            raise SessionError(f"this is no session: it has an unknown {min(unknown)!r}")
        entry = data.get("entry")
        return cls(
            **{name: _ids(name, data.get(name, [])) for name in _MOST},
            entry=None if entry is None else _text("entry", entry),
            question=_text("question", data.get("question", "")),
            again=_flag("again", data.get("again", False)),
            id=_text("id", data.get("id", "")),
        )


def _ids(name: str, value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return tuple(value)
    raise SessionError(f"this is no session: its {name!r} is no list of texts; start a new one")


def _flag(name: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise SessionError(
        f"this is no session: its {name!r} is neither true nor false; start a new one"
    )


def _text(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    raise SessionError(f"this is no session: its {name!r} is no text; start a new one")
