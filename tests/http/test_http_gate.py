"""What the server bears of its clients, and what it lets nobody see."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from chatbot import Bot, Reply, Session
from chatbot.dialogue import Audience
from chatbot.surfaces.http.gate import Gate
from chatbot.surfaces.http.metrics import Metrics
from chatbot.surfaces.http.rate import RateLimit
from chatbot.surfaces.http.settings import Limits, Settings
from chatbot.surfaces.keys import read_keys
from tests.http.conftest import MakeClient

ASK = "/v1/ask"
QUESTION = {"question": "who is kim's best friend?"}
KEY = "a-long-and-random-key"


def test_every_response_has_the_headers_that_keep_browsers_safe(make_client: MakeClient) -> None:
    client = make_client()
    for said in (client.post(ASK, json=QUESTION), client.get("/nothing"), client.get("/livez")):
        headers = said.headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert headers["cache-control"] == "no-store"
        assert "set-cookie" not in headers
        assert "server" not in headers


@pytest.mark.parametrize("length", [16_384, 16_385])
def test_a_body_may_have_16_kilobytes(length: int, make_client: MakeClient) -> None:
    body = b'{"question": "who?"}'.ljust(length)
    said = make_client().post(ASK, content=body, headers={"content-type": "application/json"})
    assert said.status_code == (200 if length == 16_384 else 413)


def test_a_body_of_no_declared_length_may_not_have_more(make_client: MakeClient) -> None:
    chunks = (b" " * 1_000 for _ in range(100))
    said = make_client().post(ASK, content=chunks, headers={"content-type": "application/json"})
    assert (said.status_code, said.headers["connection"]) == (413, "close")


@pytest.mark.parametrize("length", ["-1", "x", "9" * 5_000])
def test_a_length_that_is_none_is_refused(length: str, make_client: MakeClient) -> None:
    headers = {"content-type": "application/json", "content-length": length}
    assert make_client().post(ASK, content=b"{}", headers=headers).status_code == 413


def test_a_client_who_asks_too_often_is_told_when_to_come_back(make_client: MakeClient) -> None:
    client = make_client(limits_rate=0.1, limits_burst=3)
    said = [client.post(ASK, json=QUESTION) for _ in range(5)]
    assert [one.status_code for one in said] == [200, 200, 200, 429, 429]
    assert 1 <= int(said[-1].headers["retry-after"]) <= 10
    assert client.get("/livez").status_code == 200


def test_who_has_a_key_may_ask_as_often_as_they_like(make_client: MakeClient) -> None:
    client = make_client(limits_rate=0.1, limits_burst=1, keys=(KEY,))
    headers = {"authorization": f"Bearer {KEY}"}
    said = [client.post(ASK, json=QUESTION, headers=headers) for _ in range(5)]
    assert {one.status_code for one in said} == {200}


def test_no_more_are_answered_at_once_than_can_be() -> None:
    async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
        await done.wait()
        await Response("done")(_scope, _receive, send)

    async def one() -> int:
        came: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b""}

        async def send(message: Message) -> None:
            came.append(message)

        scope = {"type": "http", "path": "/", "headers": [(b"host", b"localhost")]}
        await gate(scope, receive, send)
        return int(came[0]["status"])

    async def all_at_once() -> list[int]:
        asking = [asyncio.create_task(one()) for _ in range(4)]
        refused = [await task for task in asking[2:]]
        done.set()
        return [await task for task in asking[:2]] + refused + [await one()]

    done = asyncio.Event()
    gate = Gate(answer, Settings(limits=Limits(in_flight=2)), Metrics())
    assert asyncio.run(all_at_once()) == [200, 200, 503, 503, 200]


def test_a_bucket_fills_again(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr("time.monotonic", lambda: clock.now)
    limit = RateLimit(rate=2, burst=3)
    assert [limit.wait("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert limit.wait("b") == 0
    clock.now += 0.5
    assert [limit.wait("a"), limit.wait("a")] == [0, 0.5]
    clock.now += 1_000
    assert [limit.wait("a") for _ in range(4)] == [0, 0, 0, 0.5]


def test_addresses_of_one_network_share_a_bucket() -> None:
    limit = RateLimit(rate=1, burst=1)
    assert limit.wait("2001:db8::1") == 0
    assert limit.wait("2001:db8::2%eth0") > 0
    assert limit.wait("2001:db8:0:1::1") == 0
    assert limit.wait("::ffff:10.0.0.1") == limit.wait("::ffff:10.0.0.2") == 0
    assert limit.wait("no:address") == 0


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:8000", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("faq.example", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("", 421),
    ],
)
def test_only_names_on_the_list_are_answered(
    host: str, status: int, make_client: MakeClient
) -> None:
    client = make_client(allowed_hosts=("FAQ.example",))
    assert client.post(ASK, json=QUESTION, headers={"host": host}).status_code == status
    assert client.get("/livez", headers={"host": host}).status_code == 200


def test_any_name_is_answered_if_the_owner_says_so(make_client: MakeClient) -> None:
    client = make_client(allowed_hosts=("*",))
    assert client.post(ASK, json=QUESTION, headers={"host": "x.example"}).status_code == 200


def test_pages_of_other_sites_read_nothing_unless_allowed(make_client: MakeClient) -> None:
    origin = {"origin": "https://shop.example"}
    asking = {**origin, "access-control-request-method": "POST"}
    closed, opened = make_client(), make_client(origins=("https://shop.example",))
    assert (
        "access-control-allow-origin" not in closed.post(ASK, json=QUESTION, headers=origin).headers
    )
    assert closed.options(ASK, headers=asking).status_code == 405
    said = opened.post(ASK, json=QUESTION, headers=origin)
    assert said.headers["access-control-allow-origin"] == "https://shop.example"
    assert "access-control-allow-credentials" not in said.headers
    assert opened.options(ASK, headers=asking).status_code == 200
    other = {"origin": "https://evil.example"}
    assert "access-control-allow-origin" not in opened.get("/v1/entries", headers=other).headers


def test_counts_are_for_those_with_a_key(make_client: MakeClient) -> None:
    client = make_client(keys=("another-long-random-key", KEY))
    assert client.get("/metrics").headers["www-authenticate"] == "Bearer"
    for wrong in ("Bearer", "Bearer x", f"Basic {KEY}", f"Bearer {KEY}x", "Bearer é"):
        said = client.get("/metrics", headers={b"authorization": wrong.encode()})
        assert said.status_code == 401
    right = client.get("/metrics", headers={"authorization": f"Bearer {KEY}"})
    assert right.status_code == 200


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_each_line_of_a_key_file_is_a_key(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_text(f"{KEY}\n# another\n\nanother-long-random-key\n", encoding=encoding)
    assert read_keys(str(path)) == (KEY, "another-long-random-key")


@pytest.mark.parametrize(("host", "status"), [("127.0.0.1", 200), ("::1", 200), ("0.0.0.0", 403)])
def test_without_keys_counts_are_for_this_machine(
    host: str, status: int, make_client: MakeClient
) -> None:
    assert make_client(host=host).get("/metrics").status_code == status


@pytest.mark.parametrize(
    ("given", "headers"),
    [
        ({"allowed_hosts": ("faq.example.com",)}, {}),
        ({"proxies": ("127.0.0.1",)}, {}),
        ({}, {"x-forwarded-for": "203.0.113.9"}),
    ],
)
def test_without_keys_counts_are_not_for_those_whom_a_proxy_lets_in(
    given: dict[str, Any], headers: dict[str, str], make_client: MakeClient
) -> None:
    said = make_client(**given).get("/metrics", headers=headers)
    assert said.status_code == 403
    assert "--key-file" in said.json()["detail"]


class BrokenBot(Bot):
    """A bot with a fault of its own, and the question in the error's text."""

    def ask(
        self, question: str, session: Session | None = None, audience: Audience = None
    ) -> Reply:
        raise RuntimeError(f"cannot say to {question}")


