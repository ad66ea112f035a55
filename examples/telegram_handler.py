"""A Telegram bot that does something of its own, and answers from a FAQ beside it."""

import os

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes

from chatbot import Bot
from chatbot.surfaces.platforms.telegram import TelegramFaq


async def coffee(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """What the bot did before."""
    if update.message:
        await update.message.reply_text("It is brewing.")


app = Application.builder().token(os.environ["TELEGRAM_BOT_TOKEN"]).build()
app.add_handler(CommandHandler("coffee", coffee))
TelegramFaq(Bot.load("shop.yaml")).add_to(app)

if __name__ == "__main__":
    app.run_polling()
