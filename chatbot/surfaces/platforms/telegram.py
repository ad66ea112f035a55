"""Telegram, by python-telegram-bot: private chats, mentions and replies in groups, ``/faq``.

The library waits where Telegram limits the rate of messages; after failures :class:`Persistent`
tries again.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeAlias

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MaybeInaccessibleMessage,
    Message,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatAction, ChatType, ParseMode
from telegram.error import BadRequest, InvalidToken, NetworkError
from telegram.ext import (
    AIORateLimiter,
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest

from chatbot.dialogue import Reply
from chatbot.errors import PlatformError
from chatbot.rendering import safe
from chatbot.surfaces.adapter import AnyBot
from chatbot.surfaces.listening import run_until_sigterm
from chatbot.surfaces.platforms.answering import Answering, Asked, show_sign
from chatbot.surfaces.platforms.buttons import MOST, PREFIX, THUMB, Thumb, data_of, label
from chatbot.surfaces.platforms.channels import DIRECT
from chatbot.surfaces.platforms.texts import texts

TOKEN: Final = "TELEGRAM_BOT_TOKEN"
NEEDED: Final = ((TOKEN,),)
COMMANDS: Final = ("faq", "start", "help")
_LONGEST_DATA: Final = 64
_LONGEST_LABEL: Final = 60
_RETRIES: Final = 3
_PAUSES: Final = (0.5, 2.0, 4.0)
"""Seconds before a call that failed is made again."""
_AS_BEFORE: Final = "message is not modified"
"""What Telegram says of an edit that changes nothing."""

App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]
Context: TypeAlias = ContextTypes.DEFAULT_TYPE


class _Part(NamedTuple):
    text: str
    buttons: InlineKeyboardMarkup | None


class TelegramFaq:
    """Answers in Telegram: add it to an application of yours, after your own handlers.

    An ``Answering`` in place of a bot says where conversations are kept, and which chats it answers
    in.
    """

    def __init__(self, bot: AnyBot | Answering[Message]) -> None:
        self._answering = Answering.of(bot)

    def add_to(self, app: App) -> None:
        """Handle the messages, the commands and the buttons that come to ``app``."""
        written = (
            filters.TEXT
            & ~filters.COMMAND
            & (filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE)
        )
        app.add_handler(CommandHandler(COMMANDS, self._on_command))
        app.add_handler(MessageHandler(written, self._on_message))
        app.add_handler(CallbackQueryHandler(self._on_button, f"^{PREFIX}"))
        app.add_handler(CallbackQueryHandler(self._on_thumb, f"^{THUMB}"))

    async def _on_message(self, update: Update, context: Context) -> None:
        message = update.effective_message
        if message is None or not _is_for(message, context.bot):
            return
        text = re.sub(f"@{context.bot.username}\\b", " ", message.text or "", flags=re.IGNORECASE)
        await self._answer(message, text.strip(), context.bot)

    async def _on_command(self, update: Update, context: Context) -> None:
        message = update.effective_message
        if message is not None:
            await self._answer(message, " ".join(context.args or ()), context.bot)

    async def _answer(self, message: Message, text: str, bot: Bot) -> None:
        user = message.from_user
        if user is None or user.is_bot or not self._answering.channels.open(_name(message)):
            return
        asked = Asked(
            _conversation(message, user.id),
            _name(message),
            text,
            message=f"{message.chat_id}/{message.message_id}",
        )
        await self._answering.answer(asked, _InChat(bot, message))

    async def _on_button(self, update: Update, context: Context) -> None:
        query = update.callback_query
        if query is None:
            return
        await show_sign(query.answer())
        message = query.message
        if not isinstance(message, Message) or not self._answering.channels.open(_name(message)):
            return  # a message that is too old to be known
        asked = Asked(
            _conversation(message, query.from_user.id), _name(message), _text_on(query), query.data
        )
        await self._answering.answer(asked, _InChat(context.bot, message))

    async def _on_thumb(self, update: Update, context: Context) -> None:
        query = update.callback_query
        if query is None:
            return
        message = query.message
        sign = self._answering.rate(query.data or "", _name(message)) if message else None
        await show_sign(query.answer(sign))


def _is_for(message: Message, bot: Bot) -> bool:
    """Whether a message is meant for the bot: written to it, mentioning it, or in reply to it."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    replied = message.reply_to_message
    if replied is not None and replied.from_user is not None and replied.from_user.id == bot.id:
        return True
    mentions = message.parse_entities(["mention"]).values()
    return f"@{bot.username}".lower() in (one.lower() for one in mentions)


def _name(message: MaybeInaccessibleMessage) -> str:
    """A chat as it is named in settings."""
    return DIRECT if message.chat.type == ChatType.PRIVATE else str(message.chat.id)


def _button(text: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label(text, _LONGEST_LABEL), callback_data=data)


