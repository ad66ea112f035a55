"""The server: tools, a resource for each entry, and a prompt that tells a model to quote."""

from __future__ import annotations

import secrets
from itertools import islice
from typing import Annotated, Any, Final
from urllib.parse import quote as percent_encoded

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError, UnexpectedToolError
from mcp_types import CallToolResult, InputRequiredResult, Resource, ToolAnnotations
from pydantic import BaseModel, Field, RootModel, ValidationError

from chatbot.agents import RULES, TASK, Quote, Quoted, quoted, search
from chatbot.errors import SessionBusy, SessionStoreError
from chatbot.surfaces.adapter import Adapter, Incoming
from chatbot.surfaces.status import complain, own_fault
from chatbot.version import __version__

MOST_LISTED: Final = 1_000
"""Resources in the list, which comes in one piece; the others can be read as well."""
_ADDRESS: Final = "faq://entries/"
_JSON: Final = "application/json"
_TOKEN_BYTES: Final = 16
_READS: Final = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_NO_ENTRY: Final = "there is no entry with this id; the tool search finds them"

_Question = Annotated[
    str, Field(max_length=10_000, description="What the person asks, in their own words.")
]
_Session = Annotated[
    str,
    Field(
        max_length=64,
        description="The session of the last result, if this question goes on from it.",
    ),
]
_Query = Annotated[str, Field(max_length=10_000, description="A question, or a few words.")]
_Limit = Annotated[int, Field(ge=1, le=20, description="At most how many.")]
_EntryId = Annotated[str, Field(max_length=500, description="The id of an entry.")]


class Hit(BaseModel, use_attribute_docstrings=True):
    """An entry that may answer a query."""

    id: str
    """For get_entry, which gives its answer."""
    question: str
    """What it answers."""
    confidence: float
    """The probability, 0 to 1, that it answers the query."""


class Hits(BaseModel):
    """Entries that may answer a query, likeliest first."""

    entries: list[Hit]


class FaqServer(MCPServer[Any]):
    """Answers from one bot, whoever is connected, and keeps conversations under random tokens.

    Who does not have the token of a conversation cannot take part in it.
    """

    def __init__(self, adapter: Adapter, *, debug: bool = False) -> None:
        """Take the bot with its conversations; with ``debug``, faults of its own say where."""
        super().__init__(
            "faq-chatbot",
            title=adapter.bot.knowledge.title,
            instructions=TASK,
            version=__version__,
            log_level="CRITICAL",  # its lines may hold what was asked
        )
        self._adapter = adapter
        self._debug = debug
        for tool, description in (
            (self.ask, TASK),
            (self.search, "Finds entries of the FAQ that may answer a question."),
            (self.get_entry, "Gives the answer of one entry, which is to be quoted as it is."),
        ):
            self.add_tool(tool, description=description, annotations=_READS, structured_output=True)
        self.resource(f"{_ADDRESS}{{+id}}", name="entry", mime_type=_JSON)(self.read_entry)
        self.prompt(description="Answers a question in the words of the FAQ.")(self.quote_faq)

    async def ask(self, question: _Question, session: _Session = "") -> RootModel[Quoted]:
        """Answer a question; a session that is not known begins a new conversation."""
        try:
            known = session and await self._adapter.knows(_key(session))
            token = session if known else secrets.token_urlsafe(_TOKEN_BYTES)
            async with self._adapter.turn_async(_key(token), Incoming(question)) as reply:
                return RootModel[Quoted](quoted(reply, token))
        except (SessionBusy, SessionStoreError) as error:
            raise ToolError(str(error)) from None

    async def search(self, query: _Query, limit: _Limit = 5) -> Hits:
        """Find entries."""
        found = await self._adapter.off_loop(search, self._adapter.bot, query, limit)
        hits = [
            Hit(id=quote.id, question=quote.question, confidence=confidence)
            for quote, confidence in found
        ]
        return Hits(entries=hits)

    async def get_entry(self, id: _EntryId) -> RootModel[Quote]:
        """Give one entry's answer."""
        entry = self._adapter.bot.entry(id)
        if entry is None:
            raise ToolError(_NO_ENTRY)
        return RootModel[Quote](Quote.of(entry))

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Any = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool; a fault of its own is told on standard error, and not to the client."""
        try:
            return await super().call_tool(name, arguments, context)
        except UnexpectedToolError as error:
            if isinstance(error.__cause__, Exception):
                complain(own_fault(error.__cause__, debug=self._debug))
            raise
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                raise ToolError(_in_words(error.__cause__)) from None
            raise

    async def list_resources(self) -> list[Resource]:
        """The entries that may be answered now; ids may be written in any script."""
        return [
            Resource(
                uri=f"{_ADDRESS}{percent_encoded(entry.id)}",
                name=entry.id,
                title=entry.question,
                mime_type=_JSON,
            )
            for entry in islice(self._adapter.bot.entries(), MOST_LISTED)
        ]

    async def read_entry(self, id: str) -> dict[str, object]:
        """One answer of the FAQ, which is to be quoted as it is."""
        entry = self._adapter.bot.entry(id)
        if entry is None:
            raise ResourceNotFoundError(_NO_ENTRY)
        return Quote.of(entry).as_dict()

    async def quote_faq(self, question: _Question) -> str:
        """What a person picks in a client to have a question answered so."""
        return f"Answer this question with the tool ask: {question}\n\n{RULES}"


def _in_words(error: ValidationError) -> str:
    """Which arguments of a tool are wrong and why, without what was given."""
    found = error.errors(include_url=False, include_input=False)
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in found)


def _key(token: str) -> str:
    return f"mcp/{token}"
