"""discord.py itself, driven by people in a Discord that is simulated in this process."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("discord", reason="needs the extra discord")
pytest.importorskip("simcord", reason="needs simcord, which simulates Discord")

from chatbot import Bot
from chatbot.sessions import SessionStore
from chatbot.sessions.sqlite import SqliteSessionStore
from chatbot.surfaces.platforms.answering import Answering
from chatbot.surfaces.platforms.channels import Channels
from chatbot.surfaces.platforms.discord_running import FaqBot
from tests.platforms.conftest import opinions, play
from tests.platforms.discord_server import HIDDEN, NOTHING, THINKING, buttons, data, server, shown

HOURS = "When are you open?"
DELIVERY = "Do you deliver to islands?"
BOAT = "Yes, by boat."


def faq(bot: Bot, store: SessionStore | None = None, channels: Channels | None = None) -> FaqBot:
    """The bot of ``chatbot discord``."""
    return FaqBot(Answering(bot, store, channels))


def test_a_direct_message_is_answered_with_sign_source_and_buttons(shop: Bot) -> None:
    async def scenario() -> None:
        async with server(faq(shop)) as at:
            await at.ann.send_dm(HOURS)
            (said,) = at.said(at.ann.user.dm_channel)
            paths = [one.path for one in at.env.http_requests if one.method == "POST"]
            assert [path.split("/")[-1] for path in paths[-2:]] == ["typing", "messages"]
        hours = "[All hours](https://shop.example/hours)"
        sign = "-# The sign on the door, 2026-01-05"
        assert said.content == f"From **nine** to five. {hours}\n\n{sign}"
        assert buttons(said)[0].label == DELIVERY
        assert all(len(one.label or "") <= 80 for one in buttons(said))
        assert all(len(one) <= 100 for one in data(said))

    play(scenario)


def test_where_no_sign_can_be_shown_the_answer_comes_without(shop: Bot) -> None:
    async def scenario() -> None:
        async with server(faq(shop)) as at:
            at.env.inject_error("POST", "/channels/*/typing", times=None)
            await at.ann.send(at.channel, f"{at.me} {DELIVERY}")
            assert [one.content for one in at.said()] == [BOAT]

    play(scenario)


def test_in_channels_mentions_and_replies_are_answered(shop: Bot) -> None:
    async def scenario() -> None:
        async with server(faq(shop)) as at:
            await at.ann.send(at.channel, DELIVERY)
            await at.ann.send(at.channel, f"{at.ann.mention} {DELIVERY}")
            assert at.said() == []
            await at.ann.send(at.channel, f"{at.me} {DELIVERY}")
            (first,) = at.said()
            assert first.content == BOAT
            assert first.reference
            await at.ann.send(at.channel, HOURS, reply_to=first)
            assert "nine" in at.said()[1].content

    play(scenario)


def test_a_mention_alone_is_told_what_can_be_asked(shop: Bot) -> None:
    async def scenario() -> None:
        async with server(faq(shop)) as at:
            await at.ann.send(at.channel, at.me)
            (said,) = at.said()
            assert said.content.startswith("I answer questions about “The shop”.")

    play(scenario)


def test_the_command_is_acknowledged_and_answered_to_who_used_it(friends: Bot) -> None:
    asked = "who is kim's best friend?"

    async def scenario() -> None:
        async with server(faq(friends)) as at:
            used = await at.ann.slash(at.channel, "ask", question=asked)
            assert at.acknowledgements() == [THINKING | {"data": {"flags": HIDDEN}}]
            assert used.ephemeral
            assert shown(used).content.startswith("China")
            again = await at.ann.slash(at.channel, "ask", question="since when?")
            assert "Korean War" in shown(again).content
            pressed = await at.ann.click(shown(used), custom_id=data(shown(used))[0])
            assert pressed.ephemeral
            alone = await at.ann.user.slash("ask", question=asked)
            assert not alone.ephemeral
            assert at.acknowledgements()[-1] == THINKING

    play(scenario)


def test_a_thread_is_a_conversation_that_needs_no_further_mention(friends: Bot) -> None:
    async def scenario() -> None:
        async with server(faq(friends)) as at:
            bob = at.env.guild.add_member(at.env.create_user("bob"))
            await at.ann.send(at.channel, "a thread, please")
            thread = await at.thread()
            await at.ann.send(thread, "since when?")
            assert at.said(thread) == []
            await at.ann.send(thread, f"{at.me} who is kim's best friend?")
            await bob.send(thread, "since when?")
            first, second = at.said(thread)
            assert first.content.startswith("China")
            assert "Korean War" in second.content
            await bob.send(thread, f"{at.ann.mention} since when?")
            assert len(at.said(thread)) == 2
            await at.ann.send(at.channel, f"{at.me} since when?")
            assert "Korean War" not in at.said()[0].content

    play(scenario)


def test_bots_and_the_bot_itself_are_not_answered(shop: Bot) -> None:
    async def scenario() -> None:
        async with server(faq(shop)) as at:
            asked = f"{at.me} {DELIVERY}"
            other = at.env.guild.add_member(at.env.create_user("other", bot=True))
            await other.send(at.channel, asked)
            await at.env.guild.create_webhook(at.channel, "news").send(asked)
            await at.text_channel().send(asked)
            await at.env.settle()
            assert [one.content for one in at.said()] == [asked]

    play(scenario)


def test_an_edited_question_changes_its_answer(shop: Bot) -> None:
    async def scenario() -> None:
        async with server(faq(shop)) as at:
            asked = await at.ann.send(at.channel, f"{at.me} which program runs the lamp?")
            before = at.said()
            assert len(before) > 2
            await at.ann.edit(asked, f"{at.me} {DELIVERY}")
            (after,) = at.said()
            assert (after.id, after.content) == (before[0].id, BOAT)

    play(scenario)


def test_where_an_answer_was_deleted_an_edited_question_gets_a_new_one(shop: Bot) -> None:
    async def scenario() -> None:
        async with server(faq(shop)) as at:
            asked = await at.ann.send(at.channel, f"{at.me} which program runs the lamp?")
            for one in at.said():
                await one.delete()
            await at.ann.edit(asked, f"{at.me} {DELIVERY}")
            assert [one.content for one in at.said()] == [BOAT]
            await at.ann.edit(asked, f"{at.me} {HOURS}")
            (said,) = at.said()
            assert "nine" in said.content

    play(scenario)


def test_a_question_from_before_a_restart_is_answered_anew_when_it_is_edited(shop: Bot) -> None:
    async def scenario() -> None:
        async with server(faq(shop)) as at:
            asked = await at.ann.send(at.channel, f"{at.me} {HOURS}")
            await at.env.restart_bot(faq(shop))
            await at.ann.edit(asked, f"{at.me} {DELIVERY}")
            assert [one.content for one in at.said()[1:]] == [BOAT]

    play(scenario)


def test_long_answers_come_in_messages_that_discord_takes(shop: Bot) -> None:
    async def scenario() -> None:
        async with server(faq(shop)) as at:
            await at.ann.send(at.channel, f"{at.me} which program runs the lamp?")
            code = at.said()
            await at.ann.send(at.channel, f"{at.me} how do i assemble the wardrobe?")
            steps = at.said()[len(code) :]
        assert sum(len(one.content) for one in code) > 4000
        assert all(len(one.content) <= 2000 for one in code + steps)
        assert all(one.content.count("```") == 2 for one in code[1:])
        assert "line 219 of <the> program & more" in code[-1].content
        assert [bool(buttons(one)) for one in code] == [False] * (len(code) - 1) + [True]
        assert "Turn screw 89 by hand, *gently*" in steps[-1].content

    play(scenario)


def test_nobody_is_notified_by_an_answer(shop: Bot) -> None:
    async def scenario() -> None:
        async with server(faq(shop)) as at:
            await at.ann.send(at.channel, f"{at.me} who gets notified of sales?")
            await at.ann.slash(at.channel, "ask", question="who gets notified of sales?")
            posts = [one for one in at.posts() if "content" in one]
        said = " ".join(str(one["content"]) for one in posts)
        assert "everyone" in said
        assert not re.search(r"@everyone|@here|<[@#][!&]?\d", said)
        assert [one["allowed_mentions"] for one in posts] == [{"parse": []}] * 2

    play(scenario)


def test_buttons_answer_after_a_restart(shop: Bot, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with server(faq(shop, SqliteSessionStore(tmp_path / "kept"))) as at:
            await at.ann.send(at.channel, f"{at.me} {HOURS}")
            (said,) = at.said()
            await at.env.restart_bot(faq(shop, SqliteSessionStore(tmp_path / "kept")))
            pressed = [await at.ann.click(said, custom_id=one) for one in data(said)[:2]]
            assert at.acknowledgements() == [THINKING] * 2
            assert not any(one.ephemeral for one in pressed)
            assert [one.content for one in at.said()[1:]] == [BOAT, "Within thirty days."]

    play(scenario)


def test_thumbs_are_kept_after_a_restart_and_shown_only_where_there_is_a_log(
    shop: Bot, logged: Bot
) -> None:
    async def scenario() -> None:
        async with server(faq(logged)) as at:
            await at.ann.send(at.channel, f"{at.me} {HOURS}")
            (said,) = at.said()
            assert [str(one.emoji) for one in buttons(said)[-2:]] == ["👍", "👎"]
            await at.env.restart_bot(faq(logged))
            for sent, sign in zip(data(said)[-2:], "👍👎", strict=True):
                pressed = await at.ann.click(said, custom_id=sent)
                assert (shown(pressed).content, pressed.ephemeral) == (sign, True)
            await at.ann.send(at.channel, f"{at.me} bake me a cake")
            assert not any("thumb" in one for one in data(at.said()[-1]))
            assert opinions(logged) == [-1, 0]
            await at.env.restart_bot(faq(shop))
            await at.ann.click(said, custom_id=data(said)[-1])
            assert at.acknowledgements()[-1] == NOTHING
            await at.ann.send(at.channel, f"{at.me} {HOURS}")
            assert not any("thumb" in one for one in data(at.said()[-1]))

    play(scenario)


def test_a_button_whose_entry_is_gone_asks_what_stands_on_it(shop: Bot, friends: Bot) -> None:
    async def scenario() -> None:
        async with server(faq(shop)) as at:
            await at.ann.send(at.channel, f"{at.me} {HOURS}")
            await at.env.restart_bot(faq(friends))
            pressed = await at.ann.click(at.said()[0], label=DELIVERY)
            assert shown(pressed).content.startswith(friends.ask(DELIVERY).text[:40])

    play(scenario)


def test_channels_have_their_audience_and_others_are_silent(shop: Bot) -> None:
    asked = "what is the staff discount?"

    async def scenario() -> None:
        async with server(faq(shop)) as at:
            place, other = str(at.channel.id), at.env.guild.create_text_channel("other")
            await at.env.restart_bot(faq(shop, None, Channels.of([place], [f"staff={place}"])))
            await at.ann.send(other, f"{at.me} {asked}")
            used = await at.ann.slash(other, "ask", question=asked)
            await at.ann.send_dm(asked)
            assert at.said(other) == at.said(at.ann.user.dm_channel) == []
            assert used.acknowledged
            assert used.response is None
            await at.ann.send(at.channel, f"{at.me} {asked}")
            thread = await at.thread()
            await at.ann.send(thread, f"{at.me} {asked}")
            assert [at.said()[0].content, at.said(thread)[0].content] == ["A fifth."] * 2

    play(scenario)
