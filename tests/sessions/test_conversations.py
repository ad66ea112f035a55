"""Conversations over a store: order, context, and what an error leaves."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chatbot import Bot, Conversations, Session, SessionBusy, SessionStore

ROOT = Path(__file__).parents[2]
TALK = ("who is kim's best friend?", "why?")
ANSWERS = ["closest-friend", "china"]
Open = Callable[..., SessionStore]


def say(bot: Bot, conversations: Conversations, key: str, text: str) -> str:
    with conversations.turn(key) as turn:
        reply = bot.ask(text, turn.session)
        turn.session = reply.session
        return reply.entry_ids[0] if reply.entry_ids else reply.kind


def test_a_conversation_goes_on(friends: Bot, store: SessionStore) -> None:
    conversations = Conversations(store)
    assert [say(friends, conversations, "ann", text) for text in TALK] == ANSWERS
    assert say(friends, conversations, "bob", TALK[1]) != ANSWERS[1]


def test_a_reply_that_is_not_sent_does_not_advance_it(friends: Bot, store: SessionStore) -> None:
    conversations = Conversations(store)
    say(friends, conversations, "ann", TALK[0])
    before = store.load("ann")

    def send_nothing() -> None:
        with conversations.turn("ann") as turn:
            turn.session = friends.ask("who are you?", turn.session).session
            raise ConnectionError("the platform is down")

    with pytest.raises(ConnectionError):
        send_nothing()
    assert store.load("ann") == before
    assert say(friends, conversations, "ann", TALK[1]) == ANSWERS[1]


async def two_at_once(conversations: Conversations, bot: Bot, key: str) -> list[str]:
    """What a user gets who sends two messages at once, each sent back after some time."""

    async def handle(text: str) -> str:
        async with conversations.turn_async(key) as turn:
            reply = bot.ask(text, turn.session)
            await asyncio.sleep(random.random() / 100)
            turn.session = reply.session
            return reply.entry_ids[0] if reply.entry_ids else reply.kind

    return list(await asyncio.gather(*map(handle, TALK)))


def test_two_quick_messages_keep_their_context(friends: Bot, store: SessionStore) -> None:
    conversations = Conversations(store)

    async def everybody() -> list[list[str]]:
        users = [two_at_once(conversations, friends, f"user {number}") for number in range(30)]
        return list(await asyncio.gather(*users))

    assert asyncio.run(everybody()) == [ANSWERS] * 30


def test_threads_take_turns_and_lose_none(open_one: Open) -> None:
    conversations = [Conversations(open_one())] * 4
    if not open_one().in_memory:
        conversations = [Conversations(open_one()) for _ in range(4)]

    def add(number: int) -> None:
        with conversations[number % 4].turn("ann") as turn:
            told = turn.session.question if turn.session else ""
            turn.session = Session(question=f"{told}.")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, range(40)))
    with conversations[0].turn("ann") as turn:
        assert turn.session is not None
        assert turn.session.question == "." * 40


def test_who_waits_too_long_is_told(store: SessionStore) -> None:
    holding, waiting = Conversations(store), Conversations(store, patience=0.05)

    async def wait() -> None:
        async with waiting.turn_async("ann"):
            pytest.fail("two at once")

    with holding.turn("ann"):
        with pytest.raises(SessionBusy), waiting.turn("ann"):
            pytest.fail("two at once")
        with pytest.raises(SessionBusy):
            asyncio.run(wait())
    with waiting.turn("ann") as turn:
        assert turn.session is None


def test_tasks_of_one_loop_wait_no_longer_than_their_patience(store: SessionStore) -> None:
    conversations = Conversations(store, patience=0.05)

    async def hold(seconds: float) -> None:
        async with conversations.turn_async("ann"):
            await asyncio.sleep(seconds)

    async def both() -> list[BaseException | None]:
        return list(await asyncio.gather(hold(0.3), hold(0), return_exceptions=True))

    first, second = asyncio.run(both())
    assert first is None
    assert isinstance(second, SessionBusy)


@pytest.mark.parametrize("after", [0, 0.001, 0.02])
def test_a_cancelled_task_leaves_the_queue(after: float, store: SessionStore) -> None:
    conversations = Conversations(store)

    async def endless() -> None:
        async with conversations.turn_async("ann") as turn:
            turn.session = Session(question="never sent")
            await asyncio.sleep(60)

    async def cancel() -> None:
        task = asyncio.create_task(endless())
        await asyncio.sleep(after)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    place = store.join("ann")
    assert store.is_first("ann", place)
    assert store.load("ann") is None


def test_a_session_of_another_version_begins_anew(store: SessionStore) -> None:
    store.leave("ann", store.join("ann"), '{"version": 999}')
    with Conversations(store).turn("ann") as turn:
        assert turn.session is None


def example(arguments: list[str], typed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "chatbot.sessions", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("kind", ["file", "redis"])
def test_two_processes_share_a_conversation(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, friends: Bot
) -> None:
    name = (
        str(tmp_path / "talks.db") if kind == "file" else str(request.getfixturevalue("redis_url"))
    )
    session = None
    for text in TALK:
        reply = friends.ask(text, session)
        session = reply.session
        done = example([name, "ann"], f"{text}\n")
        assert (done.stdout, done.stderr) == (f"{reply.text}\n\n", "")


def test_the_example_answers_from_the_file_that_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text("title: Shop\nentries: [{question: Do you sell tea?, answer: Green tea.}]\n")
    monkeypatch.setenv("CHATBOT_FAQ", str(file))
    assert example(["memory", "ann"], "do you sell tea\n").stdout == "Green tea.\n\n"


def test_the_example_says_how_it_is_used_and_what_is_wrong() -> None:
    assert "python -m chatbot.sessions talks.db ann" in example([], "").stderr
    assert example(["http://a.example", "ann"], "").stderr == (
        "http://a.example: no such store; use memory, redis://… or a file's name\n"
    )
