"""Slack's own library, driven with requests as Slack signs them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

pytest.importorskip("slack_bolt", reason="needs the extra slack")

from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from chatbot import Bot
from chatbot.sessions import SessionStore
from chatbot.sessions.sqlite import SqliteSessionStore
from chatbot.surfaces.platforms.answering import Answering
from chatbot.surfaces.platforms.channels import Channels
from chatbot.surfaces.platforms.slack_messages import Posted
from chatbot.surfaces.platforms.slack_running import make_app
from tests.platforms.conftest import opinions, play
from tests.platforms.slack_api import (
    BOT_USER,
    SIGN,
    TOKENS,
    SlackApi,
    command,
    edited,
    event,
    pressed,
    signed,
    slack_api,
)

Send = Callable[..., Awaitable[BoltResponse]]


@asynccontextmanager
async def slack(
    bot: Bot, store: SessionStore | None = None, channels: Channels | None = None
) -> AsyncIterator[tuple[SlackApi, Send]]:
    """Slack, and what sends a body to the app as Slack would."""
    async with slack_api() as api:
        answering: Answering[Posted] = Answering(bot, store, channels)
        app = make_app(answering, TOKENS, api.address)

        async def send(body: str, **more: Any) -> BoltResponse:
            headers: Any = more.pop("headers", None) or signed(body, **more)
            return await app.async_dispatch(AsyncBoltRequest(body=body, headers=headers))

        yield api, send


def texts(message: dict[str, Any]) -> list[str]:
    """The sections of a message."""
    return [one["text"]["text"] for one in message["blocks"] if one["type"] == "section"]


def buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    """The buttons of a message."""
    rows = [one["elements"] for one in message["blocks"] if one["type"] == "actions"]
    return [button for row in rows for button in row]


def test_a_direct_message_is_answered_with_source_and_buttons(shop: Bot) -> None:
    async def scenario() -> None:
        async with slack(shop) as (api, send):
            assert (await send(event("when are you open?"))).status == 200
            message = await api.next()
        assert message["channel"] == "D1"
        assert "thread_ts" not in message
        assert texts(message) == ["From *nine* to five. <https://shop.example/hours|All hours>"]
        (source,) = (one for one in message["blocks"] if one["type"] == "context")
        assert source["elements"][0]["text"] == "The sign on the door, 2026-01-05"
        labels = [one["text"]["text"] for one in buttons(message)]
        assert labels[0] == "Do you deliver to islands?"
        assert all(len(label) <= 75 for label in labels)

    play(scenario)


def test_a_mention_is_answered_once_in_a_thread_of_its_own(shop: Bot) -> None:
    async def scenario() -> None:
        async with slack(shop) as (api, send):
            asked = f"<@{BOT_USER}> do you deliver to islands?"
            await send(event(asked, "7.7", "C1", type="app_mention"))
            await send(event(asked, "7.7", "C1"))
            message = await api.next()
            assert (message["thread_ts"], texts(message)) == ("7.7", ["Yes, by boat."])
            await send(event("opening hours"))
            assert (await api.next())["channel"] == "D1"

    play(scenario)


def test_a_thread_is_a_conversation_that_needs_no_further_mention(friends: Bot) -> None:
    async def scenario() -> None:
        async with slack(friends) as (api, send):
            await send(event(f"<@{BOT_USER}> who is kim's best friend?", "1.1", "C1"))
            assert texts(await api.next())[0].startswith("China")
            await send(event("since when?", "1.2", "C1", thread_ts="1.1"))
            message = await api.next()
            assert message["thread_ts"] == "1.1"
            assert "Korean War" in " ".join(texts(message))
            await send(event("since when?", "1.3", "C1", thread_ts="1.0"))
            await send(event("<@U2> since when?", "1.4", "C1", thread_ts="1.1"))
            await send(event("who are you?", "1.5", "C1"))
            await send(event("hello"))
            assert (await api.next())["channel"] == "D1"

    play(scenario)


def test_in_a_thread_it_is_shown_that_the_app_types(shop: Bot) -> None:
    async def scenario() -> None:
        async with slack(shop) as (api, send):
            asked = f"<@{BOT_USER}> do you deliver to islands?"
            await send(event(asked, "1.1", "C1"))
            sign = await api.next(SIGN)
            assert (sign["channel_id"], sign["thread_ts"]) == ("C1", "1.1")
            assert sign["status"] == "is typing …"
            assert texts(await api.next()) == ["Yes, by boat."]
            await send(edited(f"<@{BOT_USER}> when are you open?", asked, "1.1", "C1"))
            assert "nine" in texts(await api.next("chat.update"))[0]
            await send(event("do you deliver to islands?"))
            await api.next()
            assert api.calls.empty()

    play(scenario)


def test_where_no_sign_can_be_shown_the_answer_comes_without(shop: Bot) -> None:
    async def scenario() -> None:
        async with slack(shop) as (api, send):
            asked = f"<@{BOT_USER}> do you deliver to islands?"
            api.refused[SIGN] = "missing_scope"
            await send(event(asked, "1.1", "C1"))
            assert texts(await api.next()) == ["Yes, by boat."]
            api.refused.clear()
            api.limited.append(SIGN)
            api.wait = 600
            await send(event(asked, "1.2", "C1"))
            assert texts(await api.next()) == ["Yes, by boat."]

    play(scenario)


def test_two_quick_messages_keep_their_order_and_context(friends: Bot) -> None:
    async def scenario() -> None:
        async with slack(friends) as (api, send):
            first, second = event("who is kim's best friend?", "1.1"), event("since when?", "1.2")
            await asyncio.gather(send(first), send(second))
            assert texts(await api.next())[0].startswith("China")
            assert "Korean War" in " ".join(texts(await api.next()))

    play(scenario)


def test_a_wrong_signature_and_an_old_request_are_refused(shop: Bot) -> None:
    async def scenario() -> None:
        async with slack(shop) as (api, send):
            body = event("when are you open?")
            assert (await send(body, secret="another secret")).status == 401
            assert (await send(body, age=301)).status == 401
            other = event("do you deliver to islands?")
            assert (await send(other, headers=signed(body))).status == 401
            assert api.calls.empty()

    play(scenario)


def test_what_slack_repeats_is_not_answered_again(shop: Bot) -> None:
    async def scenario() -> None:
        async with slack(shop) as (api, send):
            body = event("when are you open?", "1.1")
            for _ in range(2):
                assert (await send(body)).status == 200
            late = event("when are you open?", "1.2")
            repeated = {"x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"}
            await send(late, headers=signed(late) | repeated)
            await send(event("do you deliver to islands?", "1.3"))
            assert "nine" in texts(await api.next())[0]
            assert texts(await api.next()) == ["Yes, by boat."]

    play(scenario)


def test_bots_and_what_slack_itself_says_are_not_answered(shop: Bot) -> None:
    async def scenario() -> None:
        async with slack(shop) as (api, send):
            await send(event("when are you open?", "1.1", bot_id="B2"))
            await send(event("when are you open?", "1.2", subtype="channel_join"))
            await send(event("when are you open?", "1.3", user=BOT_USER))
            await send(event("do you deliver to islands?", "1.4"))
            assert texts(await api.next()) == ["Yes, by boat."]

    play(scenario)


def test_an_edited_question_changes_its_answer(shop: Bot) -> None:
    async def scenario() -> None:
        async with slack(shop) as (api, send):
            await send(event("which program runs the lamp?"))
            shown = 1
            while not buttons(await api.next()):
                shown += 1
            assert shown > 1
            await send(edited("same text", "same text"))
            await send(edited("do you deliver to islands?", "which program runs the lamp?"))
            changed = await api.next("chat.update")
            assert (changed["ts"], texts(changed)) == ("900.000001", ["Yes, by boat."])
            removed = [(await api.next("chat.delete"))["ts"] for _ in range(shown - 1)]
            assert removed[0] == "900.000002"

    play(scenario)


def test_where_an_answer_was_deleted_an_edited_question_gets_a_new_one(shop: Bot) -> None:
    async def scenario() -> None:
        async with slack(shop) as (api, send):
            await send(event("which program runs the lamp?"))
            while not buttons(await api.next()):
                pass
            api.refused = dict.fromkeys(("chat.update", "chat.delete"), "message_not_found")
            await send(edited("do you deliver to islands?", "which program runs the lamp?"))
            assert texts(await api.next()) == ["Yes, by boat."]

    play(scenario)


def test_long_answers_come_in_messages_that_slack_takes(shop: Bot) -> None:
    async def scenario() -> None:
        async with slack(shop) as (api, send):
            await send(event("which program runs the lamp?"))
            code = []
            while not buttons(message := await api.next()):
                code += texts(message)
            code += texts(message)
            assert len(code) > 2
            assert all(len(text) <= 3000 for text in code)
            assert all(text.count("```") in (0, 2) for text in code)
            assert "line 219 of &lt;the&gt; program &amp; more" in code[-1]
            assert len(message["text"]) <= 2000

    play(scenario)


def test_nobody_is_notified_by_an_answer(shop: Bot) -> None:
    async def scenario() -> None:
        async with slack(shop) as (api, send):
            await send(event("who gets notified of sales?"))
            message = await api.next()
        said = json.dumps([message["text"], texts(message)], ensure_ascii=False)
        assert "everyone" in said
        assert all(name not in said for name in ("@everyone", "@here", "<!", "<@", "<b>"))

    play(scenario)


def test_the_command_answers_only_who_used_it(friends: Bot) -> None:
    async def scenario() -> None:
        async with slack(friends) as (api, send):
            hook = f"{api.address}respond"
            assert (await send(command("who is kim's best friend?", hook))).status == 200
            message = await api.next("respond")
            assert message["response_type"] == "ephemeral"
            assert texts(message)[0].startswith("China")
            await send(command("since when?", hook))
            assert "Korean War" in " ".join(texts(await api.next("respond")))
            place = {"channel_id": "C1", "message_ts": "3.3", "is_ephemeral": True}
            await send(pressed(buttons(message)[0], place, hook))
            assert (await api.next("respond"))["response_type"] == "ephemeral"

    play(scenario)


def test_a_mention_or_a_command_alone_is_told_what_can_be_asked(shop: Bot) -> None:
    async def scenario() -> None:
        async with slack(shop) as (api, send):
            await send(event(f"<@{BOT_USER}>", "1.1", "C1"))
            assert (await api.next())["text"].startswith("I answer questions about “The shop”.")
            await send(command("", f"{api.address}respond"))
            said = await api.next("respond")
            assert said["text"].startswith("I answer questions about “The shop”.")

    play(scenario)


def test_buttons_answer_after_a_restart(shop: Bot, tmp_path: Any) -> None:
    async def scenario() -> None:
        async with slack(shop, SqliteSessionStore(tmp_path / "kept")) as (api, send):
            await send(event("when are you open?"))
            shown = buttons(await api.next())
        async with slack(shop, SqliteSessionStore(tmp_path / "kept")) as (api, send):
            place = {"channel_id": "C1", "message_ts": "3.3", "thread_ts": "3.1"}
            for _ in range(2):
                await send(pressed(shown[1], place))
            message = await api.next()
            assert (message["thread_ts"], texts(message)) == ("3.1", ["Within thirty days."])
            gone = {**shown[0], "value": "faq:gone", "action_id": "faq:9"}
            await send(pressed(gone, {"channel_id": "D1", "message_ts": "3.5"}))
            assert texts(await api.next()) == ["Yes, by boat."]

    play(scenario)


def test_thumbs_are_kept_after_a_restart_and_shown_only_where_there_is_a_log(
    shop: Bot, logged: Bot
) -> None:
    async def scenario() -> None:
        async with slack(logged) as (api, send):
            await send(event("do you deliver to islands?"))
            up, down = buttons(await api.next())[-2:]
            assert [one["text"]["text"] for one in (up, down)] == ["👍", "👎"]
        async with slack(logged) as (api, send):
            place = {"channel_id": "D1", "message_ts": "3.3"}
            for thumb in (up, down):
                await send(pressed(thumb, place, f"{api.address}respond"))
                said = await api.next("respond")
                assert (said["text"], said["response_type"]) == (thumb["text"]["text"], "ephemeral")
            await send(event("bake me a cake"))
            assert not any("thumb" in one["action_id"] for one in buttons(await api.next()))
        assert opinions(logged) == [-1, 0]
        async with slack(shop) as (api, send):
            await send(pressed(up, place, f"{api.address}respond"))
            await send(event("do you deliver to islands?"))
            assert not any("thumb" in one["action_id"] for one in buttons(await api.next()))

    play(scenario)


def test_channels_have_their_audience_and_others_are_silent(shop: Bot) -> None:
    async def scenario() -> None:
        channels = Channels.of(["C1", "direct"], ["staff=C1"])
        async with slack(shop, channels=channels) as (api, send):
            asked = "what is the staff discount?"
            await send(event(f"<@{BOT_USER}> {asked}", "1.1", "C2"))
            await send(command(asked, f"{api.address}respond", "C2"))
            await send(event(f"<@{BOT_USER}> {asked}", "1.2", "C1"))
            assert texts(await api.next()) == ["A fifth."]
            await send(event(asked, "1.3", "D1"))
            assert "fifth" not in texts(await api.next())[0]

    play(scenario)


def test_a_rate_limit_is_waited_for(shop: Bot) -> None:
    async def scenario() -> None:
        async with slack(shop) as (api, send):
            api.limited.append("chat.postMessage")
            await send(event("do you deliver to islands?"))
            assert texts(await api.next()) == ["Yes, by boat."]
            assert not api.limited

    play(scenario)
