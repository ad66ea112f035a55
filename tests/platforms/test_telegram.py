"""Telegram's library, with a request class that answers in place of Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

pytest.importorskip("telegram", reason="needs the extra telegram")

from telegram import Update
from telegram.error import TimedOut

from chatbot import Bot
from chatbot.surfaces.platforms import telegram
from chatbot.surfaces.platforms.answering import Answering
from chatbot.surfaces.platforms.channels import Channels
from tests.platforms.conftest import opinions, play
from tests.platforms.telegram_api import ANN, GROUP, ME, PRIVATE, TOKEN, Local, failure

Send = Callable[..., Awaitable[None]]


@asynccontextmanager
async def talking(
    bot: Bot, channels: Channels | None = None, local: Local | None = None
) -> AsyncIterator[tuple[Local, Send]]:
    """Telegram, and what hands an update to the application as Telegram would."""
    local = local or Local()
    app = telegram.make_app(Answering(bot, None, channels), TOKEN, local)
    numbers = iter(range(1, 1000))

    async def send(text: str, kind: str = "message", **more: Any) -> None:
        message = {"message_id": next(numbers), "date": 1, "chat": PRIVATE, "from": ANN}
        message |= {"text": text} | more
        message["entities"] = [
            {"type": name, "offset": text.index(sign), "length": len(text.split()[0])}
            for name, sign in (("mention", "@faq"), ("bot_command", "/"))
            if text.startswith(sign)
        ]
        await app.process_update(Update.de_json({"update_id": 1, kind: message}, app.bot))

    async with app:
        send.app = app  # type: ignore[attr-defined]  # for updates of other kinds
        yield local, send


async def press(send: Send, data: str, label: str, **more: Any) -> None:
    """Press a button of a message in a private chat."""
    app = send.app  # type: ignore[attr-defined]  # as above
    keyboard = {"inline_keyboard": [[{"text": label, "callback_data": data}]]}
    message = {"message_id": 5, "date": 1, "chat": PRIVATE, "from": ME, "reply_markup": keyboard}
    query = {"id": "1", "from": ANN, "chat_instance": "1", "data": data, "message": message | more}
    await app.process_update(Update.de_json({"update_id": 1, "callback_query": query}, app.bot))


def test_a_private_message_is_answered_with_sign_source_and_buttons(shop: Bot) -> None:
    async def scenario() -> None:
        async with talking(shop) as (local, send):
            await send("when are you open?")
            assert local.calls[0][0] == "sendChatAction"
            (said,) = local.said()
        hours = '<a href="https://shop.example/hours">All hours</a>'
        sign = "<i>The sign on the door, 2026-01-05</i>"
        assert said["text"] == f"From <b>nine</b> to five. {hours}\n\n{sign}"
        rows = said["reply_markup"]["inline_keyboard"]
        assert rows[0][0]["callback_data"] == "faq:delivery"
        assert all(len(row[0]["callback_data"].encode()) <= 64 for row in rows)

    play(scenario)


def test_in_groups_mentions_replies_and_the_command_are_answered(shop: Bot) -> None:
    async def scenario() -> None:
        async with talking(shop) as (local, send):
            asked = "do you deliver to islands?"
            await send(asked, chat=GROUP)
            await send(asked, chat=GROUP, **{"from": {**ANN, "is_bot": True}})
            await send(f"/faq {asked}", chat=GROUP, **{"from": {**ANN, "is_bot": True}})
            assert local.said() == []
            await send(f"@faq_bot {asked}", chat=GROUP)
            mine = {"message_id": 9, "date": 1, "chat": GROUP, "from": ME, "text": "x"}
            await send(asked, chat=GROUP, reply_to_message=mine)
            await send(f"/faq@faq_bot {asked}", chat=GROUP)
            said = local.said()
        assert [one["text"][-13:] for one in said] == ["Yes, by boat."] * 3
        assert all(one["reply_parameters"]["message_id"] for one in said)

    play(scenario)


def test_whoever_starts_is_told_what_can_be_asked(shop: Bot) -> None:
    async def scenario() -> None:
        async with talking(shop) as (local, send):
            await send("/start")
            (said,) = local.said()
            assert said["text"].startswith("I answer questions about “The shop”.")

    play(scenario)


def test_a_topic_is_a_conversation_and_so_is_each_person_elsewhere(friends: Bot) -> None:
    async def scenario() -> None:
        async with talking(friends) as (local, send):
            topic = {"chat": GROUP, "message_thread_id": 3, "is_topic_message": True}
            await send("@faq_bot who is kim's best friend?", **topic)
            await send("@faq_bot since when?", **topic, **{"from": {**ANN, "id": 8}})
            first, second = local.said()
            assert first["message_thread_id"] == 3
            assert first["text"].startswith("China")
            assert "Korean War" in second["text"]
            await send("since when?")
            assert "Korean War" not in local.said()[0]["text"]

    play(scenario)


def test_two_quick_messages_keep_their_order_and_context(friends: Bot) -> None:
    async def scenario() -> None:
        async with talking(friends) as (local, send):
            await asyncio.gather(send("who is kim's best friend?"), send("since when?"))
            first, second = local.said()
            assert first["text"].startswith("China")
            assert "Korean War" in second["text"]

    play(scenario)


def test_an_edited_question_changes_its_answer(shop: Bot) -> None:
    async def scenario() -> None:
        async with talking(shop) as (local, send):
            await send("which program runs the lamp?", message_id=50)
            shown = len(local.said())
            await send("do you deliver to islands?", "edited_message", message_id=50)
            assert [one["text"] for one in local.said("editMessageText")] == ["Yes, by boat."]
            assert len(local.said("deleteMessage")) == shown - 1 > 0

    play(scenario)


def test_an_edited_question_is_understood_as_if_it_had_been_asked_so(shop: Bot) -> None:
    async def scenario() -> None:
        async with talking(shop) as (local, send):
            await send("do you deliver to islandz", message_id=50)
            await send("do you deliver to islands, too?", "edited_message", message_id=50)
            assert local.said("editMessageText") == []  # it would read "As I said before"
            await send("when are you open?")
            await send("do you deliver to islands?", "edited_message", message_id=50)
            last = local.said("editMessageText")[-1]["text"]
            assert last == "As I said before: Yes, by boat."

    play(scenario)


def test_an_edit_that_leaves_the_answer_as_it_is_is_no_error(
    shop: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        async with talking(shop) as (local, send):
            await send("when are you open", message_id=50)
            await send("When are you open?", "edited_message", message_id=50)
            assert len(local.said()) == 1
        assert caplog.text == ""

    caplog.set_level("ERROR")
    play(scenario)


def test_where_an_answer_was_deleted_an_edited_question_gets_a_new_one(
    shop: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    gone = [
        ("editMessageText", failure(400, "Bad Request: message to edit not found")),
        ("deleteMessage", failure(400, "Bad Request: message to delete not found")),
    ]

    async def scenario() -> None:
        async with talking(shop) as (local, send):
            await send("do you deliver to islands?", message_id=50)
            assert len(local.said()) == 1
            local.failing = [*gone]
            await send("which program runs the lamp?", "edited_message", message_id=50)
            shown = local.said()
            assert "line 219" in shown[-1]["text"]
            local.failing = [*gone]
            await send("do you deliver to islands?", "edited_message", message_id=50)
            assert [one["text"] for one in local.said()] == ["Yes, by boat."]
            assert len(local.said("deleteMessage")) == len(shown) - 1  # one was refused
            await send("when are you open?", "edited_message", message_id=50)
            assert "nine" in local.said("editMessageText")[-1]["text"]
        assert caplog.text == ""

    caplog.set_level("ERROR")
    play(scenario)


def test_long_answers_come_in_messages_that_telegram_takes(shop: Bot) -> None:
    async def scenario() -> None:
        async with talking(shop) as (local, send):
            await send("which program runs the lamp?")
            said = local.said()
        assert len(said) > 2
        assert all(len(one["text"]) <= 4096 for one in said)
        assert all(one["text"].count("<pre>") == one["text"].count("</pre>") for one in said)
        assert "line 219 of &lt;the&gt; program &amp; more" in said[-1]["text"]
        assert ["reply_markup" in one for one in said].count(True) == 1

    play(scenario)


def test_nobody_is_notified_and_no_markup_gets_through(shop: Bot) -> None:
    async def scenario() -> None:
        async with talking(shop) as (local, send):
            await send("who gets notified of sales?")
            (said,) = local.said()
        assert "&lt;b&gt;x&lt;/b&gt;" in said["text"]
        assert all(name not in said["text"] for name in ("@everyone", "@here", "<!", "<b>"))

    play(scenario)


def test_buttons_answer_also_for_entries_with_long_ids_or_none(shop: Bot) -> None:
    async def scenario() -> None:
        async with talking(shop) as (local, send):
            await send("when are you open?")
            rows = local.said()[-1]["reply_markup"]["inline_keyboard"]
        async with talking(shop) as (local, send):
            await press(send, rows[1][0]["callback_data"], rows[1][0]["text"])
            await press(send, "faq:gone", "do you deliver to islands?")
            await press(send, "other:thing", "x")
            assert len(local.said("answerCallbackQuery")) == 2
            said = [one["text"] for one in local.said()]
        assert said == ["Within thirty days.", "Yes, by boat."]

    play(scenario)


def test_buttons_pressed_while_the_bot_was_away_are_answered_all_the_same(
    shop: Bot, logged: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    late = failure(400, "Bad Request: query is too old and response timeout expired")

    async def scenario() -> None:
        async with talking(shop) as (local, send):
            local.failing = [("answerCallbackQuery", late)]
            await press(send, "faq:delivery", "Do you deliver to islands?")
            assert [one["text"] for one in local.said()] == ["Yes, by boat."]
        reply = logged.ask("do you deliver to islands?")
        async with talking(logged) as (local, send):
            local.failing = [("answerCallbackQuery", late)]
            await press(send, f"faq-thumb:-1:{reply.id}", "👎")
        assert opinions(logged) == [-1]
        assert caplog.text == ""

    caplog.set_level("ERROR")
    play(scenario)


def test_thumbs_are_kept_after_a_restart_and_shown_only_where_there_is_a_log(
    shop: Bot, logged: Bot
) -> None:
    async def scenario() -> None:
        async with talking(logged) as (local, send):
            await send("do you deliver to islands?")
            (said,) = local.said()
            thumbs = said["reply_markup"]["inline_keyboard"][-1]
            assert [one["text"] for one in thumbs] == ["👍", "👎"]
        async with talking(logged) as (local, send):
            for thumb in thumbs:
                await press(send, thumb["callback_data"], thumb["text"])
            await press(send, "faq-thumb:5:x", "forged")
            await press(send, "faq-thumb:1:x", "of a message that is too old", date=0)
            shown = [one.get("text") for one in local.said("answerCallbackQuery")]
            assert shown == ["👍", "👎", None, "👍"]
            await send("bake me a cake")
            assert "thumb" not in str(local.said())
        assert opinions(logged) == [-1, 0]
        async with talking(shop) as (local, send):
            await press(send, thumbs[0]["callback_data"], "👍")
            assert [one.get("text") for one in local.said("answerCallbackQuery")] == [None]
            await send("do you deliver to islands?")
            assert "thumb" not in str(local.said())

    play(scenario)


def test_channels_have_their_audience_and_others_are_silent(shop: Bot) -> None:
    async def scenario() -> None:
        async with talking(shop, Channels.of(["-100"], ["staff=-100"])) as (local, send):
            await send("/faq what is the staff discount?")
            await press(send, "faq:hours", "x")
            assert local.said() == []
            await send("/faq what is the staff discount?", chat=GROUP)
            assert [one["text"] for one in local.said()] == ["A fifth."]

    play(scenario)


def test_where_no_sign_can_be_shown_the_answer_comes_without(shop: Bot) -> None:
    class Silent(Local):
        async def do_request(self, url: str, *rest: Any, **more: Any) -> tuple[int, bytes]:
            if url.endswith("sendChatAction"):
                raise TimedOut
            return await super().do_request(url, *rest, **more)

    async def scenario() -> None:
        async with talking(shop, local=Silent()) as (local, send):
            await send("do you deliver to islands?")
            assert [one["text"] for one in local.said()] == ["Yes, by boat."]

    play(scenario)


def test_a_call_that_fails_is_made_again_and_one_that_is_refused_is_not(
    shop: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        async with talking(shop) as (local, send):
            local.failing = [("sendMessage", failure(502, "Bad Gateway"))] * 3
            await send("do you deliver to islands?")
            assert [one["text"] for one in local.said()] == ["Yes, by boat."]
            local.failing = [("sendMessage", failure(400, "Bad Request: chat not found"))] * 2
            await send("when are you open?")
            assert local.said() == []
            assert len(local.failing) == 1
            local.failing = [("sendMessage", failure(502, "Bad Gateway"))] * 5
            await send("when are you open?")
            assert local.said() == []
            assert len(local.failing) == 1

    monkeypatch.setattr(telegram, "_PAUSES", (0, 0, 0))
    play(scenario)


# The library warns of the type that its own attribute will have one day.
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
def test_a_rate_limit_is_waited_for(shop: Bot) -> None:
    async def scenario() -> None:
        async with talking(shop) as (local, send):
            local.failing = [("sendMessage", failure(429, "later", retry_after=0.01))]
            await send("do you deliver to islands?")
            assert [one["text"] for one in local.said()] == ["Yes, by boat."]

    play(scenario)
