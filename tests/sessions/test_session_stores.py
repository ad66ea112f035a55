"""What every store of sessions does, whatever it keeps them in."""

from __future__ import annotations

import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot import (
    MemorySessionStore,
    RedisSessionStore,
    SessionBusy,
    SessionStore,
    SessionStoreError,
    SqliteSessionStore,
)
from chatbot.sessions import open_store
from chatbot.sessions.store import MOST_WAITING
from tests.redis_server import free_port

Open = Callable[..., SessionStore]


def test_there_is_no_session_to_begin_with(store: SessionStore) -> None:
    assert store.load("ann") is None


def test_a_session_is_loaded_as_it_was_left(store: SessionStore) -> None:
    store.leave("ann", store.join("ann"), '{"question": "é ☃"}')
    assert store.load("ann") == '{"question": "é ☃"}'
    assert store.load("bob") is None


def test_leaving_without_a_session_keeps_the_one_before(store: SessionStore) -> None:
    store.leave("ann", store.join("ann"), "first")
    store.leave("ann", store.join("ann"), None)
    assert store.load("ann") == "first"


def test_places_of_one_key_are_first_in_order(store: SessionStore) -> None:
    places = [store.join("ann") for _ in range(3)]
    while places:
        assert [store.is_first("ann", place) for place in places] == [True] + [False] * (
            len(places) - 1
        )
        store.leave("ann", places.pop(0), None)


def test_who_gives_up_in_the_middle_is_not_waited_for(store: SessionStore) -> None:
    first, second, third = (store.join("ann") for _ in range(3))
    store.leave("ann", second, None)
    store.leave("ann", first, None)
    assert store.is_first("ann", third)


def test_keys_do_not_wait_for_each_other(store: SessionStore) -> None:
    ann, bob = store.join("ann"), store.join("bob")
    assert store.is_first("ann", ann)
    assert store.is_first("bob", bob)


def test_more_than_a_few_in_one_queue_are_refused(store: SessionStore) -> None:
    for _ in range(MOST_WAITING):
        store.join("ann")
    with pytest.raises(SessionBusy):
        store.join("ann")
    assert store.is_first("bob", store.join("bob"))


def test_a_place_that_is_not_asked_after_is_given_up(open_one: Open) -> None:
    store = open_one(lease=0.05)
    late = store.join("ann")
    time.sleep(0.1)
    place = store.join("ann")
    assert store.is_first("ann", place)
    assert not store.is_first("ann", late)
    store.leave("ann", late, "late")
    assert store.load("ann") is None
    store.leave("ann", place, "in time")
    assert store.load("ann") == "in time"


def test_a_place_is_kept_by_asking(open_one: Open) -> None:
    store = open_one(lease=0.5)
    place = store.join("ann")
    for _ in range(8):
        time.sleep(0.1)
        assert store.is_first("ann", place)


def test_a_session_expires(open_one: Open) -> None:
    store = open_one(keep=0.05)
    store.leave("ann", store.join("ann"), "old")
    time.sleep(0.1)
    assert store.load("ann") is None


def test_two_that_are_opened_share_all(open_one: Open) -> None:
    here, there = open_one(), open_one()
    if here.in_memory:
        pytest.skip("memory is one process's own")
    first, second = here.join("ann"), there.join("ann")
    assert here.is_first("ann", first)
    assert not there.is_first("ann", second)
    here.leave("ann", first, "from here")
    assert there.is_first("ann", second)
    assert there.load("ann") == "from here"


def test_memory_forgets_the_conversation_that_rested_longest() -> None:
    store = MemorySessionStore(most=2)
    for key in ("ann", "bob", "cem"):
        store.leave(key, store.join(key), key)
    assert [store.load(key) for key in ("ann", "bob", "cem")] == [None, "bob", "cem"]


def test_a_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    store = SqliteSessionStore(tmp_path / "sessions.db")
    store.leave("ann", store.join("ann"), "first")
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}
    store.close()


def test_a_file_is_still_there_after_closing(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "sessions.db"))
    store.leave("ann", store.join("ann"), "first")
    store.close()
    again = open_store(str(tmp_path / "sessions.db"))
    assert again.load("ann") == "first"
    again.close()


def test_what_is_no_database_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ann, " * 100, encoding="utf-8")
    with pytest.raises(SessionStoreError, match=r"letter\.txt: file is not a database"):
        open_store(str(tmp_path / "letter.txt"))
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "Dear Ann, " * 100


@pytest.mark.parametrize("name", [".", "nowhere/sessions.db"])
def test_a_file_that_cannot_be_made_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(SessionStoreError, match=f"^{tmp_path / name}: "):
        SqliteSessionStore(tmp_path / name)


def test_a_redis_that_does_not_answer_is_an_error_in_one_line() -> None:
    pytest.importorskip("redis")
    with pytest.raises(SessionStoreError, match=r"^Redis: .*refused") as caught:
        RedisSessionStore(f"redis://127.0.0.1:{free_port()}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["http://a.example", "redis://a:b:c/d", "mysql://x"])
def test_an_address_that_is_none_is_an_error(name: str) -> None:
    pytest.importorskip("redis")
    with pytest.raises(SessionStoreError):
        open_store(name)


def test_names_of_stores() -> None:
    assert isinstance(open_store("memory"), MemorySessionStore)
