"""The exchanges in docs/serve.md go as shown."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

PAGE = Path(__file__).parents[2] / "docs" / "serve.md"
EXCHANGES = re.findall(r"^```http\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.M)


@pytest.mark.parametrize("number", range(len(EXCHANGES)))
def test_exchanges_go_as_shown(number: int, client: TestClient) -> None:
    """Each after those before it, which may belong to the same conversation."""
    for exchange in EXCHANGES[: number + 1]:
        sent, expected = exchange.strip().split("\n\n")
        line, _, body = sent.partition("\n")
        method, path = line.split(" ", 1)
        said = client.request(method, path, json=json.loads(body) if body else None)
        status, _, content = expected.partition("\n")
    shown = json.loads(content)
    assert said.status_code == int(status)
    assert {key: said.json().get(key) for key in shown} == shown
