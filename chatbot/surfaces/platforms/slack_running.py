"""``chatbot slack``: an app of its own, in socket mode or listening for HTTP requests."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Final

from aiohttp import ClientError, web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from chatbot.errors import PlatformError
from chatbot.rendering import safe
from chatbot.surfaces.listening import run_until_sigterm
from chatbot.surfaces.platforms.answering import Answering
from chatbot.surfaces.platforms.slack import SlackFaq
from chatbot.surfaces.platforms.slack_messages import Posted

BOT_TOKEN: Final = "SLACK_BOT_TOKEN"
APP_TOKEN: Final = "SLACK_APP_TOKEN"
SIGNING_SECRET: Final = "SLACK_SIGNING_SECRET"
NEEDED: Final = ((BOT_TOKEN,), (APP_TOKEN, SIGNING_SECRET))
PATH: Final = "/slack/events"


def run(
    answering: Answering[Posted], tokens: Mapping[str, str], host: str, port: int | None
) -> None:
    """Answer until the process is told to end; raises :class:`~chatbot.errors.PlatformError`."""
    run_until_sigterm(_serve(answering, tokens, host, 3000 if port is None else port))


async def _serve(
    answering: Answering[Posted], tokens: Mapping[str, str], host: str, port: int
) -> None:
    app = make_app(answering, tokens)
    async with connected(app, tokens, host, port) as where:
        title = answering.bot.knowledge.title
        sys.stdout.write(safe(f"{title}: answers in Slack {where}\nCtrl-C ends it.") + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def make_app(
    answering: Answering[Posted],
    tokens: Mapping[str, str],
    api: str = AsyncWebClient.BASE_URL,
) -> AsyncApp:
    """A Slack app that answers; ``api`` is the address of Slack's Web API."""
    # In socket mode Slack is who was connected to, and signs nothing.
    app = AsyncApp(token=tokens[BOT_TOKEN], signing_secret=tokens.get(SIGNING_SECRET))
    app.client.base_url = api
    SlackFaq(answering).add_to(app)
    for kind in ("message", "app_mention"):
        app.event(kind)(_pass_over)
    return app


async def _pass_over() -> None:
    """Take what is not meant for the bot, of which the library would warn."""


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Errors of Slack as lines for people; ``name`` is that of the token in use."""
    try:
        yield
    except SlackApiError as error:
        raise PlatformError(f"{name}: Slack refuses it ({error.response['error']})") from None
    except (ClientError, OSError) as error:
        raise PlatformError(f"Slack cannot be reached: {error}") from None


@asynccontextmanager
async def connected(
    app: AsyncApp, tokens: Mapping[str, str], host: str, port: int
) -> AsyncIterator[str]:
    """The app at work, and where that is; raises :class:`~chatbot.errors.PlatformError`."""
    with _told(BOT_TOKEN):  # a wrong one is told before anything listens
        me = await app.client.auth_test()
    name = f"as @{me['user']} in {me['team']}"
    if APP_TOKEN in tokens:
        handler = AsyncSocketModeHandler(app, tokens[APP_TOKEN])
        try:
            with _told(APP_TOKEN):  # the library would try a refused one for ever
                opened = await app.client.apps_connections_open(app_token=tokens[APP_TOKEN])
            handler.client.wss_uri = opened["url"]
            await handler.connect_async()  # type: ignore[no-untyped-call]  # the library's
            yield name
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]  # the same
        return
    runner = web.AppRunner(app.web_app(PATH), access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            raise PlatformError(f"{host}:{port}: {error.strerror or error}") from None
        yield f"{name}, listening at http://{host}:{runner.addresses[0][1]}{PATH}"
    finally:
        await runner.cleanup()
