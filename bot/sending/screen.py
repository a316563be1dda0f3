"""The value that every renderer returns, and the one place that sends or edits it.

One message is one screen. Text and photo change into each other as far as Telegram lets them: a
text becomes a photo by an edit; a photo that must become a text is taken away and sent again.
"""

import asyncio
import html
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeVar

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    MaybeInaccessibleMessageUnion,
    Message,
)
from markupsafe import Markup

from bot.sending.directions import without_turns
from bot.sending.pacing import TurnFarOff
from domain.suppliers.contract import Coordinates

LONGEST_CAPTION = 1024
MOST_TRIES = 3
LONGEST_WAIT = 5
ALBUM = 10
# Telegram's words for a photo that it could not fetch or read.
# Those for a group in which pictures are forbidden: the words count.
NO_PHOTOS = ("not enough rights to send photos", "CHAT_SEND_PHOTOS_FORBIDDEN",
             "CHAT_SEND_MEDIA_FORBIDDEN", "not enough rights to send media")  # fmt: skip
# Those for a topic that was closed or removed since: what is to be told is told in the group.
NO_TOPIC = ("message thread not found", "TOPIC_CLOSED", "TOPIC_DELETED")
BAD_PHOTO = ("failed to get HTTP URL content", "wrong type of the web page content",
             "wrong file identifier/HTTP URL specified", "PHOTO_INVALID_DIMENSIONS",
             "IMAGE_PROCESS_FAILED", "WEBPAGE_")  # fmt: skip
Result = TypeVar("Result")


_TAG = re.compile(r"<[^>]*>")


def visible_length(text: Markup) -> int:
    """Return how many characters Telegram counts: after the markup is read."""
    return len(visible_text(text))


def visible_text(text: Markup) -> str:
    """Return a text as it is read, without its markup."""
    return html.unescape(_TAG.sub("", text))


def topic_of(message: MaybeInaccessibleMessageUnion | None) -> int | None:
    """Return the topic that a message stands in; answers go there."""
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
        """Keep what comes from outside from turning round what stands beside it."""
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
    """What is shown in a message of its own: the pressed one stays as it is."""

    shown: Screen | Later | InStages


async def _patiently(call: Callable[[], Awaitable[Result]]) -> Result:
    """Make a call to Telegram, waiting as told when it is too busy, a few times and not long.

    Raises `TelegramRetryAfter` when told to wait longer than is reasonable here, and at once when a
    background sender's turn is far off.
    """
    for _ in range(MOST_TRIES - 1):
        try:
            return await call()
        except TurnFarOff:
            raise
        except TelegramRetryAfter as busy:
            if busy.retry_after > LONGEST_WAIT:
                raise
            await asyncio.sleep(busy.retry_after)
    return await call()


def _is_about_photo(error: TelegramBadRequest) -> bool:
    return any(words in error.message for words in (*BAD_PHOTO, *NO_PHOTOS))


def _is(error: TelegramBadRequest, words: str) -> bool:
    return words in error.message


def _file(photo: str | bytes) -> str | BufferedInputFile:
    return photo if isinstance(photo, str) else BufferedInputFile(photo, "picture.png")


def keeps_photo(screen: Screen, message: MaybeInaccessibleMessageUnion) -> bool:
    """Say whether the photo that `message` has is to stay, and the text fits under it."""
    has_photo = isinstance(message, Message) and message.photo is not None
    return has_photo and screen.keeps_photo and visible_length(screen.text) <= LONGEST_CAPTION


def _as_photo(screen: Screen) -> str | BufferedInputFile | None:
    """Return the photo to send, None when there is none or the text is too long to go under it."""
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
            return await _in_turn(lambda: send_message(bot, chat_id, screen))
        if screen.photo is None or not _is_about_photo(error):
            raise
    bare = replace(screen, photo=None)
    return await _in_turn(lambda: send_message(bot, chat_id, bare, topic))


async def _in_turn(call: Callable[[], Awaitable[Message]]) -> Message:
    """Send what Telegram has just refused in another form, when the chat's next turn comes.

    Left to the outbox it would be tried in the refused form first again, for ever.
    """
    try:
        return await call()
    except TurnFarOff as busy:
        if busy.retry_after > LONGEST_WAIT:
            raise
        await asyncio.sleep(busy.retry_after)
        return await call()


