"""The value that every renderer returns, and the one place that sends or edits it.

One message is one screen. Text and photo change into each other as far as Telegram lets them: a
text becomes a photo by an edit; a photo that must become a text is taken away and sent again.
"""

import html
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    MaybeInaccessibleMessageUnion,
    Message,
)
from markupsafe import Markup

from bot.sending.attachments import is_about_photo
from bot.sending.directions import without_turns
from bot.sending.patience import in_turn, patiently

LONGEST_CAPTION = 1024
# Telegram's words for a topic that is closed or gone: the message then goes to the group.
NO_TOPIC = ("message thread not found", "TOPIC_CLOSED", "TOPIC_DELETED")


_TAG = re.compile(r"<[^>]*>")


def visible_length(text: Markup) -> int:
    """Return how many characters Telegram counts: after the markup is read."""
    return len(visible_text(text))


def visible_text(text: Markup) -> str:
    """Return a text as it is read, without its markup."""
    return html.unescape(_TAG.sub("", text))


def topic_of(message: MaybeInaccessibleMessageUnion | None) -> int | None:
    """Return a message's topic; answers go there."""
    is_in_topic = isinstance(message, Message) and message.is_topic_message
    return message.message_thread_id if isinstance(message, Message) and is_in_topic else None


@dataclass(frozen=True, slots=True)
class Screen:
    """What a message shows. `photo` is an address or the picture itself (PNG or JPEG).

    With `keeps_photo`, a photo that the message has already stays above the text.
    """

    text: Markup
    keyboard: InlineKeyboardMarkup | None = None
    photo: str | bytes | None = None
    keeps_photo: bool = False

    def __post_init__(self) -> None:
        """Keep outside text from reversing the direction of the text around it."""
        object.__setattr__(self, "text", Markup(without_turns(self.text)))  # noqa: S704 - was HTML


@dataclass(frozen=True, slots=True)
class Later:
    """A screen that takes a while, and the one to show when it takes longer than a blink."""

    work: Callable[[], Awaitable[Screen]]
    meanwhile: Screen

    async def stages(self) -> AsyncIterator[Screen]:
        """Yield the one screen there is."""
        yield await self.work()


@dataclass(frozen=True, slots=True)
class InStages:
    """A screen that grows: each one shown takes the place of the one before, the last is whole."""

    stages: Callable[[], AsyncIterator[Screen]]
    meanwhile: Screen


@dataclass(frozen=True, slots=True)
class Below:
    """What is shown in its own message: the pressed one stays as it is."""

    shown: Screen | Later | InStages


def _is(error: TelegramBadRequest, words: str) -> bool:
    return words in error.message


def _file(photo: str | bytes) -> str | BufferedInputFile:
    return photo if isinstance(photo, str) else BufferedInputFile(photo, "picture.png")


def keeps_photo(screen: Screen, message: MaybeInaccessibleMessageUnion) -> bool:
    """Return whether the photo that `message` has is to stay, and the text fits under it."""
    has_photo = isinstance(message, Message) and message.photo is not None
    return has_photo and screen.keeps_photo and visible_length(screen.text) <= LONGEST_CAPTION


def _as_photo(screen: Screen) -> str | BufferedInputFile | None:
    """Return the photo to send; None without one, or if the text is too long to be its caption."""
    if screen.photo is None or visible_length(screen.text) > LONGEST_CAPTION:
        return None
    return _file(screen.photo)


async def send_screen(bot: Bot, chat_id: int, screen: Screen, topic: int | None = None) -> int:
    """Send a screen as a new message and return the message's id; see `send_message`."""
    return (await send_message(bot, chat_id, screen, topic)).message_id


async def send_message(bot: Bot, chat_id: int, screen: Screen, topic: int | None = None) -> Message:
    """Send a screen as a new message and return it.

    A photo that Telegram cannot fetch, or that the group forbids, is left out; a `topic` that is
    not there any more as well. Raises aiogram's `TelegramAPIError`s: the chat may be gone, or
    Telegram too busy for longer than is waited here.
    """
    try:
        return await _send(bot, chat_id, screen, topic)
    except TelegramBadRequest as error:
        if topic is not None and any(words in error.message for words in NO_TOPIC):
            return await in_turn(lambda: send_message(bot, chat_id, screen))
        if screen.photo is None or not is_about_photo(error):
            raise
    bare = replace(screen, photo=None)
    return await in_turn(lambda: send_message(bot, chat_id, bare, topic))


