"""Entries, and what may be meant while typing."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from chatbot import Bot


def test_entries_are_listed_a_page_at_a_time(client: TestClient, friends: Bot) -> None:
    pages = [
        client.get("/v1/entries", params={"offset": offset, "limit": 10}).json()
        for offset in range(0, 40, 10)
    ]
    listed = [entry["id"] for page in pages for entry in page["entries"]]
    assert listed == [entry.id for entry in friends.knowledge.entries]
    assert {page["total"] for page in pages} == {len(listed)}


def test_an_entry_is_shown_by_its_id(client: TestClient, friends: Bot) -> None:
    (entry,) = [one for one in friends.knowledge.entries if one.id == "china/border"]
    shown = client.get("/v1/entries/china/border").json()
    assert (shown["question"], shown["answer"]) == (entry.question, entry.answer)
    assert shown == client.get("/v1/entries/china%2Fborder").json()


@pytest.mark.parametrize("entry_id", ["chna", "china/", "..", "%00", "x" * 2000])
def test_an_id_that_no_entry_has_is_a_problem(entry_id: str, client: TestClient) -> None:
    assert client.get(f"/v1/entries/{entry_id}").status_code == 404


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("bor", "china/border"),
        ("does ru sha", "russia/border"),
        ("BORDER with rus", "russia/border"),
        ("who is kims best frend", "closest-friend"),
    ],
)
def test_what_may_be_meant_is_found_while_typing(
    typed: str, first: str, client: TestClient
) -> None:
    found = client.get("/v1/suggest", params={"q": typed}).json()["suggestions"]
    assert found[0]["id"] == first
    assert found[0]["text"].endswith("?")


@pytest.mark.parametrize("typed", ["", " ", "?!", "\x00"])
def test_nothing_is_meant_by_nothing(typed: str, client: TestClient) -> None:
    assert client.get("/v1/suggest", params={"q": typed}).json() == {"suggestions": []}


def test_no_more_is_suggested_than_wanted(client: TestClient) -> None:
    found = client.get("/v1/suggest", params={"q": "north korea", "limit": 2}).json()
    assert len(found["suggestions"]) == 2


@pytest.mark.parametrize(
    "query",
    [
        "/v1/suggest",
        "/v1/suggest?q=a&q=b",
        "/v1/suggest?q=a&x=1",
        "/v1/suggest?q=a&limit=0",
        f"/v1/suggest?q={'a' * 1001}",
        "/v1/entries?limit=x",
        "/v1/entries?offset=-1",
        "/v1/entries?limit=1001",
    ],
)
def test_a_wrong_parameter_is_a_problem(query: str, client: TestClient) -> None:
    said = client.get(query)
    assert (said.status_code, said.headers["content-type"]) == (422, "application/problem+json")
