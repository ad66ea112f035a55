"""The bot as a model of an OpenAI-compatible server, for chat programs that talk to those.

Nothing is kept between requests: the conversation is in each of them, and what its user asked
before is asked again to know what the last question refers to.
"""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from secrets import token_hex
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from chatbot.agents import quoted
from chatbot.dialogue import Reply
from chatbot.language import interface_words
from chatbot.surfaces.adapter import Incoming
from chatbot.surfaces.http.problems import Problem
from chatbot.surfaces.http.requests import as_json, body_of
from chatbot.surfaces.http.service import service_of
from chatbot.surfaces.http.tasks import is_task

MODEL: Final = "faq-chatbot"
MOST_REPLAYED: Final = 8
"""Questions before the last that are asked again."""


class Message(Struct):
    """One message of a conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[dict[str, Any]] | None = None


class StreamOptions(Struct):
    """What a stream brings besides the answer."""

    include_usage: bool = False


class Completion(Struct):
    """A conversation whose next message is wanted; settings of language models are passed over."""

    messages: Annotated[list[Message], Meta(min_length=1)]
    model: str = MODEL
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: int | None = None
    tools: list[Any] | None = None
    functions: list[Any] | None = None
    response_format: dict[str, Any] | None = None


class Usage(Struct):
    """No tokens: there is no language model here."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class Answered(Struct):
    """The message that was wanted."""

    content: str
    role: Literal["assistant"] = "assistant"


class Choice(Struct):
    """The one message there is to choose."""

    message: Answered
    index: int = 0
    finish_reason: Literal["stop"] = "stop"


class ChatCompletion(Struct):
    """The next message of a conversation."""

    id: str
    created: int
    model: str
    choices: list[Choice]
    usage: Usage
    object: Literal["chat.completion"] = "chat.completion"


class Model(Struct):
    """The one model there is."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = MODEL


class Models(Struct):
    """The models that can be asked."""

    data: list[Model]
    object: Literal["list"] = "list"


async def models(_request: Request) -> Response:
    """List the one model there is."""
    return as_json(Models([Model()]))


async def model(request: Request) -> Response:
    """Show the one model there is."""
    if request.path_params["id"] != MODEL:
        problem = Problem(404, f"There is no such model; the one there is goes by {MODEL}.")
        return _refused(problem, "model_not_found")
    return as_json(Model())


async def complete(request: Request) -> Response:
    """Answer the last question of a conversation."""
    try:
        wanted = await body_of(request, Completion)
        content = await _content(wanted, request)
    except Problem as problem:
        if problem.status == 422:  # which OpenAI does not use
            problem.status = 400
        return _refused(problem)
    if not wanted.stream:
        choices = [Choice(Answered(content))]
        return as_json(ChatCompletion(_new_id(), int(time.time()), wanted.model, choices, Usage()))
    events = _events(wanted, content)
    return StreamingResponse(events, media_type="text/event-stream")


def _refused(problem: Problem, code: str | None = None) -> Response:
    """A problem that clients of OpenAI can read as well."""
    error = {"message": problem.detail, "type": "invalid_request_error"}
    return problem.response(error={**error, "param": None, "code": code})


async def _content(wanted: Completion, request: Request) -> str:
    """What is said to the last message."""
    _check(wanted)
    said = [(message.role, _text(message)) for message in wanted.messages]
    asked = [text for role, text in said if role == "user"]
    if not asked or said[-1][0] != "user":
        raise Problem(400, "The last message must be one of the role user.")
    service = service_of(request)
    adapter = service.adapter
    if is_task(asked[-1]):
        return interface_words(adapter.bot.knowledge.language)["no_tasks"]
    session = await adapter.off_loop(adapter.session_after, asked[:-1][-MOST_REPLAYED:])
    reply = await adapter.reply_async(Incoming(asked[-1]), session)
    service.metrics.replied(reply)
    return _shown(reply)


def _check(wanted: Completion) -> None:
    """Refuse what only a language model could do."""
    if wanted.tools or wanted.functions:
        raise Problem(400, "This model calls no tools; leave out tools and functions.")
    if (wanted.response_format or {}).get("type", "text") != "text":
        raise Problem(400, "This model answers in text; leave out response_format.")
    if (wanted.n or 1) != 1:
        raise Problem(400, "This model has one answer; leave out n.")


def _text(message: Message) -> str:
    if not isinstance(message.content, list):
        return message.content or ""
    texts = []
    for part in message.content:
        text = part.get("text")
        if part.get("type") != "text" or not isinstance(text, str):
            raise Problem(400, "This model reads text only; send no images, audio or files.")
        texts.append(text)
    return "\n".join(texts)


def _shown(reply: Reply) -> str:
    """A reply as one text, with the choices to answer by number and what it rests on."""
    parts = [quoted(reply).text]
    if reply.kind == "clarify":
        choices = enumerate(reply.suggestions, start=1)
        parts.append("\n".join(f"{number}. {text}" for number, text in choices))
    if reply.source:
        parts.append(reply.source.text)
    return "\n\n".join(filter(None, parts))


async def _events(wanted: Completion, content: str) -> AsyncIterator[bytes]:
    """The message as server-sent events, a paragraph at a time."""
    shared = {"id": _new_id(), "object": "chat.completion.chunk", "created": int(time.time())}
    shared["model"] = wanted.model

    def chunk(delta: dict[str, str], finish_reason: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
        return _event({**shared, "choices": [choice]})

    yield chunk({"role": "assistant", "content": ""})
    for paragraph in re.split(r"(?<=\n\n)", content):
        yield chunk({"content": paragraph})
    yield chunk({}, "stop")
    if wanted.stream_options and wanted.stream_options.include_usage:
        yield _event({**shared, "choices": [], "usage": Usage()})
    yield b"data: [DONE]\n\n"


def _event(value: dict[str, Any]) -> bytes:
    return b"data: " + msgspec.json.encode(value) + b"\n\n"


def _new_id() -> str:
    return f"chatcmpl-{token_hex(12)}"