async def _send(bot: Bot, chat_id: int, screen: Screen, topic: int | None) -> Message:
    photo = _as_photo(screen)
    if photo is not None:
        return await patiently(
            lambda: bot.send_photo(
                chat_id,
                photo,
                caption=screen.text,
                reply_markup=screen.keyboard,
                message_thread_id=topic,
            )
        )
    return await patiently(
        lambda: bot.send_message(
            chat_id, screen.text, reply_markup=screen.keyboard, message_thread_id=topic
        )
    )


async def show_screen(bot: Bot, message: MaybeInaccessibleMessageUnion, screen: Screen) -> int:
    """Show a screen in a message's place and return the id of the message that shows it now.

    `message` says which one it is; what it shows may be something else by now.
    """
    return (await _show(bot, message, screen)).message_id


async def present(
    bot: Bot, message: MaybeInaccessibleMessageUnion, screen: Screen
) -> MaybeInaccessibleMessageUnion:
    """Show a screen in place of a message whose content is known; return what shows it now.

    What Telegram would refuse is not asked: to change nothing, or the text of a picture.
    """
    if shows(message, screen):
        return message
    if _needs_another(message, screen):
        return await _replace(bot, message, screen)
    return await _show(bot, message, screen)


async def _show(
    bot: Bot, message: MaybeInaccessibleMessageUnion, screen: Screen
) -> MaybeInaccessibleMessageUnion:
    try:
        edited = await _edit(bot, message, screen)
    except TelegramBadRequest as error:
        if _is(error, "message is not modified"):
            return message
        if is_about_photo(error):
            return await _show(bot, message, Screen(screen.text, screen.keyboard))
        return await _replace(bot, message, screen)
    return edited if isinstance(edited, Message) else message


def shows(message: MaybeInaccessibleMessageUnion, screen: Screen) -> bool:
    """Return whether a message already shows a screen; what its picture shows is not known."""
    if not isinstance(message, Message) or _as_photo(screen) is not None:
        return False
    if message.photo is not None and not keeps_photo(screen, message):
        return False
    now = message.text if message.photo is None else message.caption
    is_said = now == visible_text(screen.text).strip()
    return is_said and _has_keyboard(message, screen.keyboard)


def _has_keyboard(message: Message, keyboard: InlineKeyboardMarkup | None) -> bool:
    """Compare what is on the buttons: their objects also hold the bot that they came by."""
    one, other = (
        None if markup is None else markup.model_dump(exclude_none=True)
        for markup in (message.reply_markup, keyboard)
    )
    return one == other


def _needs_another(message: MaybeInaccessibleMessageUnion, screen: Screen) -> bool:
    """Return whether a message has no text that could become the screen's."""
    is_text = _as_photo(screen) is None and not keeps_photo(screen, message)
    return is_text and isinstance(message, Message) and message.text is None


async def _edit(bot: Bot, message: MaybeInaccessibleMessageUnion, screen: Screen) -> Message | bool:
    chat_id, message_id = message.chat.id, message.message_id
    photo = _as_photo(screen)
    if photo is not None:
        media = InputMediaPhoto(media=photo, caption=screen.text)
        return await patiently(
            lambda: bot.edit_message_media(
                media, chat_id=chat_id, message_id=message_id, reply_markup=screen.keyboard
            )
        )
    if keeps_photo(screen, message):
        return await patiently(
            lambda: bot.edit_message_caption(
                chat_id=chat_id,
                message_id=message_id,
                caption=screen.text,
                reply_markup=screen.keyboard,
            )
        )
    return await patiently(
        lambda: bot.edit_message_text(
            screen.text, chat_id=chat_id, message_id=message_id, reply_markup=screen.keyboard
        )
    )


async def _replace(bot: Bot, message: MaybeInaccessibleMessageUnion, screen: Screen) -> Message:
    """Send the screen again and take the old message away, or at least its buttons."""
    sent = await send_message(bot, message.chat.id, screen, topic_of(message))
    await take_away(bot, message)
    return sent


async def show_keyboard(
    bot: Bot, message: MaybeInaccessibleMessageUnion, keyboard: InlineKeyboardMarkup | None
) -> None:
    """Change a message's buttons and leave what it says."""
    if isinstance(message, Message) and _has_keyboard(message, keyboard):
        return
    with suppress(TelegramBadRequest):
        await patiently(
            lambda: bot.edit_message_reply_markup(
                chat_id=message.chat.id, message_id=message.message_id, reply_markup=keyboard
            )
        )


async def take_away(bot: Bot, message: MaybeInaccessibleMessageUnion) -> None:
    """Take a message away, or at least its buttons."""
    try:
        await patiently(lambda: bot.delete_message(message.chat.id, message.message_id))
    except TelegramBadRequest:
        await show_keyboard(bot, message, None)
