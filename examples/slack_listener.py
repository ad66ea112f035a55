"""A Slack app that does something of its own, and answers from a FAQ beside it."""

import os

from slack_bolt.async_app import AsyncAck, AsyncApp

from chatbot import Bot
from chatbot.surfaces.platforms.answering import Answering
from chatbot.surfaces.platforms.slack import SlackFaq

app = AsyncApp(
    token=os.environ["SLACK_BOT_TOKEN"], signing_secret=os.environ["SLACK_SIGNING_SECRET"]
)


@app.command("/coffee")
async def coffee(ack: AsyncAck) -> None:
    """What the app did before."""
    await ack("It is brewing.")


SlackFaq(Answering(Bot.load(os.environ.get("CHATBOT_FAQ")))).add_to(app)

if __name__ == "__main__":
    app.start(3000)