def _topic(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None


def _conversation(message: Message, user: int) -> str:
    """A topic of a forum is a conversation; elsewhere each person in a chat has one."""
    topic = _topic(message)
    place = f"user-{user}" if topic is None else f"topic-{topic}"
    return f"telegram/{message.chat_id}/{place}"


def _text_on(query: CallbackQuery) -> str:
    """What stands on the button that was pressed."""
    message = query.message
    keyboard = message.reply_markup if isinstance(message, Message) else None
    rows = keyboard.inline_keyboard if keyboard else ()
    return next((one.text for row in rows for one in row if one.callback_data == query.data), "")


@dataclass(frozen=True, slots=True)
class _InChat:
    """The chat of a message, in reply to it."""

    bot: Bot
    message: Message

    async def announce(self) -> None:
        """Show the sign of typing."""
        await self.bot.send_chat_action(
            self.message.chat_id, ChatAction.TYPING, message_thread_id=_topic(self.message)
        )

    def messages(self, reply: Reply, thumbs: Sequence[Thumb]) -> list[_Part]:
        """The reply in Telegram's HTML, buttons and thumbs below the last part."""
        parts = texts(reply, "telegram")
        rows = [
            [_button(one.text, data_of(one.id, _LONGEST_DATA))] for one in reply.suggestions[:MOST]
        ]
        if thumbs:
            rows.append([_button(thumb.sign, thumb.data) for thumb in thumbs])
        last = InlineKeyboardMarkup(rows) if rows else None
        return [*(_Part(text, None) for text in parts[:-1]), *(_Part(t, last) for t in parts[-1:])]

    async def post(self, part: _Part) -> Message:
        """Add a message."""
        return await self.bot.send_message(
            self.message.chat_id,
            part.text,
            ParseMode.HTML,
            message_thread_id=_topic(self.message),
            reply_markup=part.buttons,
            reply_parameters=self._quoted(),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

    async def change(self, sent: Message, part: _Part) -> bool:
        """Put a message in the place of one that was sent, unless Telegram refuses that."""
        try:
            await sent.edit_text(part.text, ParseMode.HTML, reply_markup=part.buttons)
        except BadRequest as error:
            return _AS_BEFORE in error.message.lower()
        return True

    async def remove(self, sent: Message) -> None:
        """Take a message back, unless it was deleted or is too old for that."""
        with suppress(BadRequest):
            await sent.delete()

    def _quoted(self) -> ReplyParameters | None:
        """In a group, what the reply refers to."""
        if self.message.chat.type == ChatType.PRIVATE:
            return None
        return ReplyParameters(self.message.message_id, allow_sending_without_reply=True)


class Persistent(AIORateLimiter):
    """Waits as its base does, and tries again where Telegram fails or cannot be reached.

    It cannot be known of a call that was not answered in time whether it was heard: a message may
    come twice, rather than not at all.
    """

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        *about: Any,
        **more: Any,
    ) -> Any:
        """Make a call; raises as Telegram's library does."""
        for pause in _PAUSES:
            try:
                return await super().process_request(callback, args, kwargs, *about, **more)
            except BadRequest:  # which would be refused again
                raise
            except NetworkError:
                await asyncio.sleep(pause)
        return await super().process_request(callback, args, kwargs, *about, **more)


def make_app(answering: Answering[Message], token: str, request: BaseRequest | None = None) -> App:
    """An application that answers; with a ``request``, that is what speaks with Telegram."""
    limiter = Persistent(max_retries=_RETRIES)
    builder = Application.builder().rate_limiter(limiter).token(token).concurrent_updates(True)
    if request is not None:
        builder = builder.request(request).get_updates_request(request)
    app = builder.build()
    TelegramFaq(answering).add_to(app)
    return app


def run(
    answering: Answering[Message], tokens: Mapping[str, str], host: str, port: int | None
) -> None:
    """Answer until the process is told to end; raises :class:`~chatbot.errors.PlatformError`."""
    run_until_sigterm(serve(make_app(answering, tokens[TOKEN]), answering.bot.knowledge.title))


async def serve(app: App, title: str) -> None:
    """Answer until cancelled, and say so; raises :class:`~chatbot.errors.PlatformError`."""
    try:
        await app.initialize()
    except InvalidToken:
        raise PlatformError(f"{TOKEN}: Telegram refuses it") from None
    except NetworkError as error:
        raise PlatformError(f"Telegram cannot be reached: {error}") from None
    async with app:
        await app.bot.set_my_commands([("faq", title[:256])])
        await app.start()
        assert app.updater is not None  # it was not built without one
        await app.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        sys.stdout.write(safe(f"{title}: answers in Telegram as @{app.bot.username}\n"))
        sys.stdout.write("Ctrl-C ends it.\n")
        sys.stdout.flush()
        try:
            await asyncio.Event().wait()
        finally:
            await app.updater.stop()
            await app.stop()
