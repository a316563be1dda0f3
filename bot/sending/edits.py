"""Editing a message that was sent: its picture with the caption, the caption, or the text."""

from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import EditMessageCaption, EditMessageMedia, EditMessageText
from aiogram.types import BufferedInputFile, InputMediaPhoto

from bot.sending.screen import Screen

NOT_MODIFIED = "message is not modified"
# Telegram's words for a caption where a text was edited, and the other way round.
OTHER_KIND = ("there is no text in the message to edit", "there is no caption in the message")


async def edit_message(
    bot: Bot, chat_id: int, message_id: int, screen: Screen, *, has_picture: bool
) -> None:
    """Have a message show a screen, with the screen's picture if it is drawn here.

    `has_picture` says what the message is thought to have; where that is wrong, it is edited all
    the same. Raises aiogram's `TelegramAPIError`s, but not for a message that says it already.
    """
    if isinstance(screen.photo, bytes) and has_picture:
        # Where the picture is refused, the words count.
        with suppress(TelegramBadRequest):
            await bot(_media(chat_id, message_id, screen, screen.photo))
            return
    for is_caption in (has_picture, not has_picture):
        try:
            await bot(_words(chat_id, message_id, screen, is_caption=is_caption))
        except TelegramBadRequest as error:
            if NOT_MODIFIED in error.message:
                return
            if not any(words in error.message for words in OTHER_KIND):
                raise
        else:
            return


def _media(chat_id: int, message_id: int, screen: Screen, picture: bytes) -> EditMessageMedia:
    media = InputMediaPhoto(media=BufferedInputFile(picture, "chart.png"), caption=screen.text)
    return EditMessageMedia(
        chat_id=chat_id, message_id=message_id, media=media, reply_markup=screen.keyboard
    )


def _words(
    chat_id: int, message_id: int, screen: Screen, *, is_caption: bool
) -> EditMessageCaption | EditMessageText:
    if is_caption:
        return EditMessageCaption(
            chat_id=chat_id, message_id=message_id, caption=screen.text,
            reply_markup=screen.keyboard,
        )  # fmt: skip
    return EditMessageText(
        chat_id=chat_id, message_id=message_id, text=screen.text, reply_markup=screen.keyboard
    )