async def _send(bot: Bot, chat_id: int, screen: Screen, topic: int | None) -> Message:
    photo = _as_photo(screen)
    if photo is not None:
        return await _patiently(
            lambda: bot.send_photo(
                chat_id,
                photo,
                caption=screen.text,
                reply_markup=screen.keyboard,
                message_thread_id=topic,
            )
        )
    return await _patiently(
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
    """Show a screen in the place of a message that is as it says; return what shows it now.

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
        if _is_about_photo(error):
            return await _show(bot, message, Screen(screen.text, screen.keyboard))
        return await _replace(bot, message, screen)
    return edited if isinstance(edited, Message) else message


def shows(message: MaybeInaccessibleMessageUnion, screen: Screen) -> bool:
    """Say whether a message shows a screen already; what a picture shows is not known."""
    if not isinstance(message, Message) or _as_photo(screen) is not None:
        return False
    if message.photo is not None and not keeps_photo(screen, message):
        return False
    now = message.text if message.photo is None else message.caption
    is_said = now == visible_text(screen.text).strip()
    return is_said and _has_keyboard(message, screen.keyboard)


def _has_keyboard(message: Message, keyboard: InlineKeyboardMarkup | None) -> bool:
    """Compare what is on the buttons: their objects also hold whose bot they came by."""
    one, other = (
        None if markup is None else markup.model_dump(exclude_none=True)
        for markup in (message.reply_markup, keyboard)
    )
    return one == other


def _needs_another(message: MaybeInaccessibleMessageUnion, screen: Screen) -> bool:
    """Say whether a message has no text that could become the screen's."""
    is_text = _as_photo(screen) is None and not keeps_photo(screen, message)
    return is_text and isinstance(message, Message) and message.text is None


async def _edit(bot: Bot, message: MaybeInaccessibleMessageUnion, screen: Screen) -> Message | bool:
    chat_id, message_id = message.chat.id, message.message_id
    photo = _as_photo(screen)
    if photo is not None:
        media = InputMediaPhoto(media=photo, caption=screen.text)
        return await _patiently(
            lambda: bot.edit_message_media(
                media, chat_id=chat_id, message_id=message_id, reply_markup=screen.keyboard
            )
        )
    if keeps_photo(screen, message):
        return await _patiently(
            lambda: bot.edit_message_caption(
                chat_id=chat_id,
                message_id=message_id,
                caption=screen.text,
                reply_markup=screen.keyboard,
            )
        )
    return await _patiently(
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
        await _patiently(
            lambda: bot.edit_message_reply_markup(
                chat_id=message.chat.id, message_id=message.message_id, reply_markup=keyboard
            )
        )


async def take_away(bot: Bot, message: MaybeInaccessibleMessageUnion) -> None:
    """Take a message away, or at least its buttons."""
    try:
        await _patiently(lambda: bot.delete_message(message.chat.id, message.message_id))
    except TelegramBadRequest:
        await show_keyboard(bot, message, None)


async def send_album(bot: Bot, chat_id: int, photos: Sequence[str], caption: Markup) -> bool:
    """Send up to ten photos together, `caption` below; False when Telegram could not fetch them."""
    media = [InputMediaPhoto(media=photo) for photo in photos[:ALBUM]]
    media[0] = media[0].model_copy(update={"caption": caption})
    try:
        if len(media) == 1:
            await _patiently(lambda: bot.send_photo(chat_id, photos[0], caption=caption))
        else:
            await _patiently(lambda: bot.send_media_group(chat_id, list(media)))
    except TelegramBadRequest as error:
        if not _is_about_photo(error):
            raise
        return False
    return True


async def send_map(bot: Bot, chat_id: int, point: Coordinates, name: str, address: str) -> None:
    """Send a place on the map with its name and address."""
    await _patiently(
        lambda: bot.send_venue(chat_id, point.latitude, point.longitude, name, address)
    )


async def send_file(bot: Bot, chat_id: int, name: str, content: bytes) -> None:
    """Send a file under a name."""
    file = BufferedInputFile(content, name)
    await _patiently(lambda: bot.send_document(chat_id, file))
