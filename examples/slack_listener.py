"""A Slack app that does something of its own, and answers from a FAQ beside it."""

from slack_bolt.async_app import AsyncAck, AsyncApp

from chatbot import Bot
from chatbot.surfaces.platforms.slack import SlackFaq

app = AsyncApp()  # with SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET of the environment


@app.command("/coffee")
async def coffee(ack: AsyncAck) -> None:
    """What the app did before."""
    await ack("It is brewing.")


SlackFaq(Bot.load("shop.yaml")).add_to(app)

if __name__ == "__main__":
    app.start(3000)
