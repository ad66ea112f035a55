"""What the API says of itself is so.

``UPDATE_GOLDENS=1`` writes the description in docs anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from starlette.testclient import TestClient

from chatbot import Bot, MemorySessionStore
from chatbot.surfaces.http.app import make_app
from chatbot.surfaces.http.openapi import openapi
from chatbot.surfaces.http.routes import OPERATIONS, Operation
from chatbot.surfaces.http.settings import COMPLETIONS, Settings
from tests.http.conftest import NO_RATE

GOLDEN = Path(__file__).parents[2] / "docs" / "openapi.json"


def test_the_description_in_docs_is_the_one_served(client: TestClient) -> None:
    text = json.dumps(openapi(), ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("UPDATE_GOLDENS"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert GOLDEN.read_text(encoding="utf-8") == text
    assert client.get("/openapi.json").json() == json.loads(text)


def test_every_route_is_described_once() -> None:
    described = {(method.upper(), path) for path, by in openapi()["paths"].items() for method in by}
    assert described == {(one.method, one.path) for one in OPERATIONS}
    ids = [by["operationId"] for path in openapi()["paths"].values() for by in path.values()]
    assert len(set(ids)) == len(ids)


@pytest.fixture(scope="module")
def api(friends: Bot) -> Any:
    """The application, described by itself; its rate is for people."""
    schemathesis = pytest.importorskip("schemathesis")
    app = make_app(friends, MemorySessionStore(), Settings(limits=NO_RATE, allowed_hosts=("*",)))
    return schemathesis.openapi.from_asgi("/openapi.json", app)


@pytest.mark.parametrize("mode", ["POSITIVE", "NEGATIVE"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.endpoint.__name__)
def test_requests_made_to_break_it_get_what_is_described(
    mode: str, operation: Operation, api: Any
) -> None:
    from schemathesis import GenerationMode
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    # No schema says that the last message of a conversation has to be a person's.
    # None says which languages a server answers in either.
    unsaid = [positive_data_acceptance] if operation.path in (COMPLETIONS, "/v1/ask") else []
    described = api[operation.path][operation.method]

    @settings(max_examples=12, suppress_health_check=list(HealthCheck))
    @given(case=described.as_strategy(generation_mode=GenerationMode[mode]))
    def validate(case: Any) -> None:
        case.call_and_validate(excluded_checks=unsaid)

    if mode == "POSITIVE" or operation.body or operation.query:
        validate()
