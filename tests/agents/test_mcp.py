"""The MCP server, asked by the SDK's own client: in memory, and as a program."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mcp", reason="needs the extra mcp")

from mcp import Client, MCPError, StdioServerParameters, stdio_client
from mcp.types import TextContent, TextResourceContents

from chatbot import Bot, Knowledge
from chatbot.__main__ import main
from chatbot.surfaces.mcp.server import MOST_LISTED
from tests.agents.mcp_client import FIRST, SECOND, server_of, talk, told

ROOT = Path(__file__).parents[2]
BORDER = "China and North Korea share a long border."


def test_an_answer_is_locked(friends: Bot) -> None:
    async def steps(client: Client) -> None:
        record = await told(client, "ask", question="does china border nk?")
        (quote,) = record["quotes"]
        assert record["must_quote"] is quote["must_quote"] is True
        assert (quote["id"], quote["text"]) == ("china/border", BORDER)
        assert quote["checksum"] == hashlib.sha256(BORDER.encode()).hexdigest()
        assert quote["source"].startswith("Which country is North Korea")
        assert quote["date"] == "25 November 2023"

    talk(server_of(friends), steps)


def test_a_decline_says_why_and_that_nothing_is_to_be_filled_in(friends: Bot) -> None:
    async def steps(client: Client) -> None:
        record = await told(client, "ask", question="is japan an ally?")
        assert (record["kind"], record["quotes"]) == ("decline", [])
        assert record["reason"] == record["declined"][0]["reason"] == "unknown_entity"
        assert "do not answer from anything else" in record["instruction"]

    talk(server_of(friends), steps)


def test_tools_say_what_they_give_and_that_they_change_nothing(friends: Bot) -> None:
    async def steps(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {"ask", "search", "get_entry"}
        for tool in tools.values():
            assert tool.output_schema
            assert tool.annotations
            assert tool.annotations.read_only_hint
        schema = tools["ask"].output_schema
        assert schema
        assert schema["properties"]["must_quote"]["const"] is True
        assert "word for word" in schema["properties"]["must_quote"]["description"]
        assert "word for word" in (tools["ask"].description or "")
        assert "word for word" in (client.instructions or "")

    talk(server_of(friends), steps)


def test_a_conversation_goes_on_for_who_has_its_session(friends: Bot) -> None:
    server = server_of(friends)
    tokens: list[str] = []

    async def begin(client: Client) -> None:
        first = await told(client, "ask", question=FIRST)
        second = await told(client, "ask", question=SECOND, session=first["session"])
        assert second["session"] == first["session"]
        assert [one["id"] for one in second["quotes"]] == ["china/history"]
        tokens.append(first["session"])

    async def by_another(client: Client) -> None:
        for session in ("", "1", "session"):
            record = await told(client, "ask", question=SECOND, session=session)
            assert record["kind"] == "decline"
            tokens.append(record["session"])

    talk(server, begin)
    talk(server, by_another)
    talk(server, by_another)
    assert len(set(tokens)) == 7


def test_entries_are_found_and_read(friends: Bot) -> None:
    async def steps(client: Client) -> None:
        found = (await told(client, "search", query="a border", limit=2))["entries"]
        assert {one["id"] for one in found} == {"china/border", "russia/border"}
        quote = await told(client, "get_entry", id="china/border")
        assert (quote["text"], quote["must_quote"]) == (BORDER, True)
        resources = (await client.list_resources()).resources
        assert [one.name for one in resources] == [entry.id for entry in friends.entries()]
        for resource in resources[:3]:
            (read,) = (await client.read_resource(resource.uri)).contents
            assert isinstance(read, TextResourceContents)
            assert json.loads(read.text)["id"] == resource.name

    talk(server_of(friends), steps)


def test_ids_in_any_script_and_with_any_sign_can_be_read() -> None:
    asked = [
        {"id": one, "question": f"{one}?", "answer": one} for one in ("Öl", "a?b#c%2F", "ночь")
    ]
    many = [{"question": f"Question {n}?", "answer": "Yes."} for n in range(MOST_LISTED)]
    server = server_of(Bot(Knowledge.from_dict({"title": "Ids", "entries": asked + many})))

    async def steps(client: Client) -> None:
        listed = (await client.list_resources()).resources
        assert len(listed) == MOST_LISTED
        for resource in listed[:3]:
            (read,) = (await client.read_resource(resource.uri)).contents
            assert isinstance(read, TextResourceContents)
            assert json.loads(read.text)["text"] == resource.name
        await client.read_resource(f"faq://entries/question-{MOST_LISTED - 1}")

    talk(server, steps)


def test_what_is_for_others_is_not_given() -> None:
    secret = {"id": "alarm", "question": "The code?", "answer": "1234", "audience": ["staff"]}
    open_to_all = {"id": "hours", "question": "When are you open?", "answer": "At nine."}
    knowledge = Knowledge.from_dict({"title": "Shop", "entries": [secret, open_to_all]})

    async def steps(client: Client) -> None:
        assert (await client.call_tool("get_entry", {"id": "alarm"})).is_error
        with pytest.raises(MCPError, match="no entry with this id"):
            await client.read_resource("faq://entries/alarm")
        assert [one.name for one in (await client.list_resources()).resources] == ["hours"]
        assert (await told(client, "search", query="the code?"))["entries"] == []
        assert (await told(client, "ask", question="the code?"))["reason"] == "not_for_you"

    talk(server_of(Bot(knowledge)), steps)


def test_the_prompt_tells_a_model_to_quote(friends: Bot) -> None:
    async def steps(client: Client) -> None:
        (prompt,) = (await client.list_prompts()).prompts
        got = await client.get_prompt(prompt.name, {"question": FIRST})
        content = got.messages[0].content
        assert isinstance(content, TextContent)
        assert FIRST in content.text
        assert "word for word" in content.text

    talk(server_of(friends), steps)


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("ask", {}, "question: Field required"),
        ("ask", {"question": 5}, "question: Input should be a valid string"),
        ("ask", {"question": None}, "valid string"),
        ("ask", {"question": ["a"]}, "valid string"),
        ("ask", {"question": "x" * 1_000_000}, "at most 10000 characters"),
        ("ask", {"question": "a", "session": "\x1b[31m" * 50}, "at most 64 characters"),
        ("search", {"query": "a", "limit": 0}, "greater than or equal to 1"),
        ("search", {"query": "a", "limit": "many"}, "valid integer"),
        ("get_entry", {"id": "\x00\x1b[31m"}, "no entry with this id"),
        ("drop_tables", {}, "Unknown tool"),
    ],
)
def test_hostile_arguments_get_an_error_result(
    tool: str, arguments: dict[str, object], said: str, friends: Bot
) -> None:
    async def steps(client: Client) -> None:
        result = await client.call_tool(tool, arguments)
        (content,) = result.content
        assert isinstance(content, TextContent)
        assert result.is_error
        assert said in content.text
        assert "Traceback" not in content.text
        assert "pydantic" not in content.text
        assert "\n" not in content.text
        assert "\x1b" not in content.text
        assert (await told(client, "ask", question=FIRST))["kind"] == "answer"

    talk(server_of(friends), steps)


@pytest.mark.parametrize("question", ["\x00\x1b[31m\u202e", "x" * 9_000, "\r\n", "{{7*7}} ${a}"])
def test_whatever_is_asked_gets_a_record(question: str, friends: Bot) -> None:
    async def steps(client: Client) -> None:
        record = await told(client, "ask", question=question)
        assert record["kind"] == "decline"
        assert "\x1b" not in record["text"]

    talk(server_of(friends), steps)


def test_a_fault_is_told_to_its_owner_and_not_to_the_client(
    friends: Bot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise IndexError("secret")

    monkeypatch.setattr(friends, "ask", fail)

    async def steps(client: Client) -> None:
        result = await client.call_tool("ask", {"question": FIRST})
        (content,) = result.content
        assert isinstance(content, TextContent)
        assert (result.is_error, content.text) == (True, "Error executing tool ask")

    talk(server_of(friends), steps)
    told = "chatbot: IndexError, a fault of chatbot's own; --debug shows where\n"
    assert capsys.readouterr().err == told


def test_a_program_starts_it_and_talks_to_it() -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    program = StdioServerParameters(
        command=sys.executable, args=["-m", "chatbot", "mcp"], env=environment
    )

    async def steps(client: Client) -> None:
        first = await told(client, "ask", question=FIRST)
        second = await told(client, "ask", question=SECOND, session=first["session"])
        assert [one["id"] for one in second["quotes"]] == ["china/history"]

    talk(stdio_client(program), steps)


def test_lines_that_are_no_messages_do_not_end_it() -> None:
    hostile = b"\xff\xfe\n{}\n[]\nnull\n" + b"[" * 100_000 + b"\n" + b"\x1b[31m\n"
    done = subprocess.run(
        [sys.executable, "-m", "chatbot", "mcp"],
        input=hostile,
        capture_output=True,
        timeout=60,
        check=False,
        cwd=ROOT,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Traceback" not in done.stdout
    for line in done.stdout.splitlines():
        assert "error" in json.loads(line)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--http", "0.0.0.0:80"], 2, "--http 0.0.0.0: say with --allow-host by what name"),
        (["--http", "localhost:http"], 2, "--http: takes a whole number from 0 to 65535"),
        (["--http", "203.0.113.1:1", "--allow-host", "a"], 74, "no address of this machine"),
        (["--sessions", "ftp://a"], 74, "no such store"),
        (["--faq", "missing.yaml"], 66, "missing.yaml"),
    ],
)
def test_what_cannot_be_is_one_line(
    arguments: list[str],
    status: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.argv", ["chatbot", "mcp", *arguments])
    assert main() == status
    error = capfd.readouterr().err
    assert said in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("library", ["mcp", "mcp.server.mcpserver.exceptions"])
def test_a_missing_extra_is_said_to_be(library: str) -> None:
    """Also where its version 1 is installed, which has other modules."""
    code = f"import sys; sys.modules[{library!r}] = None; from chatbot.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "mcp"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    line = "chatbot: chatbot mcp: a package is missing; pip install 'faq-chatbot[mcp]'\n"
    assert (done.stdout, done.stderr) == ("", line)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")
def test_who_starts_it_by_hand_is_told_what_it_waits_for() -> None:
    import pexpect

    waiting = pexpect.spawn(sys.executable, ["-m", "chatbot", "mcp"], cwd=str(ROOT), timeout=60)
    waiting.expect("waits for a program that speaks MCP")
    waiting.sendintr()
    waiting.expect(pexpect.EOF)
    waiting.close()
    assert waiting.signalstatus == signal.SIGINT


def test_the_page_shows_a_reply_as_it_is(friends: Bot) -> None:
    page = (ROOT / "docs" / "agents.md").read_text(encoding="utf-8")
    shown = next(block for block in page.split("```json\n") if block.startswith('{\n  "kind"'))
    reply = json.loads(shown.partition("```")[0].replace(", …]", "]"))

    async def steps(client: Client) -> None:
        record = await told(client, "ask", question=reply["quotes"][0]["question"])
        assert list(record) == list(reply)
        assert record["instruction"].startswith(reply["instruction"].removesuffix("…"))
        same = ("kind", "text", "format", "reason", "quotes", "declined", "must_quote")
        assert [record[key] for key in same] == [reply[key] for key in same]
        assert record["suggestions"][0] == reply["suggestions"][0]

    talk(server_of(friends), steps)
