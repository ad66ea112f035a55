"""A client of an MCP server, for tests."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

pytest.importorskip("mcp", reason="needs the extra mcp")

from mcp import Client
from mcp.types import TextContent

from chatbot import Bot, Conversations, MemorySessionStore
from chatbot.surfaces.adapter import Adapter
from chatbot.surfaces.mcp.server import FaqServer

FIRST, SECOND = "who is kim's best friend?", "since when?"
Talk = Callable[[Client], Awaitable[None]]


def server_of(bot: Bot) -> FaqServer:
    return FaqServer(Adapter(bot, Conversations(MemorySessionStore())))


def talk(server: Any, steps: Talk) -> None:
    """Do the steps with a client of a server, the address of one, or a program that is one."""

    async def connected() -> None:
        async with Client(server) as client:
            await steps(client)

    asyncio.run(connected())


async def told(client: Client, tool: str, **arguments: object) -> dict[str, Any]:
    """What a tool gives, which is the same as structure and as text."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result
    (content,) = result.content
    assert isinstance(content, TextContent)
    given: dict[str, Any] = result.structured_content
    assert json.loads(content.text) == given
    return given
