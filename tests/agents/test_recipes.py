"""The recipes in examples/ for those who bring a model, with the libraries they are for."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
QUESTION = "does china share a border with north korea?"
BORDER = "China and North Korea share a long border."
CALL: dict[str, object] = {
    "id": "1",
    "type": "function",
    "function": {"name": "ask_faq", "arguments": json.dumps({"question": QUESTION})},
}


def example(name: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module of an example, which answers from the knowledge that ships."""
    monkeypatch.delenv("CHATBOT_FAQ", raising=False)
    spec = spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_llamaindex_gets_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("llama_index.core", reason="needs the extra integration")
    recipe = example("llamaindex_tool", monkeypatch)
    record = recipe.tool.call(question=QUESTION).raw_output
    assert record["quotes"][0]["text"] == BORDER
    assert "word for word" in recipe.tool.metadata.description
    found = recipe.FaqRetriever().retrieve(QUESTION)
    assert (found[0].node.node_id, found[0].text) == ("china/border", BORDER)
    assert found[0].metadata["must_quote"] is True
    assert found[0].score > found[1].score


@contextmanager
def model_that_says(*messages: dict[str, object]) -> Iterator[tuple[str, list[Any]]]:
    """The address of a server that says these messages in turn, and what it was sent."""
    said, sent = iter(messages), []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            message = {"role": "assistant", **next(said)}
            choice = {"index": 0, "finish_reason": "stop", "message": message}
            body = json.dumps(
                {"id": "1", "object": "chat.completion", "created": 0, "model": "m"}
                | {"choices": [choice]}
            ).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1", sent
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("last", "answer"),
    [
        (f"*{BORDER}*", f"*{BORDER}*"),
        (f"{BORDER} It is 1,352 km long.", BORDER),  # not the author's: the FAQ answers itself
        ("", BORDER),
    ],
)
def test_a_model_calls_the_function_and_is_checked(
    last: str, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    openai = pytest.importorskip("openai", reason="needs the extra integration")
    recipe = example("openai_function", monkeypatch)
    with (
        model_that_says({"tool_calls": [CALL]}, {"content": last}) as (address, sent),
        openai.OpenAI(api_key="any", base_url=address, max_retries=0) as client,
    ):
        assert recipe.answer(client, "m", QUESTION) == answer
    assert "word for word" in sent[0]["tools"][0]["function"]["description"]
    record = json.loads(sent[1]["messages"][-1]["content"])
    assert (record["quotes"][0]["text"], record["must_quote"]) == (BORDER, True)


def test_a_model_that_only_calls_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    openai = pytest.importorskip("openai", reason="needs the extra integration")
    recipe = example("openai_function", monkeypatch)
    calls: list[dict[str, object]] = [{"tool_calls": [CALL]}] * 3
    with (
        model_that_says(*calls) as (address, sent),
        openai.OpenAI(api_key="any", base_url=address, max_retries=0) as client,
    ):
        assert recipe.answer(client, "m", "who borders nk?") == BORDER
    assert len(sent) == 3
