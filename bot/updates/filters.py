"""Which updates a router takes.

They are classes with an async call: aiogram sends every synchronous filter through a thread.
"""

from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, ChatMemberUpdated, Document, Message


class Private(Filter):
    """The update is from a private chat."""

    async def __call__(self, event: Message | CallbackQuery | ChatMemberUpdated) -> bool:
        """Return whether it is."""
        message = event.message if isinstance(event, CallbackQuery) else event
        return message is not None and message.chat.type == ChatType.PRIVATE


class InGroup(Filter):
    """The update is from a group."""

    async def __call__(self, event: Message | CallbackQuery) -> bool:
        """Return whether it is."""
        message = event.message if isinstance(event, CallbackQuery) else event
        return message is not None and message.chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}


class OnCard(Filter):
    """A button is pressed under a message that was sent by inline mode; hands its name on."""

    async def __call__(self, callback: CallbackQuery) -> bool | dict[str, str]:
        """Return the message's name as `inline_message_id`."""
        name = callback.inline_message_id
        return {"inline_message_id": name} if name and callback.message is None else False


class ToBot(Filter):
    """The message is addressed to the bot: a command, or its name is in it."""

    async def __call__(self, message: Message, bot: Bot) -> bool:
        """Return whether it is."""
        text, name = (message.text or "").lower(), ((await bot.me()).username or "").lower()
        command = text.split()[0] if text.startswith("/") else ""
        is_others = "@" in command and not command.endswith(f"@{name}")
        return f"@{name}" in text or (bool(command) and not is_others)


class CallsBot(Filter):
    """The message begins with the bot's name; passes on what follows it as `typed`."""

    async def __call__(self, message: Message, bot: Bot) -> bool | dict[str, str]:
        """Return the text after the name."""
        name, _space, typed = (message.text or "").strip().partition(" ")
        called = name.rstrip(",:").lower() == f"@{(await bot.me()).username or ''}".lower()
        return {"typed": typed.strip()} if called else False


class SentInline(Filter):
    """The message was sent by a person through this bot's own inline mode."""

    async def __call__(self, message: Message, bot: Bot) -> bool:
        """Return whether it was."""
        return message.via_bot is not None and message.via_bot.id == bot.id


class Typed(Filter):
    """The message is text and no command; hands the text on as `typed`."""

    async def __call__(self, message: Message) -> bool | dict[str, str]:
        """Return the text."""
        text = (message.text or "").strip()
        return {"typed": text} if text and not text.startswith("/") else False


class RepliesTo(Filter):
    """The message answers one with a button of a kind; hands the button on as `callback_data`.

    One that offers the choice between several is not taken.
    """

    def __init__(self, kind: type[CallbackData], *same: str) -> None:
        self._kind, self._same = kind, same

    async def __call__(self, message: Message) -> bool | dict[str, CallbackData]:
        """Return what the buttons say; several are one where they have the `same` values."""
        markup = message.reply_to_message and message.reply_to_message.reply_markup
        pressed = [
            self._kind.unpack(one.callback_data)
            for row in (markup.inline_keyboard if markup else ())
            for one in row
            if one.callback_data and self._is_of_kind(one.callback_data)
        ]
        meant = {tuple(getattr(one, name) for name in self._same) for one in pressed}
        return {"callback_data": pressed[0]} if len(meant) == 1 else False

    def _is_of_kind(self, pressed: str) -> bool:
        return pressed.split(self._kind.__separator__, maxsplit=1)[0] == self._kind.__prefix__


class SomeCommand(Filter):
    """The message is a command, whichever it is."""

    async def __call__(self, message: Message) -> bool:
        """Return whether it is."""
        return (message.text or "").startswith("/")


class SentFile(Filter):
    """The message is a file; hands it on as `document`."""

    async def __call__(self, message: Message) -> bool | dict[str, Document]:
        """Return the file."""
        return {"document": message.document} if message.document else False
