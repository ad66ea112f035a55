"""Entries that somebody should look at again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from chatbot import Knowledge
from chatbot.language import SHIPPED, load_tables
from chatbot.workshop.stale import find_stale, understood


def of_source(written: str, whole: str, url: str = "") -> Knowledge:
    source = {"date": written} | ({"url": url} if url else {})
    entry = {"id": "a", "question": "What is A?", "answer": "It is.", "source": source}
    return Knowledge.from_dict({"title": "T", "source": {"date": whole}, "entries": [entry]})


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("3 Sept. 2024", date(2024, 9, 3)),
        ("30 February 2024", None),
        ("May 2023 to June 2024", None),
        ("3 or 4 May 2024", None),
        ("2024-05-03", date(2024, 5, 3)),
        ("3 May 2024", date(2024, 5, 3)),
        ("May 3, 2024", date(2024, 5, 3)),
        ("3.5.2024", date(2024, 5, 3)),
        ("May  2024", date(2024, 5, 1)),
        ("2024", date(2024, 1, 1)),
        ("last spring", None),
        ("", None),
    ],
)
def test_dates_are_understood_as_people_write_them(written: str, day: date | None) -> None:
    assert understood(written) == day


@pytest.mark.parametrize(
    ("language", "written", "day"),
    [
        ("de", "3. Mai 2024", date(2024, 5, 3)),
        ("de", "1. März 2019", date(2019, 3, 1)),
        ("de", "Stand: Jän. 2020", date(2020, 1, 1)),
        ("de", "May 3, 2024", date(2024, 5, 3)),
        ("es", "3 de mayo de 2024", date(2024, 5, 3)),
        ("fr", "1er août 2024", date(2024, 8, 1)),
        ("ru", "3 мая 2024 г.", date(2024, 5, 3)),
        ("pt-br", "3 May 2024", date(2024, 5, 3)),
        ("en", "3. Mai 2024", None),
    ],
)
def test_months_may_be_named_in_the_language_of_the_file(
    language: str, written: str, day: date | None
) -> None:
    assert understood(written, language) == day


@pytest.mark.parametrize("code", SHIPPED)
def test_a_shipped_language_names_every_month(code: str) -> None:
    assert set(load_tables(code).months.values()) == set(range(1, 13))


def test_a_date_that_is_not_understood_is_said_once() -> None:
    (found,) = find_stale(of_source("last spring", "2025"))
    said = "the date of its source, last spring, is not understood; write it as 2024-05-03"
    assert str(found) == f"<knowledge>:0: a: {said}"
    (found,) = find_stale(of_source("2024", "some day"))
    assert str(found) == f"<knowledge>: {said.replace('last spring', 'some day')}"


def test_an_answer_older_than_the_source_of_the_file_is_stale() -> None:
    (found,) = find_stale(of_source("3 May 2024", "2025"))
    assert str(found) == (
        "<knowledge>:0: a: its source is of 3 May 2024, the file's of 2025; see whether it holds"
    )


@pytest.mark.parametrize(("written", "whole"), [("2025", "2025"), ("2025", "2024"), ("x", "x")])
def test_an_answer_that_is_not_older_is_not(written: str, whole: str) -> None:
    assert find_stale(of_source(written, whole)) == ()


def test_an_entry_of_an_included_file_is_named_with_that_file(tmp_path: Path) -> None:
    entry = "{id: a, question: What is A?, answer: It is., review_by: 2020-01-31}"
    (tmp_path / "more.yaml").write_text(f"entries:\n  - {entry}\n", encoding="utf-8")
    (tmp_path / "faq.yaml").write_text("title: T\ninclude: [more.yaml]\n", encoding="utf-8")
    (found,) = find_stale(Knowledge.load(tmp_path / "faq.yaml"))
    assert str(found).startswith(f"{tmp_path / 'more.yaml'}:2: a: ")


DATED = {
    "title": "T",
    "entries": [
        {"id": "a", "question": "What is A?", "answer": "It is.", "review_by": "2026-01-31"},
        {"id": "b", "question": "What is B?", "answer": "It is.", "valid_until": "2026-01-31"}
        | {"owner": "Ann"},
    ],
}


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 1, 31), []),
        (
            date(2026, 2, 1),
            [
                "a: it was to be reviewed by 2026-01-31",
                "b: it was valid until 2026-01-31; change it, or take it out; ask Ann",
            ],
        ),
    ],
)
def test_an_entry_past_its_date_is_stale(day: date, found: list[str]) -> None:
    stale = find_stale(Knowledge.from_dict(DATED), day)
    assert [f"{one.entry_id}: {one.what}" for one in stale] == found


class Server(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        status = {"/gone": 404, "/no-head": 405 if self.command == "HEAD" else 200}
        self.send_response(302 if self.path == "/away" else status.get(self.path, 200))
        if self.path == "/away":
            self.send_header("Location", "file:///etc/hosts")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "why"), [("/here", ""), ("/no-head", ""), ("/gone", "404"), ("/away", "302")]
)
def test_links_are_tried_online_only(site: str, path: str, why: str) -> None:
    knowledge = of_source("2025", "2025", site + path)
    assert find_stale(knowledge) == ()
    said = [one.what for one in find_stale(knowledge, online=True)]
    assert said == [
        f"its source {site}{path} does not answer ({why}); find where it is now"
    ] * bool(why)


def test_a_dead_link_of_the_whole_file_is_said_once_and_of_the_file(site: str) -> None:
    entries = [{"id": one, "question": f"What is {one}?", "answer": "It is."} for one in "ab"]
    source = {"url": f"{site}/gone"}
    knowledge = Knowledge.from_dict({"title": "T", "source": source, "entries": entries})
    (found,) = find_stale(knowledge, online=True)
    assert str(found).startswith(f"<knowledge>: its source {site}/gone does not answer (404)")


def test_a_server_that_is_not_there_is_one_line() -> None:
    knowledge = of_source("2025", "2025", "http://127.0.0.1:9/")
    (found,) = find_stale(knowledge, online=True)
    assert "Connection refused" in found.what