def test_a_fault_of_its_own_shows_nothing(
    make_client: MakeClient, friends: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    client = make_client(bot=BrokenBot(friends.knowledge))
    said = client.post(ASK, json={"question": "a secret"})
    assert (said.status_code, said.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in said.text
    assert said.headers["x-content-type-options"] == "nosniff"
    logged = capsys.readouterr().err
    assert logged.startswith("chatbot: RuntimeError, a fault of chatbot's own")
    assert "secret" not in logged
    assert client.get("/livez").status_code == 200


def test_no_question_is_among_the_counts(make_client: MakeClient) -> None:
    client = make_client()
    client.post(ASK, json={"question": "is pumpernickel tasty"})
    client.get("/v1/suggest", params={"q": "pumpernickel"})
    client.get("/pumpernickel")
    client.get("/v1/entries/pumpernickel")
    client.post(ASK, json=QUESTION)
    counts = client.get("/metrics").text
    assert "pumpernickel" not in counts
    assert 'chatbot_replies_total{kind="answer",reason="none"} 1.0' in counts
    assert 'chatbot_replies_total{kind="decline",reason="off_topic"} 1.0' in counts
    assert 'chatbot_http_responses_total{route="none",status="404"} 1.0' in counts
    assert 'chatbot_http_response_seconds_count{route="/v1/ask"} 2.0' in counts


def test_counts_are_read_by_prometheus(make_client: MakeClient) -> None:
    from prometheus_client.parser import text_string_to_metric_families

    client = make_client()
    client.post(ASK, json=QUESTION)
    families = {one.name for one in text_string_to_metric_families(client.get("/metrics").text)}
    assert {"chatbot_http_responses", "chatbot_replies"} <= families


def test_probes(make_client: MakeClient, friends: Bot) -> None:
    client = make_client()
    assert client.get("/livez").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {
        "status": "ready",
        "title": friends.knowledge.title,
        "entries": len(friends.knowledge.entries),
        "note": "",
    }


def test_traces_show_routes_and_faults_but_no_questions(
    make_client: MakeClient, friends: Bot
) -> None:
    pytest.importorskip("opentelemetry.sdk")
    from opentelemetry import trace
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    class Broken(Bot):
        """Fails, and says at what."""

        def ask(self, question: str, *rest: Any) -> Reply:
            raise ValueError(question)

    provider, exporter = TracerProvider(), InMemorySpanExporter()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    client = make_client()
    client.post(ASK, json={"question": "is pumpernickel tasty"})
    assert client.get("/v1/suggest", params={"q": "best friend"}).json()["suggestions"]
    assert "pumpernickel" in client.get("/", params={"q": "pumpernickel"}).text
    broken = make_client(bot=Broken(friends.knowledge))
    assert broken.post(ASK, json={"question": "pumpernickel"}).status_code == 500
    spans = exporter.get_finished_spans()
    names = [span.name for span in spans]
    assert names == ["POST /v1/ask", "GET /v1/suggest", "GET /", "POST /v1/ask"]
    assert [span.status.is_ok for span in spans] == [True, True, True, False]
    assert (spans[-1].attributes or {})["error.type"] == "ValueError"
    assert "pumpernickel" not in "".join(span.to_json() for span in spans)
